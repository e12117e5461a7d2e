/** Walks the matrix: object × persona × path, each question asked as the server would be asked, each answer compared. */
import { text } from "node:stream/consumers";
import { makeRandom } from "@latchkey/policy/testing";
import type { ObjectModel } from "../derive/model.ts";
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { readReferences } from "../gate/referrers.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Meta } from "../http/contract.ts";
import { metaFor } from "../http/meta.ts";
import { openApiFor } from "../http/openapi.ts";
import { searchObject } from "../http/search.ts";
import { VERBS } from "../http/verbs.ts";
import type { FilePlace } from "../files/files.ts";
import { moveImpact, type MoveImpactInput } from "../org/move-impact.ts";
import { writeNotices } from "../inbox/notices.ts";
import type { Services } from "../services.ts";
import { as } from "../testing/enterprise.ts";
import { unitNodes } from "../org/units.ts";
import { atDesk, type Desk } from "../workbench/desk.ts";
import { figuresOf } from "../workbench/figures.ts";
import { inboxOf } from "../workbench/inbox.ts";
import { monthOf } from "../workbench/month.ts";
import { myDay } from "../workbench/my-day.ts";
import { recentRecords } from "../workbench/recent.ts";
import { teamFigures } from "../workbench/team.ts";
import { trendsOf } from "../workbench/trends.ts";
import type { MatrixWorld, Persona } from "./enterprise.ts";
import { OPENED } from "./files-path.ts";
import type { Path, Place, Question } from "./path.ts";
import { readerOf, readRaw, type RawData, type Reader } from "./reference.ts";

export interface Matrix {
  readonly world: MatrixWorld;
  readonly data: RawData;
  readonly objects: readonly ObjectModel[];
  readonly readers: ReadonlyMap<string, Reader>;
}

export async function openMatrix(world: MatrixWorld): Promise<Matrix> {
  const { services } = world.enterprise;
  const subjects = [];
  for (const { id } of world.personas) subjects.push(await services.subjects.reload(id));
  const { model } = subjects[0]!.world;
  const data = await readRaw(services, model);
  const readers = new Map(
    subjects.map((subject) => [subject.person, readerOf(data, subject, Date.now())]),
  );
  return { world, data, objects: [...model.objects.values()], readers };
}

/**
 * What somebody's rights on an object are, apart from who they are. Readers who agree in it, with nothing that is their
 * own in any rule, see the very same view; asking all of them everything would prove one thing many times.
 */
