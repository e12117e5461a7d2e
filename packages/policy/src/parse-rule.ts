import { MAX_LIST_LENGTH } from "./limits.ts";
import { readCondition } from "./parse-condition.ts";
import {
  at,
  readBoolean,
  readChoice,
  readCount,
  readKind,
  readList,
  readObject,
  readText,
  report,
} from "./parse-shape.ts";
import type { FieldGrant, Obligation, Rule } from "./model.ts";
import type { Parser } from "./parse-shape.ts";

const REQUIRED = ["id", "effect", "actions", "scope"];
const OPTIONAL = ["when", "fields", "obligations", "everywhere", "cites"];

/** Reads one rule and types its conditions for every object that its actions name. */
export function readRule(parser: Parser, input: unknown): Rule {
  const shape = readObject(parser, input, { required: REQUIRED, optional: OPTIONAL });
  const effect = readChoice(at(parser, "effect"), shape["effect"], ["permit", "forbid"] as const);
  const scope = readText(at(parser, "scope"), shape["scope"]);
  const actions = readList(at(parser, "actions"), shape["actions"], MAX_LIST_LENGTH, readText);
  if (isEmptyList(shape["actions"])) report(at(parser, "actions"), "empty-list");
  const objects = namedObjects(parser, actions, scope);
  return {
    id: readText(at(parser, "id"), shape["id"]),
    effect,
    actions,
    scope,
    ...readWhen(parser, shape["when"], objects),
    ...readFields(parser, shape["fields"], effect, objects),
    ...readObligations(parser, shape, effect),
    ...readEverywhere(parser, shape),
    ...readCites(parser, shape["cites"]),
  };
}

/**
 * The objects a rule speaks of. A named object must declare the scope; `*` means all objects that do. What is wrong
 * with the actions is reported under `actions`.
 */
export function namedObjects(
  parser: Parser,
  actions: readonly string[],
  scope: string,
): readonly string[] {
  const { objects } = parser.schema;
  const hasScope = (name: string) => scope === "all" || Object.hasOwn(objects[name]!.scopes, scope);
  const found = new Set<string>();
  for (const [index, action] of actions.entries()) {
    const here = at(at(parser, "actions"), index);
    if (action === "") continue;
    if (action === "*") {
      for (const name of Object.keys(objects).filter(hasScope)) found.add(name);
      continue;
    }
    const [name, verb] = splitAction(action);
    if (!Object.hasOwn(objects, name)) report(here, "unknown-object", name);
    else if (verb !== "*" && !objects[name]!.actions.includes(verb)) {
      report(here, "unknown-action", action);
    } else found.add(name);
  }
  const isLacking = [...found].some((name) => !hasScope(name));
  if (scope !== "" && (isLacking || (found.size === 0 && actions.includes("*")))) {
    report(at(parser, "scope"), "unknown-scope", scope);
  }
  return [...found];
}

function splitAction(action: string): readonly [name: string, verb: string] {
  const dot = action.indexOf(".");
  return dot < 0 ? [action, ""] : [action.slice(0, dot), action.slice(dot + 1)];
}

const isEmptyList = (input: unknown): boolean => Array.isArray(input) && input.length === 0;

/** A condition must be right for each object; what is wrong for several is said once. */
function readWhen(parser: Parser, input: unknown, objects: readonly string[]): Pick<Rule, "when"> {
  if (input === undefined) return {};
  const readings = objects.map((objectName) => {
    const inner = { ...at(parser, "when"), problems: [] };
    return { when: readCondition(inner, input, objectName), problems: inner.problems };
  });
  const problems = readings.flatMap((reading) => reading.problems);
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  parser.problems.push(...distinct.values());
  const when = readings[0]?.when;
  return when ? { when } : {};
}

