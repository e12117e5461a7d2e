/** What rules can be put together from, in words (R57). Secret fields are named to nobody in passing. */
import type { Text } from "@latchkey/policy";
import {
  objectNamed,
  targetOf,
  type FieldModel,
  type Model,
  type ObjectModel,
} from "../derive/model.ts";
import { canMeet, isOfMany } from "../gate/demands.ts";
import type { RuleField, RuleObject, RuleOperator } from "../http/contract.ts";
import type { FieldTypeName } from "../objects/declaration.ts";
import { BLOCKS, BUNDLES } from "./bundles.ts";
import { text } from "./phrases.ts";

const EMPTINESS: readonly RuleOperator[] = ["isEmpty", "isNotEmpty"];
const ONE_OF: readonly RuleOperator[] = ["anyOf", "noneOf"];
const TEXT: readonly RuleOperator[] = ["is", "isNot", ...EMPTINESS];
const NUMBER: readonly RuleOperator[] = ["atLeast", "atMost", "is", ...EMPTINESS];
const TIME: readonly RuleOperator[] = ["after", "before", ...EMPTINESS];
const CHOSEN: readonly RuleOperator[] = [...ONE_OF, ...EMPTINESS];

/** What the conditions of the engine can say of each type. */
const OPERATORS: Readonly<Record<FieldTypeName, readonly RuleOperator[]>> = {
  text: TEXT,
  longText: EMPTINESS,
  phone: TEXT,
  email: TEXT,
  number: NUMBER,
  percent: NUMBER,
  money: NUMBER,
  boolean: ["is", "isNot", ...EMPTINESS],
  date: TIME,
  time: TIME,
  choice: ["is", "isNot", ...CHOSEN],
  country: ["is", "isNot", ...CHOSEN],
  currency: ["is", "isNot", ...CHOSEN],
  choices: CHOSEN,
  tags: CHOSEN,
  reference: EMPTINESS,
  person: ["isMe", "isNotMe", ...CHOSEN],
  unit: ["withinMine", "within", ...CHOSEN],
  lines: [],
  files: [],
};

/** Lists do not ask so. */
const RULES_ONLY: ReadonlySet<RuleOperator> = new Set(["isMe", "isNotMe", "withinMine"]);

export const operatorsOf = ({ declaration }: FieldModel): readonly RuleOperator[] =>
  OPERATORS[declaration.type];

export interface AskedField {
  /** Null: a field of the record itself. */
  readonly relation: string | null;
  readonly field: FieldModel;
}

/** Behind `customer.level`; undefined where a rule cannot ask for it. */
export function askedField(
  model: Model,
  object: ObjectModel,
  name: string,
): AskedField | undefined {
  const [head = "", inner] = name.split(".");
  const isRelated = inner !== undefined;
  const target = isRelated ? object.relations.get(head)?.target : object.name;
  const field = model.objects.get(target ?? "")?.fields.get(inner ?? head);
  if (!field || field.declaration.secret) return undefined;
  return { relation: isRelated ? head : null, field };
}

const DUTIES = ["watermark", "reason", "step-up", "approval", "quota"] as const;

export const ruleObjects = (model: Model): readonly RuleObject[] =>
  [...model.objects.values()].map((object) => ({
    name: object.name,
    label: object.declaration.label,
    plural: object.declaration.plural,
    actions: Object.entries(object.declaration.actions).map(([name, { label, bundle }]) => ({
      name,
      label,
      bundle: bundleWords(bundle),
      duties: DUTIES.filter((kind) => canMeet(kind, object.name, name)),
      isOfMany: isOfMany(object.name, name),
    })),
    asked: [...ownFields(object), ...relatedFields(model, object)],
    fields: openFields(object).map(({ name, declaration }) => ({
      name,
      label: declaration.label,
      sensitivity: declaration.sensitivity,
    })),
  }));

function bundleWords(name: string): Text {
  const bundle = BUNDLES.find((one) => one.name === name)!;
  const block = BLOCKS[bundle.block];
  return text(`${block.zh}·${bundle.label.zh}`, `${block.en} · ${bundle.label.en}`);
}

const openFields = ({ fields }: ObjectModel): readonly FieldModel[] =>
  [...fields.values()].filter(({ declaration }) => !declaration.secret);

const ownFields = (object: ObjectModel): readonly RuleField[] =>
  openFields(object).flatMap((field) => fieldOf(field.name, field.declaration.label, field));

/** One step away, a list of everything would be too long: what is chosen from a few. */
const NEARBY: ReadonlySet<FieldTypeName> = new Set(["choice", "choices", "tags", "boolean"]);

function relatedFields(model: Model, object: ObjectModel): readonly RuleField[] {
  return [...object.relations.values()].flatMap(({ name, target }) => {
    if (name === "participants") return [];
    const other = objectNamed(model, target);
    const label = object.fields.get(name)?.declaration.label ?? other.declaration.label;
    return openFields(other)
      .filter(({ declaration }) => NEARBY.has(declaration.type))
      .flatMap((field) => fieldOf(`${name}.${field.name}`, joined(label, field), field));
  });
}

const joined = (label: Text, { declaration }: FieldModel): Text =>
  text(`${label.zh}·${declaration.label.zh}`, `${label.en} · ${declaration.label.en}`);

function fieldOf(name: string, label: Text, field: FieldModel): readonly RuleField[] {
  const { declaration, module, custom } = field;
  const offered = operatorsOf(field).filter((op) => op in module.filters || RULES_ONLY.has(op));
  if (offered.length === 0) return [];
  const target = targetOf(field);
  return [
    {
      name,
      type: declaration.type,
      label,
      sensitivity: declaration.sensitivity,
      custom,
      required: declaration.required === true,
      readOnly: true,
      ...(declaration.choices ? { choices: declaration.choices } : {}),
      ...(target === null ? {} : { target }),
      level: "plain",
      writable: false,
      operators: offered,
      sortable: false,
    },
  ];
}
