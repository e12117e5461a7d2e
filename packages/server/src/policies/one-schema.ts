/**
 * Two worlds that differ in the classes of fields, as two policies over one schema: what compares policies then needs to
 * know of rules only. A field that moved has a class of its own there; each policy opens it where it opens the class that
 * the field has in its world.
 */
import type { FieldGrant, ObjectType, Policy, Rule, Schema } from "@latchkey/policy";
import type { World } from "../gate/subject.ts";

/** The same two where no field has moved. */
export function overOneSchema(before: World, after: World): readonly [World, World] {
  const moved = findMoved(before.model.schema, after.model.schema);
  if (moved.length === 0) return [before, after];
  const schema = withOwnClasses(after.model.schema, moved);
  const over = (world: World, side: "from" | "to"): World => ({
    ...world,
    model: { ...world.model, schema },
    policy: withOwnSelectors(world.policy, moved, side),
  });
  return [over(before, "from"), over(after, "to")];
}

interface Moved {
  readonly object: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const findMoved = (before: Schema, after: Schema): readonly Moved[] =>
  Object.entries(after.objects).flatMap(([object, { fields }]) =>
    Object.entries(fields).flatMap(([field, { sensitivity: to }]) => {
      const from = before.objects[object]?.fields[field]?.sensitivity ?? to;
      return from === to ? [] : [{ object, field, from, to }];
    }),
  );

/** No class is called so: they are single words. */
const ownClass = ({ object, field }: Moved): string => `${object}.${field}`;

function withOwnClasses(schema: Schema, moved: readonly Moved[]): Schema {
  const objects: Record<string, ObjectType> = { ...schema.objects };
  for (const one of moved) {
    const { fields, ...type } = objects[one.object]!;
    const field = { ...fields[one.field]!, sensitivity: ownClass(one) };
    objects[one.object] = { ...type, fields: { ...fields, [one.field]: field } };
  }
  return { ...schema, objects, classes: [...schema.classes, ...moved.map(ownClass)] };
}

/** Roles and rules that open none of them stay the same objects. */
const withOwnSelectors = (
  { roles }: Policy,
  moved: readonly Moved[],
  side: "from" | "to",
): Policy => ({
  roles: roles.map((role) => {
    const rules = role.rules.map((rule) => withSelectors(rule, moved, side));
    return rules.every((rule, at) => rule === role.rules[at]) ? role : { ...role, rules };
  }),
});

function withSelectors(rule: Rule, moved: readonly Moved[], side: "from" | "to"): Rule {
  const { fields } = rule;
  const named = moved.filter(({ object }) =>
    rule.actions.some((action) => action === "*" || action.startsWith(`${object}.`)),
  );
  if (!fields || named.length === 0) return rule;
  const opened = (part: keyof FieldGrant): readonly string[] =>
    named.flatMap((one) => (fields[part]?.includes(`@${one[side]}`) ? [`@${ownClass(one)}`] : []));
  const parts = (["read", "mask", "write"] as const).filter((part) => opened(part).length > 0);
  if (parts.length === 0) return rule;
  const more = parts.map((part) => [part, [...fields[part]!, ...opened(part)]] as const);
  return { ...rule, fields: { ...fields, ...Object.fromEntries(more) } };
}
