/**
 * What a reader may know of the registry: names of secret fields they cannot read are not in it. Whoever looks through
 * another's eyes has the screens of that person, without the secrets that are closed to themselves.
 */
import { mayEver, type Level } from "@latchkey/policy";
import type { FieldMeta, Me, Meta, ObjectMeta, Operator, Text } from "./contract.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Subject } from "../gate/subject.ts";
import { keyFields } from "../gate/probe.ts";
import { knownFields, reachesEverything, viewOf, type View } from "../gate/view.ts";
import { writableFields } from "../gate/writable.ts";
import { mayShapeFields } from "../org/custom-fields.ts";
import { SENSITIVITIES, type Sensitivity } from "../objects/declaration.ts";

export const SENSITIVITY_LABELS: Readonly<Record<Sensitivity, Text>> = {
  basic: { zh: "基本", en: "Basic" },
  contact: { zh: "联系方式", en: "Contact" },
  commercial: { zh: "商务", en: "Commercial" },
  financial: { zh: "财务", en: "Financial" },
  strategic: { zh: "战略", en: "Strategic" },
};

export function metaFor(subject: Subject): Meta {
  const screens = subject.viewer?.screens ?? subject;
  const objects = [...screens.world.model.objects.values()].filter(({ name }) =>
    mayEver(screens.compiled, name, "view"),
  );
  return {
    objects: objects.map((object) => {
      const known = new Set(knownFields(viewOf(subject, object.name)));
      return objectMeta(screens, object, (field) => known.has(field));
    }),
    sensitivities: sensitivityMetas(),
  };
}

export const sensitivityMetas = (): Meta["sensitivities"] =>
  SENSITIVITIES.map((name) => ({ name, label: SENSITIVITY_LABELS[name] }));

export function mayList(subject: Subject): Me["may"] {
  const pairs = [...subject.world.model.objects.values()].flatMap((object) =>
    Object.keys(object.declaration.actions)
      .filter((action) => mayEver(subject.compiled, object.name, action))
      // The policy is one: rights over a part of it are none.
      .filter(
        (action) =>
          object.name !== "policyDraft" || reachesEverything(subject, object.name, action),
      )
      .map((action) => `${object.name}:${action}`),
  );
  return mayShapeFields(subject) ? [...pairs, "customField:edit"] : pairs;
}

function objectMeta(
  subject: Subject,
  object: ObjectModel,
  isKnown: (field: FieldModel) => boolean,
): ObjectMeta {
  const { declaration } = object;
  const view = viewOf(subject, object.name);
  const fields = knownFields(view).filter(isKnown);
  const known = new Set(fields.map(({ name }) => name));
  const writable = writableFields(subject, object);
  return {
    name: object.name,
    label: declaration.label,
    plural: declaration.plural,
    title: declaration.title,
    ...(declaration.titleEnglish && known.has(declaration.titleEnglish)
      ? { titleEnglish: declaration.titleEnglish }
      : {}),
    fields: fields.map((field) => fieldMeta(field, view, writable)),
    states: declaration.states
      ? {
          field: declaration.states.field,
          transitions: declaration.states.transitions,
        }
      : null,
    actions: Object.entries(declaration.actions)
      .filter(([name]) => mayEver(subject.compiled, object.name, name))
      .map(([name, { label, layer }]) => ({
        name,
        label,
        layer,
      })),
    closedActions: Object.keys(declaration.actions).filter(
      (name) => !mayEver(subject.compiled, object.name, name),
    ),
    list: {
      columns: declaration.list.columns.filter((name) => known.has(name)),
      sort: declaration.list.sort,
      filters: declaration.list.filters.filter((name) => known.has(name)),
    },
    form: formOf(object, known),
    keys: keyFields(object).filter((name) => known.has(name) && writable.has(name)),
    children: childrenOf(subject, object),
  };
}

function formOf({ declaration }: ObjectModel, known: ReadonlySet<string>): ObjectMeta["form"] {
  return declaration.form
    .map(({ label, fields }) => ({ label, fields: fields.filter((name) => known.has(name)) }))
    .filter(({ fields }) => fields.length > 0);
}

function childrenOf(subject: Subject, object: ObjectModel): ObjectMeta["children"] {
  return [...subject.world.model.objects.values()].flatMap((child) => {
    if (!mayEver(subject.compiled, child.name, "view")) return [];
    const field = Object.entries(child.declaration.fields).find(
      ([, { type, target }]) => type === "reference" && target === object.name,
    );
    return field ? [{ object: child.name, field: field[0] }] : [];
  });
}

function fieldMeta(field: FieldModel, view: View, writable: ReadonlySet<string>): FieldMeta {
  const { declaration, module } = field;
  const level = bestLevel(field, view);
  const isUsable = level === "plain" || (level === "masked" && module.maskSql !== undefined);
  return {
    name: field.name,
    type: declaration.type,
    label: declaration.label,
    sensitivity: declaration.sensitivity,
    custom: field.custom,
    required: declaration.required === true,
    ...(field.later ? { later: true } : {}),
    readOnly: declaration.readOnly === true,
    ...(declaration.default !== undefined && declaration.type !== "money"
      ? { default: declaration.default }
      : {}),
    ...(declaration.help ? { help: declaration.help } : {}),
    ...(declaration.choices ? { choices: declaration.choices } : {}),
    ...(declaration.target ? { target: declaration.target } : {}),
    ...(declaration.columns ? { columns: declaration.columns } : {}),
    level,
    writable: declaration.readOnly !== true && writable.has(field.name),
    operators: isUsable ? (Object.keys(module.filters) as Operator[]) : [],
    sortable: isUsable && module.smallest !== undefined,
  };
}

function bestLevel(field: FieldModel, view: View): Level {
  const levels = view.arms.map((arm) => arm.level(field));
  return levels.includes("plain") ? "plain" : levels.includes("masked") ? "masked" : "absent";
}
