/** The rows of a file that something was wrong with, as a file that can be mended and imported again. */
import { stringify } from "csv-stringify";
import type { Caller } from "../gate/mutate.ts";
import { safeText } from "./format-cell.ts";
import { readImport, readProblems, type ImportRow } from "./import-store.ts";
import { groupName, layoutOf, withoutHeader } from "./raw-records.ts";
import { readTable, type Line } from "./read-table.ts";
import type { ImportParts } from "./run-import.ts";
import { readKept } from "./undo-store.ts";

/** The rows that failed, or those whose records an undo left as they are. */
export type WrongRows = "failed" | "undo";

type Locale = "zh" | "en";

const HEADINGS: Readonly<Record<Locale, readonly [row: string, why: string]>> = {
  zh: ["行号", "问题"],
  en: ["Row", "What is wrong"],
};

/** Between a column and what is wrong with it, and between two that are wrong. */
const MARKS: Readonly<Record<Locale, readonly [says: string, and: string]>> = {
  zh: ["：", "；"],
  en: [": ", "; "],
};

export async function wrongRows(
  { db, subjects, pathOf }: ImportParts,
  caller: Caller,
  { id, of }: { readonly id: string; readonly of: WrongRows },
): Promise<{ fileName: string; text: AsyncIterable<string | Buffer> }> {
  const job = await readImport(db, caller.person, id);
  const { locale } = await subjects.current(caller.person);
  const [says, and] = MARKS[locale];
  const all = { after: 0, limit: null };
  const found =
    of === "undo"
      ? (await readKept(db, id, null, all)).map((one) => ({ ...one, column: "" }))
      : // What was left out or flagged as a duplicate did not fail.
        (await readProblems(db, id, null, all)).filter(({ code }) => code !== "duplicate");
  const words = new Map<number, string[]>();
  for (const { row, column, message } of found)
    words.set(row, [
      ...(words.get(row) ?? []),
      [column, message[locale]].filter(Boolean).join(says),
    ]);
  const joined = new Map([...words].map(([row, several]) => [row, several.join(and)]));
  return {
    fileName: `${job.file_name.replace(/\.\w+$/, "")}-${of === "undo" ? "kept" : "errors"}.csv`,
    text: errorFile(pathOf(id), job, joined, locale),
  };
}

type Words = ReadonlyMap<number, string>;

async function* errorFile(
  path: string,
  { reading, headers, mapping: { group = [] } }: ImportRow,
  words: Words,
  locale: Locale,
): AsyncGenerator<string | Buffer> {
  const rows = () => withoutHeader(readTable(path, reading));
  const nameOf = group.length > 0 ? groupName(layoutOf(headers), group) : null;
  const names = nameOf ? await namesOf(rows(), words, nameOf) : null;
  const isWanted = ({ number, cells }: Line) =>
    words.has(number) || (nameOf !== null && names!.has(nameOf(cells)));
  const writer = stringify({ bom: true });
  void (async () => {
    writer.write([...headers.map(safeText), ...HEADINGS[locale]]);
    for await (const row of rows()) {
      if (!isWanted(row)) continue;
      const cells = headers.map((_, index) => safeText(row.cells[index] ?? ""));
      const why = words.get(row.number) ?? "";
      if (!writer.write([...cells, String(row.number), why]))
        await new Promise((resolve) => writer.once("drain", resolve));
    }
    writer.end();
  })().catch((error: Error) => writer.destroy(error));
  yield* writer;
}

/** A record of several rows fails as a whole, so all of them have to come again. */
async function namesOf(
  rows: AsyncIterable<Line>,
  words: Words,
  nameOf: (row: readonly string[]) => string,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const { number, cells } of rows) if (words.has(number)) names.add(nameOf(cells));
  return names;
}
