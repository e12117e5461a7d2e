/** The draft of the policy over HTTP, for tests that change a role and go on. */
import type { Condition, Policy } from "@latchkey/policy";
import type { PolicyDraft, PolicyQuestion, RoleDraft, RoleMeta } from "../http/contract.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import type { Callers, Reply } from "./callers.ts";

export const draftOf = ({
  id,
  version,
  name,
  duties,
  grants,
  classes,
  fields,
}: RoleMeta): RoleDraft => ({
  ...(id ? { id } : {}),
  version,
  name,
  duties,
  grants,
  classes,
  ...(fields ? { fields } : {}),
});

/** The open draft as the person sees it. */
export const openDraft = async (callers: Callers, person: string): Promise<PolicyDraft | null> =>
  (await callers.call(person, "policy/draft")).body.draft;

/** Publishes what waits; with an `approver`, by the two of them. */
export async function publishDraft(
  callers: Callers,
  person: string,
  approver?: string,
): Promise<Reply> {
  const version = (await openDraft(callers, person))?.version;
  if (approver === undefined) return callers.call(person, "policyDraft.publish", { version });
  const submitted = await callers.call(person, "policyDraft.submit", { version });
  if (submitted.status !== 200) return submitted;
  return callers.call(approver, "policyDraft.publish", {
    version: (await openDraft(callers, approver))?.version,
  });
}

/** Saves a role and publishes it: the first refusal, or the role as it is then. */
export async function saveAndPublish(
  callers: Callers,
  person: string,
  draft: RoleDraft,
  approver?: string,
): Promise<Reply> {
  const saved = await callers.call(person, "role.save", draft);
  if (saved.status !== 200) return saved;
  const published = await publishDraft(callers, person, approver);
  if (published.status !== 200) return published;
  const { roles } = (await callers.call(person, "roles")).body as { roles: readonly RoleMeta[] };
  return { status: 200, body: roles.find(({ id }) => id === saved.body.id) };
}

/** The policy with one rule more in its first role: customers may be viewed on a condition. */
export const withRule = ({ roles: [first, ...rest] }: Policy, when: Condition): Policy => ({
  roles: [
    {
      ...first!,
      rules: [
        ...first!.rules,
        { id: "more", effect: "permit", actions: ["customer.view"], scope: "all", when },
      ],
    },
    ...rest,
  ],
});

/** Somebody's own, of their own unit, with nothing else said of it. */
export const SAMPLE = {
  kind: "sample",
  of: "self",
  unit: null,
  takesPart: null,
  values: {},
} as const;

/** May a guide of the store view a customer of their own? */
export const guideViewing = (store: string): PolicyQuestion => ({
  who: { kind: "role", role: roleIdOf("guide"), unit: store },
  object: "customer",
  action: "view",
  field: null,
  record: SAMPLE,
  at: null,
});
