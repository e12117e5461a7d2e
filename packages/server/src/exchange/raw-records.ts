/** The rows of a file as the records they make up: one row each, or all rows that agree in the grouping columns. */
import { headersIn, type Target } from "./mapping.ts";
import type { Line } from "./read-table.ts";

export interface RawRecord {
  /** Numbers of its rows in the file, from 1. */
  readonly rows: readonly number[];
  readonly cells: readonly (readonly string[])[];
}

export interface Layout {
  readonly headers: readonly string[];
  /** Position of a header in a row. */
  at(header: string): number;
}

export function layoutOf(headers: readonly string[]): Layout {
  const positions = new Map(headers.map((header, index) => [header, index]));
  return { headers, at: (header) => positions.get(header) ?? -1 };
}

/** Two columns of one name would be told apart by nobody; the second becomes `name (2)`. */
export function uniqueHeaders(row: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return row.map((text, index) => {
    const name = text.replace(/[{}]/g, "") || `#${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** `rows`: of the file, its header first. The records come in the order of their first rows, always the same. */
export async function* rawRecords(
  rows: AsyncIterable<Line>,
  layout: Layout,
  group: readonly string[] | undefined,
  targets: readonly Target[],
): AsyncGenerator<RawRecord> {
  if (!group || group.length === 0) {
    for await (const { number, cells } of withoutHeader(rows))
      yield { rows: [number], cells: [cells] };
    return;
  }
  yield* (await gather(rows, layout, group, targets)).values();
}

/**
 * Rows of one record need not stand together, so all of them are read before the first record is whole. What no target
 * reads is forgotten, and so are further rows of records that have no lines and add nothing up.
 */
async function gather(
  rows: AsyncIterable<Line>,
  layout: Layout,
  group: readonly string[],
  targets: readonly Target[],
): Promise<ReadonlyMap<string, RawRecord>> {
  const nameOf = groupName(layout, group);
  const used = layout.headers.map(
    (header) => group.includes(header) || targets.some((target) => readsHeader(target, header)),
  );
  const needsAllRows = targets.some(({ column, source }) => column !== null || source.sum);
  const found = new Map<string, { rows: number[]; cells: (readonly string[])[] }>();
  for await (const { number, cells: row } of withoutHeader(rows)) {
    const name = nameOf(row);
    let record = found.get(name);
    if (!record) found.set(name, (record = { rows: [], cells: [] }));
    record.rows.push(number);
    if (record.cells.length === 0 || needsAllRows)
      record.cells.push(row.map((cell, index) => (used[index] ? cell : "")));
  }
  return found;
}

/** Rows of one name are one record. */
export function groupName(
  layout: Layout,
  group: readonly string[],
): (row: readonly string[]) => string {
  const keys = group.map((header) => layout.at(header));
  return (row) => keys.map((at) => row[at] ?? "").join("\u0001");
}

const readsHeader = ({ source }: Target, header: string): boolean =>
  [source.from, source.times, source.over, source.currency].some(
    (text) => text !== undefined && headersIn(text).includes(header),
  );

export async function* withoutHeader(rows: AsyncIterable<Line>): AsyncGenerator<Line> {
  let isFirst = true;
  for await (const row of rows) {
    if (!isFirst) yield row;
    isFirst = false;
  }
}
