/** A sandbox as it comes in: unknown → checked content, with every problem named. */
import type { Text } from "@latchkey/policy";
import type { Model } from "../../derive/model.ts";
import { badRequest, ERRORS, problem, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import { time } from "../../fields/time.ts";
import { toInstant, toWall } from "../../fields/wall-clock.ts";
import type { Subject } from "../../gate/subject.ts";
import type { SandboxAct, SandboxContent, SandboxInput, SandboxKind } from "../../http/contract.ts";
import { sandbox } from "../../objects/sandbox.ts";
import { notChoice, objectOf } from "../parse-shape.ts";
import { parseClasses, parseFields, parseGrants } from "../role-draft.ts";
import { actOf, SANDBOX_ACTS } from "./sandbox-acts.ts";
import { parseRecords } from "./sandbox-records.ts";
import { grantsOfSandbox } from "./sandbox-role.ts";
import { ACT_WORDS, grantWords, namedBy } from "./sandbox-words.ts";

/** R60. Whatever lasts longer than a season is no exception any more and belongs in a role. */
export const MAX_DAYS = 90;
const MAX_NAME = 80;
const MAX_REASON = 400;
/** Each of them holds it at each place: an assignment each. */
const MAX_MEMBERS = 200;
const MAX_PLACES = 20;
const MAX_ROLES = 10;

const KINDS: readonly string[] = sandbox.fields.kind.choices.map(({ value }) => value);

interface Where {
  readonly path: string;
  readonly limit: number;
}

/** `from` and `until` are instants. Throws with every problem. */
export function parseSandbox(input: unknown, subject: Subject): SandboxInput {
  const problems: Problem[] = [];
  const shape = objectOf(input, "sandbox", problems);
  if (!KINDS.includes(textOf(shape["kind"])))
    problems.push(notChoice("kind", shape["kind"] ?? "", KINDS));
  const parsed: SandboxInput = {
    ...parseContent(shape, subject.world.model, problems),
    name: parseLine(shape["name"], { path: "name", limit: MAX_NAME }, problems),
    kind: shape["kind"] as SandboxKind,
    reason: parseLine(shape["reason"], { path: "reason", limit: MAX_REASON }, problems),
    approver: parseApprover(shape["approver"], problems),
    ...parseWindow(shape, subject, problems),
  };
  if (problems.length > 0) throw badRequest(problems);
  return parsed;
}

function parseContent(
  shape: Readonly<Record<string, unknown>>,
  model: Model,
  problems: Problem[],
): SandboxContent {
  const grants = Object.entries(parseGrants(shape["grants"], model, problems));
  const bare: SandboxContent = {
    people: parseIds(shape["people"], { path: "people", limit: MAX_MEMBERS }, problems),
    groups: parseIds(shape["groups"], { path: "groups", limit: MAX_MEMBERS }, problems),
    places: parseIds(shape["places"], { path: "places", limit: MAX_PLACES }, problems),
    roles: parseIds(shape["roles"], { path: "roles", limit: MAX_ROLES }, problems),
    grants: Object.fromEntries(grants.filter(([, scope]) => scope !== "none")),
    classes: parseClasses(shape["classes"], problems),
    fields: parseFields(shape["fields"] ?? {}, model, problems),
    adds: parseActs(shape["adds"], "adds", problems),
    blocks: parseActs(shape["blocks"], "blocks", problems),
  };
  const content = { ...bare, ...parseOnly(shape["only"], bare, model, problems) };
  problems.push(...secretProblems(content, model));
  if (content.people.length + content.groups.length === 0)
    problems.push(problem("people", "no_people"));
  if (content.places.length === 0) problems.push(problem("places", "no_place"));
  if (content.roles.length + Object.keys(content.grants).length === 0)
    problems.push(problem("grants", "nothing_given"));
  for (const key of Object.keys(content.grants)) problems.push(...notAdded(key, content, model));
  return content;
}

function parseOnly(
  input: unknown,
  content: SandboxContent,
  model: Model,
  problems: Problem[],
): Pick<SandboxContent, "only"> {
  if (input === undefined || input === null) return {};
  const named = Object.keys(grantsOfSandbox(content, model));
  const given = new Set(named.map((key) => key.slice(0, key.indexOf(":"))));
  return { only: parseRecords(input, { model, given, opened: content }, problems) };
}

/** They are opened by published rules alone, and named to nobody in passing. */
const secretProblems = ({ fields }: SandboxContent, model: Model): readonly Problem[] =>
  Object.entries(fields).flatMap(([object, levels]) =>
    Object.keys(levels)
      .filter((name) => model.objects.get(object)?.fields.get(name)?.declaration.secret)
      .map((field) => problem(`fields.${object}.${field}`, "unknown_field", { field })),
  );

/** A grant of which nothing would be left is a mistake, not a wish. */
function notAdded(key: string, { adds }: SandboxContent, model: Model): readonly Problem[] {
  const acts = namedBy(key, model).map((named) => actOf(named, model));
  const missing = acts.find((act) => act !== null && !adds.includes(act));
  if (!missing || acts.some((act) => act === null || adds.includes(act))) return [];
  const [right, act] = [grantWords(key, model), ACT_WORDS[missing]];
  const said = (language: keyof Text): string =>
    ERRORS.not_added.words({ right: right[language], act: act[language] })[language];
  return [
    { path: `grants.${key}`, code: "not_added", message: { zh: said("zh"), en: said("en") } },
  ];
}

function parseIds(input: unknown, { path, limit }: Where, problems: Problem[]): readonly string[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return [];
  }
  if (input.length > limit) problems.push(problem(path, "too_many_named", { limit }));
  const ids = [...new Set(input.slice(0, limit).map(textOf))];
  for (const id of ids)
    if (!UUID.test(id)) problems.push(problem(path, "not_id", { value: id.slice(0, 40) }));
  return ids;
}

