/** The document of a run: its numbers come from the run, the words around them from here. */
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { PATIENCE_SECONDS } from "./engine.ts";
import { CONNECTIONS } from "./load.ts";
import { isTimed, type Cell, type Times } from "./measure.ts";
import { LIMIT, type Answered, type Measured, type Rate } from "./run.ts";
import { cellText, rateText, short } from "./show.ts";
import { connect } from "./sql-engine.ts";

export interface Machine {
  readonly cores: number;
  readonly gigabytes: number;
  readonly processor: string;
  readonly node: string;
  readonly postgres: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly date: string;
  readonly peers: readonly string[];
}

export interface Results extends Measured {
  readonly customers: number;
  readonly machine: Machine;
}

export async function describeMachine(
  url: string,
  settings: Readonly<Record<string, string>>,
): Promise<Machine> {
  const client = await connect(url);
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  await client.end();
  return {
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    processor: cpus()[0]?.model ?? "unknown",
    node: process.version,
    postgres: rows[0]!.server_version,
    settings,
    date: new Date().toISOString().slice(0, 10),
    peers: [
      ...versions("..", ["@casl/ability", "@ucast/sql", "fastify", "pg", "undici"]),
      ...versions("../directus", ["directus"]),
    ],
  };
}

const versions = (folder: string, names: readonly string[]): readonly string[] => {
  const file = join(import.meta.dirname, folder, "package.json");
  const { dependencies } = JSON.parse(readFileSync(file, "utf8")) as {
    dependencies: Record<string, string>;
  };
  return names.map((name) => `${name} ${dependencies[name]!}`);
};

const OURS = "Latchkey";
const NAIVE = "naive OR";
const BARE = "bare Fastify + pg";
const PEER = "Directus";

export function renderDocument({ customers, machine, questions, rates }: Results): string {
  const { cores, gigabytes, processor, node, postgres, settings, date, peers } = machine;
  const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `# Lists at ${customers.toLocaleString("en")} customers

Written by \`npm run bench:lists -- --write-docs\` on ${date}; how to run it, and how to hold another CRM against it, is in
[bench/README.md](../bench/README.md).

- **Data**: ${customers.toLocaleString("en")} customers, one order each, 300,000 shares at ten million, 500 stores of which a quarter are
  closed, 3,000 sellers; busy and dead, hot and cold (\`bench/lists/world.ts\`). Everything is warm.
- **Machine**: ${cores} cores (${processor}), ${gigabytes} GB; server, database and client share them. Node ${node}.
- **PostgreSQL** ${postgres}: ${set.join(", ")}; fsync off, for nothing is written.
- **Peers**: ${peers.join(", ")}.

Cells are milliseconds, median / 99th of up to 200 answers, and in brackets the rows that the database looked at. The *limit* (no permission) is the
same search, order and page without any permission, measured again beside each persona. Pages hold the columns of the list's screen. Every answer is first compared with one written by hand in two shapes
that must agree; what differs says so and has no time. What takes longer than ${PATIENCE_SECONDS} s is cancelled; what takes more than 2 s is asked once. Each table is of one run.

## Goals

${goals(questions, rates)
  .map(({ goal, outcome }) => `- ${goal}: **${outcome}**`)
  .join("\n")}

## In process
${questions.map(questionTable).join("\n")}

## First page over HTTP, 16 connections, requests per second

Latchkey: its own server, signed in, with audit, titles, masks and what may be done with each row. Bare: the statement by hand
and nothing else. In brackets the size of an answer in kB. *Failed*: cancelled after ${PATIENCE_SECONDS} s, and counted
as the ${CONNECTIONS / PATIENCE_SECONDS} requests per second that it can have been at most.

${rateTable(rates)}

${readFileSync(join(import.meta.dirname, "remarks.md"), "utf8").trim()}
`;
}

interface Goal {
  readonly goal: string;
  readonly outcome: string;
}

function goals(questions: readonly Answered[], rates: readonly Rate[]): readonly Goal[] {
  const first = questions.find(({ question }) => question === "first page");
  return [
    ...questions.filter(({ question }) => question !== "count").map(nearLimit),
    ...questions.filter(isQuick).map(quickTail),
    ...(first ? [fasterThanNaive(first)] : []),
    ...questions.filter(({ question }) => question === "count").map(quickCount),
    timesPeer(rates),
    halfOfBare(rates),
  ];
}

const judged = (goal: string, missed: readonly string[], met: string): Goal => ({
  goal,
  outcome: missed.length === 0 ? `met (${met})` : `missed by ${missed.join("; ")}`,
});

const timed = ({ rows }: Answered): readonly { persona: string; times: Times }[] =>
  rows.flatMap(({ persona, cells }) => {
    const cell = cells[OURS];
    return isTimed(cell) ? [{ persona, times: cell }] : [];
  });

const limitOf = ({ cells }: Answered["rows"][number]): number | null => {
  const cell = cells[LIMIT];
  return isTimed(cell) ? cell.p50 : null;
};

/** In milliseconds, the median over the personas; null where none was measured. */
function usualLimit({ rows }: Answered): number | null {
  const limits = rows.flatMap((row) => limitOf(row) ?? []).toSorted((a, b) => a - b);
  return limits[limits.length >> 1] ?? null;
}

