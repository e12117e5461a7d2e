/** A policy file as it comes in: text → roles and tests that the system takes, or every mistake with its place. */
import { MAX_ROLES } from "@latchkey/policy";
import { LineCounter, parseDocument, type Document } from "yaml";
import type { Model } from "../../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type { FourEyes, PolicyTestContent } from "../../http/contract.ts";
import { SENSITIVITIES } from "../../objects/declaration.ts";
import type { FieldClasses } from "../class-rows.ts";
import { notChoice, objectOf } from "../parse-shape.ts";
import { parseRoleDraft } from "../role-draft.ts";
import {
  MAX_REGULATIONS,
  parseRegulation,
  type RegulationEntry,
} from "../regulations/regulation-commands.ts";
import type { RoleContent } from "../role-content.ts";
import { FOUR_EYES } from "../four-eyes.ts";
import { MAX_RULES } from "../rule-count.ts";
import { ROLE_TEMPLATES } from "../templates/registry.ts";
import { parseTest } from "../tests/parse-test.ts";
import { MAX_TESTS } from "../tests/test-commands.ts";
import { placeOf } from "./place.ts";
import { FORMAT, type PolicyFile } from "./write-policy.ts";

/** Characters; what a person reviews is far below it. */
const MAX_FILE = 4_000_000;

/** Each is null where the file does not speak of it: it stays as it is. */
export interface ReadPolicy {
  readonly roles: readonly FileRole[] | null;
  readonly tests: PolicyFile["tests"] | null;
  /** Fields that it does not name keep their class. */
  readonly fieldClasses: FieldClasses | null;
  /** What it does not name stays. */
  readonly regulations: readonly RegulationEntry[] | null;
  readonly fourEyes: FourEyes | null;
  /** Says of problems of the content where they stand. */
  placed(problems: readonly Problem[]): Refusal;
}

/** What a file says of a role. */
export type FileRole = Omit<RoleContent, "unit" | "administrator">;

export function readPolicy(input: unknown, model: Model): ReadPolicy {
  if (typeof input !== "string") throw badRequest([problem("text", "not_text")]);
  if (input.length > MAX_FILE)
    throw new Refusal("too_large", { limit: `${MAX_FILE / 1_000_000} MB` });
  const lines = new LineCounter();
  const document = parseDocument(input, {
    lineCounter: lines,
    schema: "core",
    prettyErrors: false,
  });
  const placed = (problems: readonly Problem[]) => badRequest(inFile(document, lines, problems));
  const broken = document.errors.map(({ message, pos }): Problem => {
    const { line, col } = lines.linePos(pos[0]);
    return at({ line, column: col }, problem("", "not_yaml", { what: message.slice(0, 200) }));
  });
  if (broken.length > 0) throw badRequest(broken);
  const problems: Problem[] = [];
  const content = parseContent(plainOf(document), model, problems);
  if (problems.length > 0) throw placed(problems);
  return { ...content, placed };
}