function parseActs(input: unknown, path: string, problems: Problem[]): readonly SandboxAct[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return [];
  }
  for (const one of input)
    if (!(SANDBOX_ACTS as readonly unknown[]).includes(one))
      problems.push(notChoice(path, one, SANDBOX_ACTS));
  return SANDBOX_ACTS.filter((act) => input.includes(act));
}

function parseApprover(input: unknown, problems: Problem[]): string {
  if (typeof input === "string" && UUID.test(input)) return input;
  problems.push(problem("approver", "required"));
  return "";
}

function parseLine(input: unknown, { path, limit }: Where, problems: Problem[]): string {
  if (input !== undefined && input !== null && typeof input !== "string")
    problems.push(problem(path, "not_text"));
  const words = typeof input === "string" ? input.trim() : "";
  if (words === "") problems.push(problem(path, "required"));
  if (words.length > limit) problems.push(problem(path, "too_long", { limit }));
  return words;
}

export const parseReason = (input: unknown, problems: Problem[]): string =>
  parseLine(input, { path: "reason", limit: MAX_REASON }, problems);

function parseWindow(
  shape: Readonly<Record<string, unknown>>,
  subject: Subject,
  problems: Problem[],
): { readonly from: string; readonly until: string } {
  const from = parseMoment(shape["from"], "from", subject, problems);
  const until = parseEnd(shape["until"], subject, { from, problems });
  return { from, until };
}

/** At most 90 days of the wall's calendar after `from`, and not over by now. */
export function parseEnd(
  input: unknown,
  subject: Subject,
  { from, problems }: { readonly from: string; readonly problems: Problem[] },
): string {
  const until = parseMoment(input, "until", subject, problems);
  if (from === "" || until === "") return until;
  if (until <= from) problems.push(problem("until", "window_reversed"));
  else if (Date.parse(until) <= Date.now()) problems.push(problem("until", "window_over"));
  else if (until > latestEnd(from, subject.zone))
    problems.push(problem("until", "window_too_long", { days: MAX_DAYS }));
  return until;
}

/** The same time of day so many days later, whatever the clocks do meanwhile. */
function latestEnd(from: string, zone: string): string {
  const [day = "", clock = ""] = toWall(from, zone).split(" ");
  const last = new Date(Date.parse(`${day}T00:00:00Z`) + MAX_DAYS * 86_400_000);
  return toInstant(`${last.toISOString().slice(0, 10)} ${clock}`, zone);
}

function parseMoment(input: unknown, path: string, { zone }: Subject, problems: Problem[]): string {
  const parsed =
    typeof input === "string"
      ? time.parse(toInstant(input, zone), { type: "time" } as never, path)
      : { value: null };
  if ("problem" in parsed) problems.push(parsed.problem);
  else if (parsed.value === null) problems.push(problem(path, "required"));
  return "value" in parsed && parsed.value !== null ? String(parsed.value) : "";
}
