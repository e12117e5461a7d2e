/** The benchmark on a database that is built: questions in process, and the first page also over HTTP under load. */
import { bare } from "./bare.ts";
import { caslAsSql } from "./casl.ts";
import { directus } from "./directus.ts";
import { isCannot, type Answer, type HttpEngine, type ListEngine } from "./engine.ts";
import { latchkey, latchkeyOverHttp, withPatience } from "./latchkey.ts";
import { load } from "./load.ts";
import { differenceOf, measure, saidOf, type Cell } from "./measure.ts";
import { once, oneByOne } from "./over-http.ts";
import { handWritten, naiveOr, withoutPermission } from "./peers-in-sql.ts";
import type { Persona } from "./personas.ts";
import { FIRST_PAGE, QUESTIONS, type Question } from "./questions.ts";
import { showRate, showRow } from "./show.ts";
import { rowLevelSecurity } from "./row-level-security.ts";
import type { SqlEngine } from "./sql-engine.ts";

export interface Measured {
  readonly questions: readonly Answered[];
  readonly rates: readonly Rate[];
}

export interface Answered {
  readonly question: string;
  readonly rows: readonly {
    readonly persona: string;
    readonly cells: Readonly<Record<string, Cell>>;
  }[];
}

/** Requests per second by engine, or what is said instead. */
export interface Rate {
  readonly persona: string;
  readonly engines: Readonly<
    Record<
      string,
      { readonly perSecond: number; readonly kilobytes: number } | { readonly says: string }
    >
  >;
}

export interface BenchmarkOptions {
  readonly url: string;
  readonly personas: readonly Persona[];
  readonly questions: readonly Question[];
  /** For files of the servers. */
  readonly directory: string;
  readonly withDirectus: boolean;
  /** How long a cell is measured. */
  readonly seconds: number;
  /** True for the engines that are held against what is written by hand. */
  readonly isAsked: (engine: string) => boolean;
  /** True for the questions that all engines are asked, and not ours and what is written by hand alone. */
  readonly isForAll: (question: Question) => boolean;
}

export async function runBenchmark(options: BenchmarkOptions): Promise<Measured> {
  const { url, personas, directory } = options;
  const written = await handWritten(url);
  const peer = options.withDirectus ? [await directus(url, personas, directory)] : [];
  const questions = await askAll(options, written, peer);
  const isLoaded = options.questions.includes(FIRST_PAGE);
  const rates = isLoaded ? await rateAll(options, written, peer) : [];
  for (const { close } of [written, ...peer]) await close();
  return { questions, rates };
}

async function rateAll(
  { url, personas, directory, isAsked, seconds }: BenchmarkOptions,
  written: SqlEngine,
  peers: readonly HttpEngine[],
): Promise<readonly Rate[]> {
  const own = [
    await latchkeyOverHttp(url, personas, directory),
    await bare(withPatience(url), written, personas, directory),
  ];
  const servers = [...own, ...peers].filter(({ name }) => isAsked(name));
  const rates: Rate[] = [];
  for (const persona of personas) {
    const right = await answerOf(written, persona, FIRST_PAGE);
    rates.push(await rateOf(persona, servers, right, seconds));
    showRate(rates.at(-1)!, rates.length === 1);
  }
  for (const { close } of own) await close();
  return rates;
}

/** What was asked anew, and of an earlier run the rest. Every table is of one run. */
export function mergeRuns(earlier: Measured, { questions, rates }: Measured): Measured {
  const anew = new Map(questions.map((one) => [one.question, one]));
  const kept = new Map(earlier.questions.map((one) => [one.question, one]));
  return {
    questions: QUESTIONS.flatMap(({ name }) => anew.get(name) ?? kept.get(name) ?? []),
    rates: rates.length > 0 ? rates : earlier.rates,
  };
}

const NO_PAGE: Cell = { says: "no such page" };

/** The name of what answers without any permission. */
export const LIMIT = "no permission";
const TWO: ReadonlySet<string> = new Set([LIMIT, "Latchkey", "by hand"]);

async function askAll(
  { url, personas, questions, seconds, isAsked, isForAll }: BenchmarkOptions,
  written: SqlEngine,
  peers: readonly HttpEngine[],
): Promise<readonly Answered[]> {
  const nobodysRights = await withoutPermission(url);
  const started: readonly ListEngine[] = [
    nobodysRights,
    await latchkey(url),
    written,
    await naiveOr(url),
    await rowLevelSecurity(url, personas),
    await caslAsSql(url),
    ...peers.map(oneByOne),
  ];
  const engines = started.filter(({ name }) => name === LIMIT || isAsked(name));
  const all: Answered[] = [];
  for (const question of questions) {
    const rows: Answered["rows"][number][] = [];
    for (const persona of personas) {
      const right = await answerOf(written, persona, question);
      const cells: Record<string, Cell> = {};
      for (const engine of engines.filter(({ name }) => isForAll(question) || TWO.has(name))) {
        // Beside each persona, for the machine is not equally fast all the time.
        const expected = engine === nobodysRights ? null : right;
        cells[engine.name] =
          right === null ? NO_PAGE : await measure(engine, persona, question, expected, seconds);
      }
      rows.push({ persona: persona.name, cells });
      showRow(question.name, rows);
    }
    all.push({ question: question.name, rows });
  }
  for (const { close } of started.filter((engine) => engine !== written)) await close();
  return all;
}

/** What is written by hand is right: the two shapes it is written in are held against each other (`sql-engine.ts`). */
async function answerOf(
  written: SqlEngine,
  persona: Persona,
  question: Question,
): Promise<Answer | null> {
  const asking = await written.prepare(persona, question);
  return isCannot(asking) ? null : asking.answer();
}

async function rateOf(
  persona: Persona,
  servers: readonly HttpEngine[],
  right: Answer | null,
  seconds: number,
): Promise<Rate> {
  const engines: Record<string, Rate["engines"][string]> = {};
  for (const server of servers)
    engines[server.name] = await cellOf(server, persona, right, seconds);
  return { persona: persona.name, engines };
}

async function cellOf(
  server: HttpEngine,
  persona: Persona,
  right: Answer | null,
  seconds: number,
): Promise<Rate["engines"][string]> {
  const request = await server.request(persona, FIRST_PAGE);
  if (isCannot(request)) return { says: request.cannot };
  try {
    const { answer, bytes } = await once(server, request, FIRST_PAGE);
    const difference = right === null ? null : differenceOf(answer, right);
    if (difference !== null) return { says: difference };
    const { perSecond, failures } = await load(server.origin, request, {
      warm: seconds / 3,
      measured: seconds,
    });
    if (failures > 0) return { says: `${failures} failed` };
    return { perSecond, kilobytes: bytes / 1024 };
  } catch (error) {
    return saidOf(error);
  }
}