function readFields(
  parser: Parser,
  input: unknown,
  effect: Rule["effect"],
  objects: readonly string[],
): Pick<Rule, "fields"> {
  if (input === undefined) return {};
  const here = at(parser, "fields");
  const before = parser.problems.length;
  const keys = ["read", "mask", "write"] as const;
  const shape = readObject(here, input, { required: [], optional: keys });
  const fields: FieldGrant = Object.fromEntries(
    keys
      .filter((key) => shape[key] !== undefined)
      .map((key) => [
        key,
        readList(at(here, key), shape[key], MAX_LIST_LENGTH, (inner, item) =>
          readSelector(inner, item, objects),
        ),
      ]),
  );
  const named = keys.flatMap((key) => fields[key] ?? []);
  const isSound = parser.problems.length === before;
  if (effect === "forbid" && named.length === 0 && isSound) report(here, "closes-nothing");
  return { fields };
}

/** `*`, `@class` or the name of a field that at least one of the objects has; where no object is known, none is missed. */
function readSelector(parser: Parser, input: unknown, objects: readonly string[]): string {
  const selector = readText(parser, input);
  const { classes, objects: types } = parser.schema;
  if (selector === "" || selector === "*") return selector;
  if (selector.startsWith("@")) {
    if (!classes.includes(selector.slice(1))) report(parser, "unknown-class", selector);
  } else if (
    objects.length > 0 &&
    !objects.some((name) => Object.hasOwn(types[name]!.fields, selector))
  ) {
    report(parser, "unknown-field", selector);
  }
  return selector;
}

/** What a forbid demands it demands of the act, so it cannot close fields at the same time; two rules can. */
function readObligations(
  parser: Parser,
  { obligations: input, fields }: Readonly<Record<string, unknown>>,
  effect: Rule["effect"],
): Pick<Rule, "obligations"> {
  if (input === undefined) return {};
  const here = at(parser, "obligations");
  const obligations = readList(here, input, MAX_LIST_LENGTH, readObligation);
  if (effect === "forbid") {
    if (fields !== undefined) report(here, "demand-on-fields");
    if (isEmptyList(input)) report(here, "demands-nothing");
  }
  return { obligations };
}

function readObligation(parser: Parser, input: unknown): Obligation {
  const kind = readKind(parser, input, Object.keys(OBLIGATIONS) as Obligation["kind"][]);
  return kind === null ? { kind: "reason" } : OBLIGATIONS[kind](parser, input);
}

const OBLIGATIONS: Record<Obligation["kind"], (parser: Parser, input: unknown) => Obligation> = {
  watermark: (parser, input) => {
    readObject(parser, input, { required: ["kind"] });
    return { kind: "watermark" };
  },
  reason: (parser, input) => {
    readObject(parser, input, { required: ["kind"] });
    return { kind: "reason" };
  },
  "step-up": (parser, input) => {
    const shape = readObject(parser, input, { required: ["kind", "withinMinutes"] });
    const withinMinutes = readCount(at(parser, "withinMinutes"), shape["withinMinutes"]);
    return { kind: "step-up", withinMinutes };
  },
  approval: (parser, input) => {
    const { by, over } = readObject(parser, input, {
      required: ["kind", "by"],
      optional: ["over"],
    });
    return {
      kind: "approval",
      by: readText(at(parser, "by"), by),
      ...(over === undefined ? {} : { over: readCount(at(parser, "over"), over) }),
    };
  },
  quota: (parser, input) => {
    const shape = readObject(parser, input, { required: ["kind", "counter", "limit"] });
    return {
      kind: "quota",
      counter: readText(at(parser, "counter"), shape["counter"]),
      limit: readCount(at(parser, "limit"), shape["limit"]),
    };
  },
};

function readEverywhere(
  parser: Parser,
  { everywhere: input, effect }: Readonly<Record<string, unknown>>,
): Pick<Rule, "everywhere"> {
  if (input === undefined) return {};
  const everywhere = readBoolean(at(parser, "everywhere"), input);
  if (everywhere && effect === "permit") report(at(parser, "everywhere"), "everywhere-on-permit");
  return { everywhere };
}

function readCites(parser: Parser, input: unknown): Pick<Rule, "cites"> {
  if (input === undefined) return {};
  return { cites: readList(at(parser, "cites"), input, MAX_LIST_LENGTH, readText) };
}
