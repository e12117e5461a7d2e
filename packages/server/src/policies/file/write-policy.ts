/**
 * The policy as one file that people review and keep in git: YAML in a fixed order, so that what did not change does not
 * move. What names a secret field is not in it.
 */
import type { Rule } from "@latchkey/policy";
import { Document } from "yaml";
import type { Model } from "../../derive/model.ts";
import type { FourEyes, PolicyTestContent } from "../../http/contract.ts";
import { SENSITIVITIES } from "../../objects/declaration.ts";
import { BUNDLES } from "../bundles.ts";
import type { FieldClasses } from "../class-rows.ts";
import type { RegulationEntry } from "../regulations/regulation-commands.ts";
import type { Definition, RoleContent } from "../role-content.ts";
import { openRules } from "../rule-parts.ts";

export interface PolicyFile {
  /** Absent: the file does not speak of it. */
  readonly fourEyes?: FourEyes;
  readonly fieldClasses?: FieldClasses;
  readonly regulations?: readonly RegulationEntry[];
  readonly roles: readonly RoleContent[];
  readonly tests: readonly { readonly id: string; readonly content: PolicyTestContent }[];
}

/** Of the file's form, not of the policy. */
export const FORMAT = "latchkey/policy/1";

export function writePolicy(
  { fourEyes, fieldClasses = {}, regulations = [], roles, tests }: PolicyFile,
  model: Model,
): string {
  const byId = <One extends { readonly id: string }>(all: readonly One[]) =>
    all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const document = new Document(
    {
      format: FORMAT,
      ...(fourEyes === undefined ? {} : { fourEyes }),
      ...(Object.keys(fieldClasses).length === 0 ? {} : { fieldClasses: inClasses(fieldClasses) }),
      ...(regulations.length === 0 ? {} : { regulations: regulations.map(regulationEntry) }),
      roles: byId(roles).map((role) => roleEntry(role, model)),
      tests: byId(tests).map(({ id, content }) => ({ id, ...testEntry(content) })),
    },
    { aliasDuplicateObjects: false },
  );
  return document.toString({ lineWidth: 0 });
}

/** They are kept by their codes. */
const regulationEntry = ({ code, kind, title }: RegulationEntry): object => ({ code, kind, title });

const inClasses = (classes: FieldClasses): object =>
  inOrder(
    Object.fromEntries(
      Object.entries(classes).map(([object, fields]) => [object, inOrder(fields)]),
    ),
  );

function roleEntry(
  { id, name, nameEnglish, duties, dutiesEnglish, preset, definition }: RoleContent,
  model: Model,
): object {
  return {
    id,
    name: wordsEntry(name, nameEnglish),
    ...(duties === null && dutiesEnglish === null
      ? {}
      : { duties: wordsEntry(duties, dutiesEnglish) }),
    ...(preset === null ? {} : { preset }),
    ...definitionEntry(definition, model),
  };
}

const wordsEntry = (zh: string | null, en: string | null): object => ({
  ...(zh === null ? {} : { zh }),
  ...(en === null ? {} : { en }),
});

function definitionEntry(definition: Definition, model: Model): object {
  const { grants, classes, fields, includes, apart, beyond, cites } = definition;
  const open = fields && openFields(fields, model);
  return {
    ...(definition.function === undefined ? {} : { function: definition.function }),
    ...(includes ? { includes } : {}),
    ...(apart ? { apart } : {}),
    ...(beyond ? { beyond } : {}),
    ...(cites ? { cites } : {}),
    ...(grants
      ? {
          grants: inOrder(
            grants,
            BUNDLES.map(({ name }) => name),
          ),
        }
      : {}),
    ...(classes ? { classes: levelsIn(inOrder(classes, SENSITIVITIES)) } : {}),
    ...(open
      ? {
          fields: Object.fromEntries(
            Object.entries(inOrder(open)).map(([object, levels]) => [
              object,
              levelsIn(inOrder(levels)),
            ]),
          ),
        }
      : {}),
    ...(definition.rules ? { rules: openRules(definition, model).map(ruleEntry) } : {}),
  };
}

type Fields = NonNullable<Definition["fields"]>;

/** Those that everybody may know of. */
export const openFields = (fields: Fields, model: Model): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([object, levels]) => [
      object,
      Object.fromEntries(Object.entries(levels).filter(([name]) => !isSecret(model, object, name))),
    ]),
  );

export const isSecret = (model: Model, object: string, field: string): boolean =>
  model.objects.get(object)?.fields.get(field)?.declaration.secret === true;

/** Keys that are named first, the others by the alphabet. */
function inOrder<Value>(
  entries: Readonly<Record<string, Value>>,
  first: readonly string[] = [],
): Record<string, Value> {
  const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);
  return Object.fromEntries(
    Object.entries(entries).toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)),
  );
}

type Levels = Readonly<Record<string, { own: string; beyond: string; write: boolean }>>;

const levelsIn = (levels: unknown): object =>
  Object.fromEntries(
    Object.entries(levels as Levels).map(([name, { own, beyond, write }]) => [
      name,
      { own, beyond, write },
    ]),
  );

function ruleEntry({
  id,
  effect,
  actions,
  scope,
  when,
  fields,
  obligations,
  everywhere,
  cites,
}: Rule): object {
  const { read, mask, write } = fields ?? {};
  return {
    id,
    effect,
    actions,
    scope,
    ...(everywhere === undefined ? {} : { everywhere }),
    ...(when ? { when: conditionEntry(when) } : {}),
    ...(fields
      ? {
          fields: {
            ...(read ? { read } : {}),
            ...(mask ? { mask } : {}),
            ...(write ? { write } : {}),
          },
        }
      : {}),
    ...(obligations
      ? { obligations: obligations.map((one) => inOrder(one as never, ["kind"])) }
      : {}),
    ...(cites ? { cites } : {}),
  };
}

const KEYS = [
  "kind",
  "relation",
  "op",
  "left",
  "item",
  "unit",
  "right",
  "list",
  "root",
  "where",
  "of",
];

function conditionEntry(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(conditionEntry);
  if (typeof part !== "object" || part === null) return part;
  const ordered = inOrder(part as Readonly<Record<string, unknown>>, KEYS);
  return Object.fromEntries(
    Object.entries(ordered).map(([key, value]) => [key, conditionEntry(value)]),
  );
}

const testEntry = ({
  who,
  expect,
  object,
  action,
  field,
  record,
  at,
}: PolicyTestContent): object => ({
  who,
  expect,
  object,
  action,
  ...(field === null ? {} : { field }),
  record,
  ...(at === null ? {} : { at }),
});
