/**
 * Records that name others of the same file, as a unit names its parent, must come after them, whatever the order of the
 * rows. They come in waves, each in transactions of its own: only when the parents are committed does the importer's
 * next plan know of them, and reach them.
 *
 * INVARIANT: the order depends on the file and its mapping alone, so an interrupted import finds its place again.
 */
import { type ObjectModel, targetOf } from "../derive/model.ts";
import { textOf } from "./draft-record.ts";
import type { Target } from "./mapping.ts";
import type { Layout, RawRecord } from "./raw-records.ts";
import { keysOf } from "./resolve-names.ts";

export interface Placed {
  readonly record: RawRecord;
  readonly wave: number;
}

/** Deeper than any organisation; rows that name each other in a circle end here too, and are told that nothing is found. */
const MAX_WAVES = 100;

/** The target that names records of the object itself. */
export const selfTargetOf = (object: ObjectModel, targets: readonly Target[]): Target | undefined =>
  targets.find(({ field }) => targetOf(field) === object.name);

export async function* inOrder(
  records: AsyncIterable<RawRecord>,
  { object, targets, layout }: { object: ObjectModel; targets: readonly Target[]; layout: Layout },
): AsyncGenerator<Placed> {
  const self = selfTargetOf(object, targets);
  if (!self) {
    for await (const record of records) yield { record, wave: 0 };
    return;
  }
  const keys = keysOf(object, self.source.by);
  const sources = targets.filter(({ field }) => keys.includes(field)).map(({ source }) => source);
  const read = ({ cells }: RawRecord, source: Target["source"]) =>
    textOf(cells[0]!, source, { layout }) ?? null;
  const named: Named[] = [];
  for await (const record of records)
    named.push({
      record,
      bears: sources.flatMap((source) => read(record, source) ?? []),
      needs: read(record, self.source),
    });
  yield* inWaves(named);
}

interface Named {
  readonly record: RawRecord;
  readonly bears: readonly string[];
  readonly needs: string | null;
}

function* inWaves(named: readonly Named[]): Generator<Placed> {
  /** How many records that bear the name are still to come. */
  const coming = new Map<string, number>();
  const count = ({ bears }: Named, step: number): void => {
    for (const name of bears) coming.set(name, (coming.get(name) ?? 0) + step);
  };
  named.forEach((one) => count(one, 1));
  let rest = named;
  for (let wave = 0; rest.length > 0; wave++) {
    const isReady = ({ needs }: Named) => needs === null || (coming.get(needs) ?? 0) === 0;
    const ready = rest.filter(isReady);
    const now = new Set(ready.length === 0 || wave === MAX_WAVES ? rest : ready);
    for (const { record } of now) yield { record, wave };
    now.forEach((one) => count(one, -1));
    rest = rest.filter((one) => !now.has(one));
  }
}
