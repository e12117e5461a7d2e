/** Which rules rest on a field, or name a record: what they use stays, or they would mean something else. */
import type { Condition, Rule } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type Model } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import { objectsOfRule } from "./rule-form.ts";
import type { RoleContent } from "./role-content.ts";
import { idsIn, operandsOf, speechOf } from "./rule-parts.ts";
import { readRoles } from "./role-rows.ts";
import { roleOfSandbox } from "./sandboxes/sandbox-role.ts";
import { readNarrowed } from "./sandboxes/sandbox-store.ts";
import { ruleSentence } from "./sentences.ts";

export type Uses = (rule: Rule, model: Model) => boolean;

export const usesRecord =
  (ids: ReadonlySet<string>): Uses =>
  ({ when }) =>
    when !== undefined &&
    operandsOf(when)
      .flatMap(idsIn)
      .some((id) => ids.has(id));

export const usesField =
  (object: string, field: string): Uses =>
  (rule, model) => {
    const objects = objectsOfRule(rule, model).map(({ name }) => name);
    const isNamed =
      objects.includes(object) &&
      Object.values(rule.fields ?? {})
        .flat()
        .includes(field);
    const { when } = rule;
    return isNamed || (when !== undefined && objects.some((name) => asks(when, name)));

    function asks(condition: Condition, of: string): boolean {
      switch (condition.kind) {
        case "and":
        case "or":
          return condition.of.some((one) => asks(one, of));
        case "not":
          return asks(condition.of, of);
        case "related": {
          const relation = objectNamed(model, of).relations.get(condition.relation);
          return relation !== undefined && asks(condition.where, relation.target);
        }
        default:
          return (
            of === object &&
            operandsOf(condition).some((one) => "path" in one && one.path === `record.${field}`)
          );
      }
    }
  };

/** Whatever decides now: the published roles, and what running sandboxes ask. */
export async function readRuled(executor: Executor, model: Model): Promise<readonly Ruled[]> {
  const stored = [...(await readRoles(executor, null)).values()];
  const published = stored.flatMap(({ content, isGone }) => (isGone ? [] : [content]));
  return [...published, ...(await rulesOfSandboxes(executor, model))];
}

/** What running sandboxes ask of records, as rules of roles that are called what they are. */
async function rulesOfSandboxes(executor: Executor, model: Model): Promise<readonly Ruled[]> {
  const narrowed = await readNarrowed(executor);
  return narrowed.map(({ id, name, reason, content }) => {
    const own = { ...content, roles: [], blocks: [] };
    const { rules } = roleOfSandbox({ id, name, reason, content: own }, { model, roles: [] });
    const asking = rules.flatMap(({ fields: _opened, ...rule }) => (rule.when ? [rule] : []));
    return { id, name, nameEnglish: null, definition: { rules: asking } };
  });
}

type Ruled = Pick<RoleContent, "id" | "name" | "nameEnglish" | "definition">;

/** One problem a rule, with its role and what it says. */
export function usedBy(roles: readonly Ruled[], model: Model, uses: Uses): Problem[] {
  const speech = speechOf(model);
  return roles.flatMap(({ id, name, nameEnglish, definition }) =>
    (definition.rules ?? [])
      .filter((rule) => uses(rule, model))
      .map((rule) => {
        const { code, message } = problem("", "used_by_rule");
        const said = ruleSentence(rule, speech);
        return {
          path: `roles.${id}.rules.${rule.id}`,
          code,
          message: {
            zh: `${message.zh}“${name}”：${said.zh}`,
            en: `${message.en} ${nameEnglish ?? name}: ${said.en}`,
          },
        };
      }),
  );
}
