/**
 * A sandbox is a role of its own that lives as long as it does. It stands in the world like any role, so the engine, the
 * gate and every explanation treat it as one; it is in no list of roles, in no published version, and only its commands
 * write it.
 */
import type { Role, Rule, Text } from "@latchkey/policy";
import { expandTemplate } from "../../derive/expand-template.ts";
import { objectNamed, type Model } from "../../derive/model.ts";
import type { World } from "../../gate/subject.ts";
import type { MatrixScope, SandboxContent } from "../../http/contract.ts";
import { rulesOfRole } from "../grant-width.ts";
import { text } from "../phrases.ts";
import { isNear } from "../rights-actions.ts";
import { actOf, narrowed } from "./sandbox-acts.ts";
import { conditionOfRecords } from "./sandbox-records.ts";

export interface SandboxRow {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly content: SandboxContent;
}

/** `roles`: as published. What a role it gives comes to have or to lose, it has or loses with it. */
export function roleOfSandbox(
  { id, name, reason, content }: SandboxRow,
  { model, roles }: { readonly model: Model; readonly roles: readonly Role[] },
): Role {
  const given = content.roles.flatMap((role) =>
    narrowed(rulesOfRole({ world: { policy: { roles } } }, role), content.adds, model).map(
      (rule) => ({ ...rule, id: `${role}:${rule.id}` }),
    ),
  );
  return {
    id,
    name: sandboxName(name),
    duties: { zh: reason, en: reason },
    rules: [...ownRules(content, model), ...given, ...blockRules(content, model)],
  };
}

/** The roles that people know and can be given: those of sandboxes come with their sandbox only. */
export const publishedRoles = ({
  policy,
  sandboxes,
}: Pick<World, "policy" | "sandboxes">): readonly Role[] =>
  policy.roles.slice(0, policy.roles.length - sandboxes.length);

/** Those there are, behind the published ones they are made of. */
export const withSandboxes = (
  roles: readonly Role[],
  sandboxes: readonly SandboxRow[],
  model: Model,
): readonly Role[] => [...roles, ...sandboxes.map((one) => roleOfSandbox(one, { model, roles }))];

export const sandboxName = (name: string): Text =>
  text(`时限沙箱“${name}”`, `the sandbox “${name}”`);

/** Single actions of what it gives by itself, without those that nobody added. */
export function grantsOfSandbox(
  { grants, adds }: SandboxContent,
  model: Model,
): Readonly<Record<`${string}:${string}`, MatrixScope>> {
  const named = [...model.objects.values()].flatMap(({ name: object, declaration }) =>
    Object.entries(declaration.actions).flatMap(([action, { bundle }]) => {
      const scope = grants[`${object}:${action}`] ?? grants[bundle];
      const act = actOf({ object, action }, model);
      const isGiven = scope !== undefined && (act === null || adds.includes(act));
      return isGiven ? [[`${object}:${action}`, scope] as const] : [];
    }),
  );
  return Object.fromEntries(named);
}

/** What is given for places is given there, and not wherever its people own something. */
function ownRules(content: SandboxContent, model: Model): readonly Rule[] {
  const { classes, fields } = content;
  const grants = grantsOfSandbox(content, model);
  const isEmpty = Object.keys(fields).length === 0;
  const words = { zh: "", en: "" };
  const { rules } = expandTemplate(
    { id: "", name: words, duties: words, grants, classes, ...(isEmpty ? {} : { fields }) },
    model,
  );
  const isOwn = (name: string): boolean =>
    grants[name.replace(".", ":") as keyof typeof grants] === "own";
  return rules.flatMap((rule) => {
    const actions = isNear(rule) ? rule.actions.filter(isOwn) : rule.actions;
    return actions.length === 0 ? [] : ofRecords({ ...rule, actions }, content, model);
  });
}

/** Each rule of the matrix is one object's. */
function ofRecords(rule: Rule, { only = {} }: SandboxContent, model: Model): readonly Rule[] {
  const [name = ""] = rule.actions[0]!.split(".");
  if (!only[name]) return [rule];
  const when = conditionOfRecords(only[name], objectNamed(model, name), model);
  return when ? [{ ...rule, when }] : [];
}

/** Of the work of the business; the tools of one's own desk (views, preferences) stay. */
function blockRules({ blocks }: SandboxContent, model: Model): readonly Rule[] {
  return blocks.map((act): Rule => {
    const actions = [...model.objects.values()].flatMap(({ name, declaration }) =>
      Object.entries(declaration.actions)
        .filter(
          ([action, { bundle }]) =>
            bundle !== "administration" && actOf({ object: name, action }, model) === act,
        )
        .map(([action]) => `${name}.${action}`),
    );
    return { id: `blocked:${act}`, effect: "forbid", actions, scope: "subtree" };
  });
}
