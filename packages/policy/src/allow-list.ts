import type { Policy, Schema, Subject } from "./model.ts";

/** What a list of actions allows, as a policy and the one who holds it, so that a bound is always a subject. */
export interface AllowList {
  readonly policy: Policy;
  readonly subject: Subject;
}

const NAME = "allow-list";
const WORDS = { zh: "操作清单", en: "list of actions" };

/** One permit for the actions, over every record and every field: such a bound limits what is done and nothing else. */
export function allowListOf(schema: Schema, actions: readonly string[]): AllowList {
  // By name, since `*` does not reach secret fields on a permit.
  const every = fieldsOf(schema);
  const fields = { read: every, write: every };
  const rule = { id: NAME, effect: "permit", actions, scope: "all", fields } as const;
  const role = { id: NAME, name: WORDS, duties: WORDS, rules: [rule] };
  const window = { unit: null, from: null, until: null };
  return {
    policy: { roles: [role] },
    subject: {
      id: NAME,
      attributes: {},
      assignments: [{ id: NAME, role: NAME, ...window, because: WORDS }],
    },
  };
}

function fieldsOf({ objects }: Schema): readonly string[] {
  return [...new Set(Object.values(objects).flatMap(({ fields }) => Object.keys(fields)))];
}
