/** Saving a role: its words, its matrix and its classes, in one act that holds on the next request of everybody. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { insertHistory } from "../gate/store.ts";
import type { Caller, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { createRecord, decideOn, lockAndFind, reasonsOf } from "../gate/write.ts";
import type { RoleDraft } from "../http/contract.ts";
import { UUID } from "../fields/shared.ts";
import type { Services } from "../services.ts";
import { demandGrantable, refuseOwnWidening, rulesWith, type Place } from "./grant-width.ts";
import { isAdministering } from "./rights-actions.ts";
import { parseDraft, roleOf, type Definition } from "./role-draft.ts";
import { ROLE_TEMPLATES } from "./templates/registry.ts";

/** Returns the id of the role. */
export async function saveRole(
  { gate, subjects }: Services,
  caller: Caller,
  input: unknown,
): Promise<string> {
  // Fresh: a draft may name a field that was added a moment ago.
  const { world } = await subjects.reload(caller.person);
  const draft = parseDraft(input, world.model);
  if (draft.id === undefined)
    return gate.write(caller, { object: "role", action: "create", records: [] }, (tx, subject) =>
      createRole(tx, subject, draft),
    );
  if (!UUID.test(draft.id)) throw new Refusal("not_found");
  return gate.write(
    caller,
    { object: "role", action: "update", records: [draft.id] },
    (tx, subject) => updateRole(tx, subject, draft),
  );
}

/** A new role starts with nothing (R10): what it may do is what the draft says, and the base every role includes. */
async function createRole(tx: Executor, subject: Subject, draft: RoleDraft): Promise<Done<string>> {
  const template = draft.preset === undefined ? undefined : ROLE_TEMPLATES[draft.preset];
  const definition: Definition = {
    ...matrixOf(draft),
    ...(template?.rules ? { rules: template.rules } : {}),
    includes: template?.includes ?? ["staff"],
  };
  const done = await createRecord(tx, subject, "role", wordsOf(draft));
  const { id } = done.result;
  const role = roleOf(id, draft, definition, subject.world.model);
  const rules = rulesWith(subject, role, definition.includes ?? []);
  demandGrantable(subject, rules, WRITTEN);
  await tx.query(
    "update role set definition = $2::jsonb, preset = $3, administrator = $4 where id = $1",
    [
      id,
      JSON.stringify(definition),
      draft.preset ?? null,
      isAdministering(rules, subject.world.model),
    ],
  );
  return { ...done, result: id };
}

async function updateRole(tx: Executor, subject: Subject, draft: RoleDraft): Promise<Done<string>> {
  const object = objectNamed(subject.world.model, "role");
  const record = await lockAndFind(tx, subject, object, draft.id!);
  const old = await readDefinition(tx, record.id);
  if (record.version !== draft.version) throw new Refusal("stale");
  const decision = decideOn(subject, object, "edit", record);
  const words = wordsOf(draft);
  const changed = Object.keys(words).filter(
    (name) => (record.cells.get(name) ?? null) !== words[name],
  );
  const closed = changed.filter((name) => !decision.write.includes(name));
  if (closed.length > 0) throw badRequest(closed.map((name) => problem(name, "closed_field")));
  const definition: Definition = { ...old, ...matrixOf(draft) };
  const role = roleOf(record.id, draft, definition, subject.world.model);
  const rules = rulesWith(subject, role, definition.includes ?? []);
  demandGrantable(subject, rules, WRITTEN);
  for (const unit of await unitsOfHolders(tx, record.id))
    demandGrantable(subject, rules, { by: GRANTING, unit });
  refuseOwnWidening(subject, record.id, rules);
  await tx.query(
    `update role set name = $2, name_english = $3, duties = $4, duties_english = $5, definition = $6::jsonb, administrator = $7,
       version = version + 1, updated_at = statement_timestamp() where id = $1 and version = $8`,
    [
      record.id,
      words["name"],
      words["nameEnglish"],
      words["duties"],
      words["dutiesEnglish"],
      JSON.stringify(definition),
      isAdministering(rules, subject.world.model),
      record.version,
    ],
  );
  const texts = changed.map(
    (name) => [name, [record.cells.get(name) ?? null, words[name] ?? null]] as const,
  );
  const changes = { ...Object.fromEntries(texts), definition: [old, definition] } as never;
  await insertHistory(tx, {
    object: "role",
    record: record.id,
    version: record.version + 1,
    by: subject.person,
    action: "edit",
    changes,
  });
  return {
    result: record.id,
    reason: reasonsOf(decision),
    detail: { fields: [...changed, "definition"] },
  };
}

const GRANTING = [
  { object: "assignment", action: "create" },
  { object: "post", action: "create" },
];

/** A role that is written but not given is measured by what it does, not by where. */
const WRITTEN: Place = { by: GRANTING, unit: "anywhere" };

/** A change reaches everybody who holds the role, or a role that includes it: it must be grantable to all of them. */
async function unitsOfHolders(tx: Executor, role: string): Promise<readonly (string | null)[]> {
  const { rows } = await tx.query<{ unit: string | null }>(
    `select distinct coalesce(a.at_unit, p.unit) as unit from assignment a left join person p on p.id = a.person
       where a.role = $1 and a.deleted_at is null and (a.until is null or a.until > statement_timestamp())
     union select distinct unit from post where role = $1 and person is not null and deleted_at is null and (until is null or until > statement_timestamp())`,
    [role],
  );
  return rows.map(({ unit }) => unit);
}

async function readDefinition(tx: Executor, id: string): Promise<Definition> {
  const { rows } = await tx.query<{ definition: Definition }>(
    "select definition from role where id = $1",
    [id],
  );
  return rows[0]?.definition ?? { grants: {}, classes: {} };
}

const matrixOf = ({
  grants,
  classes,
  fields,
}: RoleDraft): Pick<Definition, "grants" | "classes" | "fields"> => ({
  grants,
  classes,
  ...(fields ? { fields } : {}),
});

const filled = (words: string): string | null => (words === "" ? null : words);

const wordsOf = ({
  name,
  duties,
}: {
  name: Text;
  duties: Text;
}): Record<string, string | null> => ({
  name: name.zh,
  nameEnglish: filled(name.en),
  duties: filled(duties.zh),
  dutiesEnglish: filled(duties.en),
});
