/** The table: path by CRM. */
import type { Verdict, Verdicts } from "./run.ts";
import { PATHS } from "./paths.ts";
import { READERS } from "./readers.ts";

export function report(verdicts: ReadonlyMap<string, Verdicts>, isFull: boolean): void {
  console.log("R157: what each path tells beyond what its reader may see\n");
  const names = [...verdicts.keys()];
  const table = PATHS.map(({ name }) => [
    name,
    ...names.map((crm) => wordOf(verdicts.get(crm)![name]!)),
  ]);
  print([["", ...names], ...table]);
  for (const crm of names) {
    const of = Object.entries(verdicts.get(crm)!);
    const questions = of.reduce((sum, [, verdict]) => sum + verdict.questions, 0);
    console.log(`\n${crm}: ${questions} questions by ${READERS.length} readers`);
    for (const [path, verdict] of of) printFindings(path, verdict, isFull);
  }
}

function wordOf({ questions, leaks, lacks, notOffered }: Verdict): string {
  if (leaks.length > 0) return `LEAKS (${leaks.length})`;
  if (lacks.length > 0) return `too little (${lacks.length})`;
  if (questions === 0) return "not offered";
  return notOffered.length > 0 ? "holds, in part not offered" : "holds";
}

function printFindings(path: string, { leaks, lacks, notOffered }: Verdict, isFull: boolean): void {
  const some = (list: readonly string[]) => (isFull ? list : list.slice(0, 1));
  for (const leak of some(leaks)) console.log(`  ${path}: LEAKS: ${leak}`);
  for (const lack of some(lacks)) console.log(`  ${path}: too little: ${lack}`);
  for (const why of notOffered) console.log(`  ${path}: not offered: ${why}`);
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("   ")
        .trimEnd(),
    );
}
