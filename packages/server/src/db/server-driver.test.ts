import { expect, test } from "vitest";
import { startNativeServer } from "../testing/native-server.ts";
import { connectServer } from "./server-driver.ts";

test("what an address asks of a session is added to ours", async () => {
  const { url, stop } = await startNativeServer();
  const asked = encodeURIComponent("-c statement_timeout=4321ms");
  const driver = connectServer(`${url}?options=${asked}`, 1);
  const session = await driver.connect();
  const setting = async (name: string) =>
    (await session.query<{ value: string }>("select current_setting($1) as value", [name])).rows[0]!
      .value;
  expect(await setting("statement_timeout")).toBe("4321ms");
  expect(await setting("plan_cache_mode")).toBe("force_generic_plan");
  expect(await setting("TimeZone")).toBe("UTC");
  session.release();
  await driver.close();
  await stop();
});
