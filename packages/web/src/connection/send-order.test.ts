import type { Row } from "@latchkey/server/contract";
import { describe, expect, test } from "vitest";
import type { WaitingWrite } from "./outbox.ts";
import { carriedOn, nextOf } from "./send-order.ts";

const refused = { code: "stale", message: { zh: "", en: "" } };
const write = (at: number, id?: string, more: Partial<WaitingWrite> = {}): WaitingWrite => ({
  key: `key-${at}`,
  at,
  object: "customer",
  verb: id === undefined ? "create" : "update",
  body: { values: {}, ...(id === undefined ? {} : { id, version: 5 }) },
  ...more,
});

describe("what waits", () => {
  test("goes in the order it was made", () => {
    expect(nextOf([write(1, "a"), write(2), write(3, "b")])?.at).toBe(1);
    expect(nextOf([])).toBeUndefined();
  });

  test("of one record waits for what was refused before it, of others it does not", () => {
    const writes = [write(1, "a", { refused }), write(2, "a"), write(3, "b"), write(4)];
    expect(nextOf(writes)?.at).toBe(3);
    expect(nextOf(writes.slice(0, 2))).toBeUndefined();
    expect(nextOf([write(1, undefined, { refused }), write(2)])?.at).toBe(2);
  });

  test("goes on from what the one before it made of the record", () => {
    const record = { id: "a", version: 6, values: {} } as unknown as Row;
    const [first, second] = [write(1, "a"), write(2, "a")];
    const elsewhere = write(3, "a", { body: { id: "a", version: 4, values: {} } });
    const carried = carriedOn(first, record, [second, elsewhere, write(4, "b"), write(5)]);
    expect(carried.map(({ write: one }) => one.at)).toEqual([2]);
    expect(carried[0]?.change).toEqual({ body: { id: "a", version: 6, values: {} }, base: record });
  });
});
