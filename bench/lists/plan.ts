/** Rows that the scans of a statement look at: those they give and those they throw away. */
import type pg from "pg";

interface PlanNode {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Executes the statement once, untimed. */
export async function rowsReadBy(
  client: Pick<pg.Client, "query">,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<number> {
  const { rows } = await client.query<{ "QUERY PLAN": readonly { Plan: PlanNode }[] }>({
    text: `explain (analyze, timing off, format json) ${text}`,
    values: [...values],
  });
  return Math.round(scanned(rows[0]!["QUERY PLAN"][0]!.Plan));
}

/** Only scans of tables; a bitmap's index part is counted by its heap part. */
const TABLE_SCANS = new Set([
  "Seq Scan",
  "Index Scan",
  "Index Only Scan",
  "Bitmap Heap Scan",
  "Sample Scan",
  "Tid Scan",
]);

function scanned(node: PlanNode): number {
  const own = TABLE_SCANS.has(node["Node Type"])
    ? (node["Actual Rows"] +
        (node["Rows Removed by Filter"] ?? 0) +
        (node["Rows Removed by Index Recheck"] ?? 0)) *
      node["Actual Loops"]
    : 0;
  return (node.Plans ?? []).reduce((sum, child) => sum + scanned(child), own);
}
