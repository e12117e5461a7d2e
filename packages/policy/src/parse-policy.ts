import { MAX_INCLUDED_ROLES, MAX_ROLES, MAX_RULES_PER_ROLE } from "./limits.ts";
import { readRule } from "./parse-rule.ts";
import {
  at,
  readBoolean,
  readList,
  readObject,
  readText,
  report,
  startParser,
} from "./parse-shape.ts";
import type { Policy, Role, Schema, Text } from "./model.ts";
import type { Parser } from "./parse-shape.ts";
import type { Parsed } from "./problems.ts";

/** Reads a whole policy: unknown becomes trusted, or all problems are told at once. */
export function parsePolicy(schema: Schema, input: unknown): Parsed<Policy> {
  const parser = startParser(schema, "");
  const shape = readObject(parser, input, { required: ["roles"] });
  const roles = readList(at(parser, "roles"), shape["roles"], MAX_ROLES, readRole);
  reportDuplicates(at(parser, "roles"), roles);
  reportIncludes(at(parser, "roles"), roles);
  return finish(parser, { roles });
}

/** Reads one role by itself; whether the roles it includes exist is known to {@link parsePolicy} only. */
export function parseRole(schema: Schema, input: unknown): Parsed<Role> {
  const parser = startParser(schema, "");
  return finish(parser, readRole(parser, input));
}

export function finish<T>({ problems }: Parser, value: T): Parsed<T> {
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

const REQUIRED = ["id", "name", "duties", "rules"];
const OPTIONAL = ["includes", "administrator"];

function readRole(parser: Parser, input: unknown): Role {
  const shape = readObject(parser, input, { required: REQUIRED, optional: OPTIONAL });
  const rules = readList(at(parser, "rules"), shape["rules"], MAX_RULES_PER_ROLE, readRule);
  reportDuplicates(at(parser, "rules"), rules);
  const { includes, administrator } = shape;
  return {
    id: readText(at(parser, "id"), shape["id"]),
    name: readWords(at(parser, "name"), shape["name"]),
    duties: readWords(at(parser, "duties"), shape["duties"]),
    rules,
    ...(includes === undefined
      ? {}
      : { includes: readList(at(parser, "includes"), includes, MAX_INCLUDED_ROLES, readText) }),
    ...(administrator === undefined
      ? {}
      : { administrator: readBoolean(at(parser, "administrator"), administrator) }),
  };
}

export function readWords(parser: Parser, input: unknown): Text {
  if (input === undefined) return { zh: "", en: "" };
  const { zh, en } = readObject(parser, input, { required: ["zh", "en"] });
  return { zh: readText(at(parser, "zh"), zh), en: readText(at(parser, "en"), en) };
}

export function reportDuplicates(parser: Parser, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (id !== "" && seen.has(id)) report(at(at(parser, index), "id"), "duplicate-id", id);
    seen.add(id);
  }
}

function reportIncludes(parser: Parser, roles: readonly Role[]): void {
  // What has no name, which is told already, comes with nothing and brings nothing.
  const byId = new Map(roles.flatMap((role) => (role.id === "" ? [] : [[role.id, role]])));
  for (const [index, role] of roles.entries()) {
    const here = at(at(parser, index), "includes");
    for (const [position, id] of (role.includes ?? []).entries()) {
      if (id !== "" && !byId.has(id)) report(at(here, position), "unknown-role", id);
    }
    const reached = reachedFrom(byId, role);
    if (role.id !== "" && reached.has(role.id)) report(here, "include-cycle", role.id);
    if (reached.size > MAX_INCLUDED_ROLES) report(here, "too-many", `${MAX_INCLUDED_ROLES}`);
  }
}

function reachedFrom(byId: ReadonlyMap<string, Role>, role: Role): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(role.includes ?? [])];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(byId.get(id)?.includes ?? []));
  }
  return reached;
}