/** Names that stand for something else could stand for a great deal. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw badRequest([problem("", "not_yaml", { what: "alias" })]);
  }
}

function inFile(
  document: Document,
  lines: LineCounter,
  problems: readonly Problem[],
): readonly Problem[] {
  return problems
    .map((one) => ({ one, place: placeOf(document, lines, one.path) }))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ one, place }) => at(place, one));
}

const at = (
  { line, column }: { readonly line: number; readonly column: number },
  { path, code, message }: Problem,
): Problem => ({
  path,
  code,
  message: {
    zh: `第 ${line} 行第 ${column} 列${path && ` ${path}`}：${message.zh}`,
    en: `line ${line}, column ${column}${path && ` ${path}`}: ${message.en}`,
  },
});

const KEYS: readonly string[] = [
  "format",
  "fourEyes",
  "fieldClasses",
  "regulations",
  "roles",
  "tests",
];

function parseContent(
  input: unknown,
  model: Model,
  problems: Problem[],
): Omit<ReadPolicy, "placed"> {
  const shape = objectOf(input, "", problems);
  if (problems.length === 0 && shape["format"] !== FORMAT)
    problems.push(notChoice("format", shape["format"] ?? "", [FORMAT]));
  refuseUnknown(shape, KEYS, "", problems);
  const fourEyes = shape["fourEyes"] ?? null;
  if (fourEyes !== null && !FOUR_EYES.includes(textOf(fourEyes)))
    problems.push(notChoice("fourEyes", fourEyes, FOUR_EYES));
  const regulations = listOf(shape["regulations"], "regulations", MAX_REGULATIONS, problems);
  const roles = listOf(shape["roles"], "roles", MAX_ROLES, problems);
  const tests = listOf(shape["tests"], "tests", MAX_TESTS, problems);
  const rules = (roles ?? []).flatMap((role) => (role as { rules?: unknown } | null)?.rules ?? []);
  if (rules.length > MAX_RULES) {
    problems.push(problem("roles", "too_many_rules", { count: rules.length, limit: MAX_RULES }));
    return NOTHING;
  }
  const parsed = {
    fourEyes: fourEyes as FourEyes | null,
    fieldClasses: parseClasses(shape["fieldClasses"], model, problems),
    regulations: regulations && regulations.map((one, index) => regulationIn(one, index, problems)),
    roles: roles && roles.map((role, index) => parseRole(role, `roles.${index}`, model, problems)),
    tests: tests && tests.map((test, index) => parseEntry(test, `tests.${index}`, model, problems)),
  };
  const byCode = parsed.regulations && parsed.regulations.map(({ code }) => ({ id: code }));
  refuseTwice(byCode, "regulations", problems);
  refuseTwice(parsed.roles, "roles", problems);
  refuseTwice(parsed.tests, "tests", problems);
  return parsed;
}

const NOTHING: Omit<ReadPolicy, "placed"> = {
  roles: null,
  tests: null,
  fourEyes: null,
  fieldClasses: null,
  regulations: null,
};

function regulationIn(input: unknown, index: number, problems: Problem[]): RegulationEntry {
  const path = `regulations.${index}`;
  const own: Problem[] = [];
  const entry = parseRegulation(objectOf(input, path, problems), own);
  problems.push(...own.map((one) => ({ ...one, path: `${path}.${one.path}` })));
  return entry;
}

function parseClasses(input: unknown, model: Model, problems: Problem[]): FieldClasses | null {
  if (input === undefined) return null;
  const objects = objectOf(input, "fieldClasses", problems);
  for (const [object, said] of Object.entries(objects)) {
    const path = `fieldClasses.${object}`;
    const fields = model.objects.get(object)?.fields;
    if (!fields) problems.push(problem(path, "unknown_field", { field: object.slice(0, 60) }));
    for (const [name, sensitivity] of fields
      ? Object.entries(objectOf(said, path, problems))
      : []) {
      const field = fields!.get(name);
      if (!field?.custom || field.declaration.secret)
        problems.push(problem(`${path}.${name}`, "unknown_field", { field: name.slice(0, 60) }));
      else if (!(SENSITIVITIES as readonly unknown[]).includes(sensitivity))
        problems.push(notChoice(`${path}.${name}`, sensitivity, SENSITIVITIES));
    }
  }
  return objects as FieldClasses;
}

function listOf(
  input: unknown,
  path: string,
  limit: number,
  problems: Problem[],
): readonly unknown[] | null {
  if (input === undefined) return null;
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return null;
  }
  if (input.length <= limit) return input;
  problems.push(problem(path, "out_of_range", { name: path, minimum: 0, maximum: limit }));
  return null;
}

function refuseUnknown(
  shape: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
  problems: Problem[],
): void {
  for (const key of Object.keys(shape))
    if (!known.includes(key))
      problems.push(
        problem(path === "" ? key : `${path}.${key}`, "unknown_field", { field: key.slice(0, 60) }),
      );
}

function refuseTwice(
  entries: readonly { readonly id: string }[] | null,
  path: string,
  problems: Problem[],
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of (entries ?? []).entries()) {
    if (seen.has(id)) problems.push(problem(`${path}.${index}.id`, "taken"));
    seen.add(id);
  }
}

function parseId(input: unknown, path: string, problems: Problem[]): string {
  const id = textOf(input ?? "");
  if (!UUID.test(id)) problems.push(problem(`${path}.id`, "not_id", { value: id.slice(0, 40) }));
  return id;
}

const ROLE_KEYS: readonly string[] = [
  "id",
  "name",
  "duties",
  "preset",
  "function",
  "includes",
  "apart",
  "beyond",
  "cites",
  "grants",
  "classes",
  "fields",
  "rules",
];

function parseRole(input: unknown, path: string, model: Model, problems: Problem[]): FileRole {
  const own: Problem[] = [];
  const shape = objectOf(input, "", own);
  refuseUnknown(shape, ROLE_KEYS, "", own);
  const { id: named, includes, beyond, preset, ...said } = shape;
  const rest =
    said["function"] === named && named !== undefined ? { ...said, function: "new" } : said;
  if (preset !== undefined && typeof preset !== "string") own.push(problem("preset", "not_text"));
  const draft = parseRoleDraft(rest, model, own);
  const id = parseId(shape["id"], "", own);
  const names = includes === undefined ? undefined : parseNames(includes, "includes", own);
  const others = beyond === undefined ? undefined : parseNames(beyond, "beyond", own);
  problems.push(
    ...own.map((one) => ({
      ...one,
      path: one.path.replace(/^\.?/, `${path}.`).replace(/\.$/, ""),
    })),
  );
  const { grants, classes, fields, rules, apart = [], cites = [], function: part } = draft;
  const words = (key: "name" | "duties", language: "zh" | "en"): string | null => {
    const said = (shape[key] as Readonly<Record<string, unknown>> | undefined)?.[language];
    return typeof said === "string" ? said : null;
  };
  return {
    id,
    name: words("name", "zh") ?? words("name", "en") ?? "",
    nameEnglish: words("name", "en"),
    duties: words("duties", "zh"),
    dutiesEnglish: words("duties", "en"),
    preset: typeof preset === "string" ? preset : null,
    definition: {
      ...(part === undefined ? {} : { function: part === "new" ? id : part }),
      ...(names ? { includes: names } : {}),
      ...(others ? { beyond: others } : {}),
      ...(shape["grants"] === undefined ? {} : { grants }),
      ...(shape["classes"] === undefined ? {} : { classes }),
      ...(fields ? { fields } : {}),
      ...(rules ? { rules } : {}),
      ...(apart.length > 0 ? { apart } : {}),
      ...(cites.length > 0 ? { cites } : {}),
    },
  };
}

/** By template, or by the id of a role that was made here; whether there is such a role is known to the whole only. */
function parseNames(input: unknown, path: string, problems: Problem[]): readonly string[] {
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return [];
  }
  for (const [index, name] of input.entries())
    if (typeof name !== "string" || !(Object.hasOwn(ROLE_TEMPLATES, name) || UUID.test(name)))
      problems.push(notChoice(`${path}.${index}`, name, Object.keys(ROLE_TEMPLATES)));
  return input as readonly string[];
}

function parseEntry(
  input: unknown,
  path: string,
  model: Model,
  problems: Problem[],
): PolicyFile["tests"][number] {
  const shape = objectOf(input, path, problems);
  const id = parseId(shape["id"], path, problems);
  const { id: _id, ...rest } = shape;
  try {
    return { id, content: parseTest(rest, model) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const own = error.extras.problems ?? [];
    problems.push(...own.map((one) => ({ ...one, path: `${path}.${one.path}` })));
    return { id, content: {} as PolicyTestContent };
  }
}