const isQuick = (answered: Answered): boolean => (usualLimit(answered) ?? Infinity) < 3;

function nearLimit(answered: Answered): Goal {
  const usual = usualLimit(answered);
  const goal = `${answered.question}: every persona's median within 3 × the limit plus 1 ms`;
  if (usual === null) return { goal, outcome: "no limit measured" };
  const missed = answered.rows.flatMap((row) => {
    const ours = row.cells[OURS];
    const allowed = 3 * (limitOf(row) ?? usual) + 1;
    if (!isTimed(ours) || ours.p50 <= allowed) return [];
    return [`${row.persona} ${short(ours.p50)} of ${short(allowed)} ms`];
  });
  return judged(goal, missed, `the limit is ${short(usual)} ms`);
}

function quickTail(answered: Answered): Goal {
  const missed = timed(answered)
    .filter(({ times }) => times.p99 > 10)
    .map(({ persona, times }) => `${persona} ${short(times.p99)} ms`);
  return judged(
    `${answered.question}: 99th under 10 ms, the limit being under 3 ms`,
    missed,
    "all",
  );
}

function quickCount(answered: Answered): Goal {
  const missed = timed(answered)
    .filter(({ times }) => times.p50 > 5)
    .map(({ persona, times }) => `${persona} ${short(times.p50)} ms`);
  return judged("counts under 5 ms", missed, "all");
}

function fasterThanNaive({ rows }: Answered): Goal {
  const worst = Math.max(
    0,
    ...rows.map(({ cells }) => {
      const [naive, ours] = [cells[NAIVE], cells[OURS]];
      if (!naive || !isTimed(ours)) return 0;
      // What was cancelled took at least as long as one waited for it.
      const waited = isTimed(naive)
        ? naive.p50
        : naive.says.startsWith(">")
          ? PATIENCE_SECONDS * 1000
          : 0;
      return waited / ours.p50;
    }),
  );
  const goal = "the persona that naive OR serves worst at least 500 × faster";
  return judged(goal, worst >= 500 ? [] : [`${short(worst)} ×`], `${short(worst)} ×`);
}

/** Of an engine whose every answer was cancelled: what it can have answered at most. */
const rateOf = (one: Rate["engines"][string] | undefined): number | null => {
  if (!one) return null;
  if ("perSecond" in one) return one.perSecond;
  return one.says.endsWith("failed") ? CONNECTIONS / PATIENCE_SECONDS : null;
};

const ratio = ({ engines }: Rate, over: string): number | null => {
  const [ours, other] = [rateOf(engines[OURS]), rateOf(engines[over])];
  return ours !== null && other !== null && other > 0 ? ours / other : null;
};

function timesPeer(rates: readonly Rate[]): Goal {
  const ratios = rates.flatMap((rate) => ratio(rate, PEER) ?? []).toSorted((a, b) => a - b);
  const goal = "over HTTP at least 10 × Directus at the median of personas";
  if (ratios.length === 0) return { goal, outcome: "not measured" };
  const median = ratios[Math.floor((ratios.length - 1) / 2)]!;
  return judged(goal, median >= 10 ? [] : [`${short(median)} ×`], `${short(median)} ×`);
}

function halfOfBare(rates: readonly Rate[]): Goal {
  const missed = rates.flatMap((rate) => {
    const share = ratio(rate, BARE);
    return share === null || share >= 0.5 ? [] : [`${rate.persona} ${share.toFixed(2)}`];
  });
  return judged("over HTTP at least half of the bare server, for each persona", missed, "all");
}

function questionTable({ question, rows }: Answered): string {
  const engines = Object.keys(rows[0]?.cells ?? {});
  const head = ["persona", ...engines, "ours : limit"];
  const body = rows.map(({ persona, cells }) => [
    persona,
    ...engines.map((engine) => withRows(cells[engine]!)),
    toLimit(cells[OURS]!, cells[LIMIT]!),
  ]);
  return `\n### ${question}\n\n${table([head, ...body])}\n`;
}

const withRows = (cell: Cell): string =>
  isTimed(cell) && cell.rowsRead !== null
    ? `${cellText(cell)} (${cell.rowsRead.toLocaleString("en")})`
    : cellText(cell);

const toLimit = (cell: Cell, limit: Cell): string =>
  isTimed(cell) && isTimed(limit) ? (cell.p50 / limit.p50).toFixed(1) : "";

function rateTable(rates: readonly Rate[]): string {
  const engines = Object.keys(rates[0]?.engines ?? {});
  const head = ["persona", ...engines, `ours : ${BARE}`, `ours : ${PEER}`];
  const body = rates.map((rate) => [
    rate.persona,
    ...engines.map((engine) => {
      const one = rate.engines[engine]!;
      return "says" in one ? one.says : `${rateText(one)} (${one.kilobytes.toFixed(0)})`;
    }),
    ...[BARE, PEER].map((over) => ratio(rate, over)?.toFixed(2) ?? ""),
  ]);
  return table([head, ...body]);
}

function table([head, ...body]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head!.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head!, rule, ...body].map(line).join("\n");
}
