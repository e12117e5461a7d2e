/** The actions that change what people may do: whoever has them administers. */
import type { Role, Rule } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";

export interface NamedAction {
  readonly object: string;
  readonly action: string;
}

const RIGHTS_OBJECTS: ReadonlySet<string> = new Set([
  "assignment",
  "post",
  "group",
  "groupMember",
  "role",
  "policyDraft",
  "sandbox",
  "unit",
  "person",
  "participant",
]);

/** One's own language and time zone are no rights; looking through somebody's eyes shows no more than one's own. */
const HARMLESS: ReadonlySet<string> = new Set(["person.setPreferences", "person.viewAs"]);

/** Scopes that reach single records of the holder; they carry nobody else's rights. */
const NEAR: ReadonlySet<string> = new Set(["own", "participating", "lookedUp", "shared", "group"]);

export function changesRights({ object, action }: NamedAction, model: Model): boolean {
  const declared = model.objects.get(object)?.declaration.actions[action];
  return (
    RIGHTS_OBJECTS.has(object) &&
    !HARMLESS.has(`${object}.${action}`) &&
    declared !== undefined &&
    declared.layer !== "see"
  );
}

export const isNear = ({ scope }: Rule): boolean => NEAR.has(scope);

/** The single actions that a rule names, wildcards opened. */
export function actionsNamed({ actions }: Rule, model: Model): readonly NamedAction[] {
  return actions.flatMap((name) => {
    const [object = "", action = ""] = name.split(".");
    const objects =
      name === "*"
        ? [...model.objects.values()]
        : [model.objects.get(object)].filter((one) => one !== undefined);
    if (name !== "*" && action !== "*") return [{ object, action }];
    return objects.flatMap((one) =>
      Object.keys(one.declaration.actions).map((each) => ({ object: one.name, action: each })),
    );
  });
}

/** Holding such a role is flagged wherever it is shown. */
export function isAdministering(rules: Role["rules"], model: Model): boolean {
  return rules.some(
    (rule) =>
      rule.effect === "permit" &&
      !isNear(rule) &&
      actionsNamed(rule, model).some((named) => changesRights(named, model)),
  );
}
