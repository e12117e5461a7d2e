/**
 * The policy is one for the whole organisation, so its rights are rights over the whole: whoever administers a region has
 * none of them, and is answered as if there were no draft.
 */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { Subject, World } from "../gate/subject.ts";
import { reachesEverything } from "../gate/view.ts";
import type { FourEyes } from "../http/contract.ts";
import { holdersOfRoles } from "../org/heads.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { rulesOfRole } from "./grant-width.ts";

export type PolicyAction = "view" | "edit" | "submit" | "publish";

export const mayOverPolicy = (subject: Subject, action: PolicyAction): boolean =>
  reachesEverything(subject, "policyDraft", action);

export function demandOverPolicy(subject: Subject, action: PolicyAction): void {
  if (!mayOverPolicy(subject, action)) throw new Refusal("forbidden");
}

/** Everybody who may publish now. */
export async function findPublishers(
  executor: Executor,
  subjects: Pick<SubjectStore, "loadAll">,
  world: World,
): Promise<readonly string[]> {
  const roles = world.policy.roles.filter(({ id }) =>
    rulesOfRole({ world }, id).some(
      ({ effect, actions }) =>
        effect === "permit" &&
        ["*", "policyDraft.*", "policyDraft.publish"].some((name) => actions.includes(name)),
    ),
  );
  const people = await holdersOfRoles(
    executor,
    roles.map(({ id }) => id),
  );
  const candidates = await subjects.loadAll(executor, world, people);
  return candidates.filter((one) => mayOverPolicy(one, "publish")).map(({ person }) => person);
}

/** `auto`: as soon as there are two who could approve one another. */
export const needsFourEyes = (rule: FourEyes, publishers: readonly string[]): boolean =>
  rule === "always" || (rule === "auto" && publishers.length > 1);