export function rightsOn({ subject }: Reader, object: string): string {
  const held = subject.compiled.held.filter(({ rule }) =>
    rule.actions.some((one) => one === "*" || one.startsWith(`${object}.`)),
  );
  const isAnybodys = held.every(
    ({ rule }) =>
      rule.scope === "all" && !JSON.stringify(rule.when ?? "").match(/"(subject|assignment)\./),
  );
  const names = held.map(({ role, rule }) => `${role.id} ${rule.id}`).toSorted();
  return isAnybodys ? names.join("\n") : subject.person;
}

export interface Tally {
  questions: number;
  /** Rows that an export gave. */
  rows?: number;
  /** Calls of the gate by person, and how many of them it refused. */
  readonly calls?: Map<string, { made: number; refused: number }>;
}

interface Walk {
  readonly path: Path;
  readonly persona: Persona;
  readonly object: ObjectModel;
}

/** One place of the matrix. `leaky` puts the path's hole in. Returns what differs from the reference. */
export async function walk(
  matrix: Matrix,
  { path, persona, object }: Walk,
  tally: Tally,
  leaky = false,
): Promise<readonly string[]> {
  const { services } = matrix.world.enterprise;
  const place: Place = {
    data: matrix.data,
    reader: matrix.readers.get(persona.id)!,
    others: matrix.readers,
    object,
    random: makeRandom(hash(`${path.name} ${persona.name} ${object.name}`)),
  };
  const wrong: string[] = [];
  if (path.onlyHole && !leaky) return [];
  for (const question of path.questions(place)) {
    if (leaky && !question.leaky) continue;
    tally.questions += 1;
    const answer = leaky ? question.leaky!() : await ask(services, persona, object.name, question);
    if (!leaky && !WITHOUT_LINE.has(question.verb)) note(tally, persona.id, isRefused(answer));
    const shown = isRefused(answer)
      ? refusalAs(answer, question.expected)
      : (question.look ?? same)(asJson(answer) as never);
    const found = JSON.stringify(canonical(shown));
    if (question.mayRefuse && found === JSON.stringify(canonical(question.mayRefuse))) continue;
    const expected = JSON.stringify(canonical(question.expected));
    tally.rows =
      (tally.rows ?? 0) + ((question.expected as { rows?: unknown } | null)?.rows ? 1 : 0);
    if (found !== expected)
      wrong.push(
        `${persona.name} ${object.name}.${question.verb} ${JSON.stringify(question.body)}\n  answered ${shorten(found, expected)}\n  not      ${shorten(expected, found)}`,
      );
  }
  return wrong;
}

/**
 * The registry is no record; a job's steps have lines of their own, and so has each of the records of a bulk; what was
 * opened last, and what one was told of, are one question about all objects, and so are the first page, the tree of units,
 * and what a move of a unit would carry along.
 */
const WITHOUT_LINE: ReadonlySet<string> = new Set([
  "meta",
  "openApi",
  "exportFile",
  "bulk",
  "recent",
  "moveImpact",
  "inbox",
  "workbench",
  "units",
]);

function note({ calls }: Tally, person: string, wasRefused: boolean): void {
  const { made = 0, refused = 0 } = calls?.get(person) ?? {};
  calls?.set(person, { made: made + 1, refused: refused + (wasRefused ? 1 : 0) });
}

const callerOf = ({ id, viewing }: Persona): Caller => ({
  ...as(viewing?.by ?? id),
  ...(viewing ? { viewing: { target: id, until: viewing.until } } : {}),
});

const same = (answer: never): unknown => answer;

const isRefused = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "refused" in answer;

/** The words of a refusal matter where they are expected. */
const refusalAs = (answer: unknown, expected: unknown): unknown =>
  isRefused(expected) && !("problems" in (expected as object))
    ? { refused: (answer as { refused: unknown }).refused }
    : answer;

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

async function ask(
  services: Services,
  persona: Persona,
  object: string,
  { verb, body }: Question,
): Promise<unknown> {
  try {
    if (verb === "pages") return await allPages(services, persona, object, body);
    if (verb === "exportFile") return await fileOf(services, persona, object, body);
    if (verb === "openFile") return await openedBy(services, persona, object, body as never);
    if (verb === "meta") {
      const { objects } = await metaOf(services, persona);
      return objects.find(({ name }) => name === object)?.fields.map(({ name }) => name) ?? [];
    }
    if (verb === "references") return await referencesTo(services, persona, object, body);
    if (verb === "moveImpact")
      return await moveImpact(services, callerOf(persona), body as unknown as MoveImpactInput);
    if (verb === "recent") return await recentOf(services, persona, object, body);
    if (verb === "inbox") return await toldOf(services, persona, object, body);
    if (verb === "workbench") return await blockOf(services, persona, String(body["block"]));
    if (verb === "units") return await unitsFor(services, persona);
    if (verb === "searchObject")
      return await searchObject(services, callerOf(persona), object, String(body["words"]));
    if (verb === "openApi") return describedIn(apiOf(await metaOf(services, persona)), object);
    return await VERBS[verb]!(services, callerOf(persona), object, asJson(body) as never);
  } catch (error) {
    if (!(error instanceof Refusal))
      return { broken: String((error as Error).stack).slice(0, 600) };
    const problems = error.extras.problems?.map(({ path, code }) => ({ path, code }));
    return { refused: error.code, ...(problems ? { problems } : {}) };
  }
}

interface Api {
  readonly paths: Readonly<Record<string, { post: { requestBody: unknown } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, { properties: object }>> };
}

const apis = new WeakMap<Meta, Api>();

/** As it is sent; of one registry it is one description, whatever object is looked up in it. */
function apiOf(meta: Meta): Api {
  const found = apis.get(meta) ?? (JSON.parse(JSON.stringify(openApiFor(meta))) as Api);
  apis.set(meta, found);
  return found;
}

/** The parts of an API's description that speak of one object. */
function describedIn({ paths, components }: Api, object: string): unknown {
  const own = Object.entries(paths).filter(([path]) => path.startsWith(`/api/${object}.`));
  const bodies = own.flatMap(([, { post }]) => {
    const { properties } = (
      post.requestBody as {
        content: Record<string, { schema: { properties: { values?: { properties: object } } } }>;
      }
    ).content["application/json"]!.schema;
    return Object.keys(properties.values?.properties ?? {});
  });
  return {
    schema: components.schemas[object] ? Object.keys(components.schemas[object].properties) : null,
    verbs: own.map(([path]) => path.slice(`/api/${object}.`.length)),
    bodies: [...new Set(bodies)],
  };
}

async function fileOf(
  services: Services,
  persona: Persona,
  object: string,
  body: Question["body"],
): Promise<unknown> {
  const { exports, jobs } = services.exchange;
  const { id } = await exports.ask(callerOf(persona), object, body);
  await jobs.idle();
  const { state, error } = await exports.get(callerOf(persona), id);
  if (state === "failed") return { refused: error?.code };
  if (state !== "done") throw new Error(`the export is left ${state}`);
  return text((await exports.open(callerOf(persona), id)).stream);
}

async function openedBy(
  { files }: Services,
  { id: person }: Persona,
  object: string,
  place: FilePlace,
): Promise<unknown> {
  try {
    return await files.open(as(person), object, place);
  } catch (error) {
    if (error instanceof Refusal && error.code === "file_lost") return OPENED;
    throw error;
  }
}

/** After the trail was told that they opened these, which they may never have been let in to. */
async function recentOf(
  services: Services,
  { id: person }: Persona,
  object: string,
  { ids }: Question["body"],
): Promise<unknown> {
  const line = { person, unit: null, action: `${object}.get`, object, source: null, detail: {} };
  for (const id of ids as readonly string[])
    services.trail.note({ ...line, records: [id], verdict: "allowed", reason: null });
  return recentRecords(services, as(person));
}

/** As an undo of an import asks, under the guard. */
function referencesTo(
  { db, gate }: Services,
  { id: person }: Persona,
  name: string,
  { ids }: Question["body"],
): Promise<unknown> {
  const act = { object: name, action: "undoImport", records: [] };
  return gate.read(as(person), act, async (subject) => {
    const object = objectNamed(subject.world.model, name);
    const result = await readReferences(db, subject, object, ids as readonly string[]);
    return { result, records: [] };
  });
}

/** After they were told of these, which may never have been theirs to see. */
async function toldOf(
  services: Services,
  { id: person }: Persona,
  object: string,
  { ids }: Question["body"],
): Promise<unknown> {
  const notices = (ids as readonly string[]).map((record) => ({ person, object, record }));
  await services.db.query("delete from notice where person = $1", [person]);
  await writeNotices(
    services.db,
    notices.map((notice) => ({ ...notice, kind: "handed" })),
  );
  return inboxOf(services, as(person));
}

const BLOCKS: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  day: myDay,
  figures: figuresOf,
  month: monthOf,
  trends: trendsOf,
  team: (desk) => teamFigures(desk, null),
};

