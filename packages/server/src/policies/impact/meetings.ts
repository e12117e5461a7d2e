/** How many people meet with a change on each record, kept where it differs from afar, so that each record counts once. */
import { BETWEEN_BREATHS, type Terrain } from "./cells.ts";
import type { ChangeKey } from "./outcome.ts";
import { addTo, replaceIn, type Changes, type Shift, type Tally } from "./tally.ts";

export interface Meetings {
  far(place: number, changes: Changes, people: number): void;
  block(place: number, from: Changes, to: Changes, people: number): void;
  /** Of one person. */
  cell(place: number, shift: Shift): void;
  records(breathe: () => Promise<void>): Promise<ReadonlyMap<ChangeKey, number>>;
}

/** What people met with on a cell, one after another: cells on which the same was met have the same trace. */
interface Trace {
  readonly before: Trace | null;
  readonly shift: Shift | null;
  readonly after: Map<Shift, Trace>;
}

export function createMeetings({ cells, shapes, blocks }: Terrain): Meetings {
  const [fields, near] = [new Map<number, Tally>(), new Map<number, Tally>()];
  const untouched: Trace = { before: null, shift: null, after: new Map() };
  const traces = new Map<number, Trace>();
  const at = (tallies: Map<number, Tally>, place: number): Tally => {
    const tally = tallies.get(place) ?? new Map<ChangeKey, number>();
    tallies.set(place, tally);
    return tally;
  };
  return {
    far: (place, changes, people) => addTo(at(fields, place), changes, people),
    block: (place, from, to, people) => replaceIn(at(near, place), from, to, people),
    cell(place, shift) {
      const before = traces.get(place) ?? untouched;
      const trace = before.after.get(shift) ?? { before, shift, after: new Map() };
      before.after.set(shift, trace);
      traces.set(place, trace);
    },
    async records(breathe) {
      const records: Tally = new Map();
      const apart = Map.groupBy(traces, ([place]) => shapes[cells[place]!.shape]!.block);
      const tallyOf = createTallies();
      for (const [place, block] of blocks.entries()) {
        if (place % BETWEEN_BREATHS === 0) await breathe();
        const around = [fields.get(block.far), near.get(place)];
        const counts = new Map<Trace, number>([[untouched, block.count]]);
        for (const [cell, trace] of apart.get(place) ?? []) {
          const { count } = cells[cell]!;
          counts.set(untouched, counts.get(untouched)! - count);
          counts.set(trace, (counts.get(trace) ?? 0) + count);
        }
        for (const [trace, count] of counts)
          if (count > 0) addTo(records, { keys: metIn([...around, tallyOf(trace)]) }, count);
      }
      return records;
    },
  };
}

function createTallies(): (trace: Trace) => Tally {
  const known = new Map<Trace, Tally>();
  return (trace) => {
    const found = known.get(trace);
    if (found) return found;
    const tally: Tally = new Map();
    for (let one: Trace | null = trace; one?.shift; one = one.before)
      replaceIn(tally, one.shift.from, one.shift.to, 1);
    known.set(trace, tally);
    return tally;
  };
}

/** The changes that anybody meets with. */
function metIn(tallies: readonly (Tally | undefined)[]): readonly ChangeKey[] {
  const sums: Tally = new Map();
  for (const tally of tallies)
    for (const [change, people] of tally ?? []) sums.set(change, (sums.get(change) ?? 0) + people);
  return [...sums].flatMap(([change, people]) => (people > 0 ? [change] : []));
}
