/** Ids for the records of a batch: in their order, and all of them from one draw of random bytes, which is what costs. */
import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";

const BYTES = 16;

export function newIds(count: number): readonly string[] {
  const random = randomBytes((count + 1) * BYTES);
  const msecs = Date.now();
  // Far enough from the end that it never starts anew within a batch.
  const first = random.readUInt32BE(count * BYTES) >>> 1;
  return Array.from({ length: count }, (_, index) =>
    uuid({
      random: random.subarray(index * BYTES, (index + 1) * BYTES),
      msecs,
      seq: first + index,
    }),
  );
}
