/** What a sandbox may do beyond looking falls into four kinds, each of which is added, or blocked, by itself (R60). */
import type { Rule } from "@latchkey/policy";
import type { Model } from "../../derive/model.ts";
import type { SandboxAct } from "../../http/contract.ts";
import { actionsNamed, type NamedAction } from "../rights-actions.ts";

export const SANDBOX_ACTS: readonly SandboxAct[] = ["edit", "export", "reveal", "operate"];

/** Null: it is looked at. */
export function actOf({ object, action }: NamedAction, model: Model): SandboxAct | null {
  const declared = model.objects.get(object)?.declaration.actions[action];
  if (declared?.layer === "see") return null;
  if (action === "reveal") return "reveal";
  if (action.startsWith("export") || declared?.bundle.endsWith(".export")) return "export";
  return declared?.layer === "change" ? "edit" : "operate";
}

/** The permits of these rules as far as the acts go; forbids hold in any case. */
export function narrowed(
  rules: readonly Rule[],
  adds: readonly SandboxAct[],
  model: Model,
): readonly Rule[] {
  return rules.flatMap((rule) => {
    if (rule.effect === "forbid") return [rule];
    const actions = actionsNamed(rule, model)
      .filter((named) => {
        const act = actOf(named, model);
        return act === null || adds.includes(act);
      })
      .map(({ object, action }) => `${object}.${action}`);
    return actions.length === 0 ? [] : [{ ...rule, actions }];
  });
}
