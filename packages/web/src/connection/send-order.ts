/** What goes first of what waits: writes in the order they were made, those to one record one after the other. */
import type { Row } from "@latchkey/server/contract";
import type { WaitingWrite } from "./outbox.ts";

/** The first that nothing earlier for the same record stands before; what was refused stands until its maker decides. */
export function nextOf(writes: readonly WaitingWrite[]): WaitingWrite | undefined {
  return writes.find(
    (write) =>
      !write.refused && !writes.some((other) => other.at < write.at && isOfOneRecord(other, write)),
  );
}

/** Later changes that were made from the same version are changes of what the record has become. */
export function carriedOn(
  { at, body }: WaitingWrite,
  record: Row,
  writes: readonly WaitingWrite[],
): readonly { readonly write: WaitingWrite; readonly change: Partial<WaitingWrite> }[] {
  return writes
    .filter((later) => later.at > at && later.body.id !== undefined && later.body.id === body.id)
    .filter((later) => later.body.version === body.version)
    .map((write) => ({
      write,
      change: { body: { ...write.body, version: record.version }, base: record },
    }));
}

const isOfOneRecord = (one: WaitingWrite, other: WaitingWrite): boolean =>
  one.body.id !== undefined && one.body.id === other.body.id;
