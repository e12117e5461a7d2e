/** Everything a role is: as it stands in its row, in a published version and in a draft. */
import type { Role } from "@latchkey/policy";
import { parseRole } from "@latchkey/policy";
import { expandTemplate } from "../derive/expand-template.ts";
import type { Model } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { RoleTemplate } from "./role-template.ts";
import { includedRole } from "./templates/registry.ts";

/** What a role is made of besides its words. */
export type Definition = Partial<
  Pick<RoleTemplate, "grants" | "classes" | "fields" | "rules" | "includes" | "beyond" | "apart">
> & {
  /** What it is in the team of a record; then it is nobody's role, and bounds what taking part brings. */
  readonly function?: string;
  /** What its matrix, and how it sees classes and fields, rest on: codes of regulations. */
  readonly cites?: readonly string[];
};

export interface RoleContent {
  readonly id: string;
  readonly unit: string | null;
  readonly name: string;
  readonly nameEnglish: string | null;
  readonly duties: string | null;
  readonly dutiesEnglish: string | null;
  /** Id of the template it came from. */
  readonly preset: string | null;
  readonly administrator: boolean;
  readonly definition: Definition;
}

/** Of a row of `role`, to select. */
export const ROLE_CONTENT_COLUMNS = `id, unit, name, name_english as "nameEnglish", duties, duties_english as "dutiesEnglish",
  preset, coalesce(administrator, false) as administrator, definition`;

/** The same as one JSON object. */
export const ROLE_CONTENT_JSON = `jsonb_build_object('id', id, 'unit', unit, 'name', name, 'nameEnglish', name_english,
  'duties', duties, 'dutiesEnglish', duties_english, 'preset', preset, 'administrator', coalesce(administrator, false),
  'definition', definition)`;

/** A template names the shipped role, never one that somebody made from the same template. */
export function roleOfContent(content: RoleContent, model: Model): Role {
  const { function: isBound, ...own } = content.definition;
  // What a function leaves of others' rights is none of its own.
  const definition: Definition = isBound === undefined ? own : {};
  const { grants = {}, classes = {}, fields, rules, includes = [] } = definition;
  return expandTemplate(
    {
      id: content.id,
      name: { zh: content.name, en: content.nameEnglish ?? content.name },
      duties: {
        zh: content.duties ?? "",
        en: content.dutiesEnglish ?? content.duties ?? "",
      },
      grants,
      classes,
      ...(fields ? { fields } : {}),
      ...(rules ? { rules } : {}),
      includes: includes.map(includedRole),
      administrator: content.administrator,
    },
    model,
  );
}

/** Lets the engine read the role as it would read it from anywhere. Throws `bad_role` with every problem. */
export function demandSoundRole(content: RoleContent, model: Model): void {
  const { name, duties, ...role } = roleOfContent(content, model);
  const derived = role.rules.length - (content.definition.rules ?? []).length;
  // Words may be missing in one language; a role is none the worse for it.
  const spoken = ({ zh, en }: Role["name"]) => ({ zh: zh || en || "-", en: en || zh || "-" });
  const parsed = parseRole(model.schema, { ...role, name: spoken(name), duties: spoken(duties) });
  if (parsed.ok) return;
  const problems = parsed.problems.map(({ path, ...rest }) => ({
    path: ownPath(path, derived),
    ...rest,
  }));
  throw new Refusal("bad_role", {}, { problems });
}

/** The rules of the matrix stand before the role's own, which are counted from 0 where they are edited. */
const ownPath = (path: string, derived: number): string =>
  path.replace(/^rules\.(\d+)/, (whole, index: string) =>
    Number(index) < derived ? whole : `rules.${Number(index) - derived}`,
  );

/** Whether they say the same; flags that follow from what is said aside. */
export function isSameRole(one: RoleContent, other: RoleContent): boolean {
  const { administrator: _one, ...left } = one;
  const { administrator: _other, ...right } = other;
  return isSameJson(left, right);
}

/** The database and a request put the keys of the same JSON in different orders. */
export const isSameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, ordered(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