const blockOf = (services: Services, persona: Persona, block: string): Promise<unknown> =>
  atDesk(services, callerOf(persona), BLOCKS[block]!);

/** As `GET /api/units` asks. */
const unitsFor = ({ gate, db }: Services, persona: Persona): Promise<unknown> =>
  gate.read(
    callerOf(persona),
    { object: "unit", action: "list", records: [] },
    async (subject) => ({
      result: await unitNodes(db, subject),
      records: [],
    }),
  );

const metas = new WeakMap<Services, Map<string, Meta>>();

/** The registry as one reader may know it; it costs as much as a hundred lists, so it is asked for once. */
async function metaOf(services: Services, persona: Persona): Promise<Meta> {
  const { id, viewing } = persona;
  const caller = callerOf(persona);
  if (viewing) return metaFor(await services.subjects.current(caller.person, caller.viewing));
  const known = metas.get(services) ?? new Map<string, Meta>();
  metas.set(services, known);
  const found = known.get(id) ?? metaFor(await services.subjects.current(id));
  known.set(id, found);
  return found;
}

async function allPages(
  services: Services,
  persona: Persona,
  object: string,
  body: Question["body"],
): Promise<unknown> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = (await VERBS["list"]!(services, callerOf(persona), object, {
      ...body,
      ...(cursor === null ? {} : { cursor }),
    } as never)) as { rows: readonly { id: string }[]; next: string | null };
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null && ids.length < 1_000);
  return ids;
}

/** Keys in one order, at every depth. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, canonical(one)]),
  );
}

/** From shortly before the first difference. */
function shorten(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return `…${text.slice(Math.max(0, at - 120), at + 160)}`;
}

function hash(text: string): number {
  let found = 2_166_136_261;
  for (const letter of text) found = Math.imul(found ^ letter.codePointAt(0)!, 16_777_619);
  return found >>> 0;
}
