import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { invalidateRecords, queryClient } from "./query-client.ts";

test("what a page had begun to read before a change is read again after it", async () => {
  const { promise: slow, resolve } = Promise.withResolvers<string>();
  const answers = [slow, Promise.resolve("after")];
  const page = new QueryObserver(queryClient, {
    queryKey: ["records", "customer", "timeline", "1"],
    queryFn: () => answers.shift()!,
  });
  const leave = page.subscribe(() => {});
  const changed = invalidateRecords("followUp");
  resolve("before");
  await changed;
  expect(page.getCurrentResult().data).toBe("after");
  leave();
});
