/**
 * One change of a draft, carried out on its role by the rights of whoever carries it out. The same is tried, and undone,
 * when the change is put into the draft: who could not do it cannot propose it.
 */
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { refuseRoleInUse } from "../gate/rights-keeping.ts";
import { insertHistory } from "../gate/store.ts";
import type { Subject, World } from "../gate/subject.ts";
import { createRecord, decideOn, deleteRecord, lockAndFind, restoreRecord } from "../gate/write.ts";
import type { Change } from "./draft-store.ts";
import {
  demandGrantable,
  demandGrantableAt,
  refuseOwnWidening,
  rulesOfRole,
  type Place,
} from "./grant-width.ts";
import { isAdministering } from "./rights-actions.ts";
import { readRole } from "./role-rows.ts";
import { includedRole } from "./templates/registry.ts";
import { demandSoundRole, type Definition, type RoleContent } from "./role-content.ts";

type Applied = Pick<Change, "role" | "base" | "content">;

/** Measured by the world as it will be, by the rights of who publishes; the first refusal names its role. */
export async function applyChanges(
  tx: Executor,
  subject: Subject,
  changes: readonly Applied[],
  world: World,
): Promise<void> {
  const names = new Map(
    [...subject.world.policy.roles, ...world.policy.roles].map(({ id, name }) => [id, name]),
  );
  for (const change of changes)
    try {
      await applyChange(tx, subject, change, world);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const name = names.get(change.role) ?? { zh: change.role, en: change.role };
      throw error.about(`roles.${change.role}`, name);
    }
}

/** `draft`: the world with every change of the draft in it, by which the role is measured. */
export async function applyChange(
  tx: Executor,
  subject: Subject,
  { role, base, content }: Applied,
  draft: World,
): Promise<void> {
  if (content === null) {
    await deleteRecord(tx, subject, "role", { id: role, version: base ?? 0 });
    return refuseRoleInUse(tx, [role]);
  }
  demandSoundRole(content, draft.model);
  refuseDoubleFunction(content, draft);
  demandNamedRoles(content, draft);
  const rules = rulesOfRole({ world: draft }, role);
  demandGrantable(subject, rules, WRITTEN);
  const isAdministrator = isAdministering(rules, draft.model);
  const stored = await readRole(tx, role);
  demandApart(content.definition, stored?.content.definition ?? {}, draft);
  if (!stored) return createRole(tx, subject, content, isAdministrator);
  if (stored.version !== base) throw new Refusal("stale");
  // Places in teams name it: as something else it would leave them unbounded.
  if (stored.content.definition.function !== content.definition.function)
    throw badRequest([problem("function", "read_only")]);
  if (stored.isGone) await restoreRecord(tx, subject, "role", { id: role, version: base });
  demandGrantableAt(subject, rules, GRANTING, await unitsOfHolders(tx, role));
  refuseOwnWidening(subject, role, rules);
  await editRole(tx, subject, { content, old: stored.content.definition, isAdministrator });
}

/** A role that was named before and is archived by now may stay named. */
function demandApart(
  { apart = [], includes = [] }: Definition,
  { apart: old = [] }: Definition,
  { policy }: World,
): void {
  const known = new Set([...old, ...policy.roles.map(({ id }) => id)]);
  const included = new Set(includes.map(includedRole));
  const problems = apart.flatMap((id, index) => {
    if (included.has(id)) return [problem(`apart.${index}`, "apart_from_itself")];
    return known.has(id) ? [] : [problem(`apart.${index}`, "no_such_record")];
  });
  if (problems.length > 0) throw badRequest(problems);
}

/** Each forks every question about records that somebody takes part in; more are a sign of something else. */
const MAX_FUNCTIONS = 20;

function refuseDoubleFunction({ definition }: RoleContent, { functions }: World): void {
  if (definition.function === undefined) return;
  if (functions.filter(({ name }) => name === definition.function).length > 1)
    throw badRequest([problem("function", "taken")]);
  if (functions.length > MAX_FUNCTIONS)
    throw badRequest([
      problem("function", "out_of_range", { name: "function", minimum: 0, maximum: MAX_FUNCTIONS }),
    ]);
}

/** Of the roles it names: that they are there, and do not lead back to it. */
function demandNamedRoles({ id, definition }: RoleContent, { policy }: World): void {
  const byId = new Map(policy.roles.map((role) => [role.id, role]));
  const leadsBack = (one: string, seen: Set<string>): boolean => {
    if (one === id) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    return (byId.get(one)?.includes ?? []).some((next) => leadsBack(next, seen));
  };
  const problemsIn = (part: "includes" | "beyond") =>
    (definition[part] ?? []).map(includedRole).flatMap((role, index) => {
      const path = `${part}.${index}`;
      if (!byId.has(role)) return [problem(path, "no_such_record")];
      return part === "includes" && leadsBack(role, new Set())
        ? [problem(path, "includes_itself")]
        : [];
    });
  const problems = [...problemsIn("includes"), ...problemsIn("beyond")];
  if (problems.length > 0) throw badRequest(problems);
}

/** A new role starts with nothing (R10): what it may do is what the draft says, and the base every role includes. */
async function createRole(
  tx: Executor,
  subject: Subject,
  content: RoleContent,
  isAdministrator: boolean,
): Promise<void> {
  await createRecord(tx, subject, "role", wordsOf(content), content.id);
  await tx.query(
    "update role set definition = $2::jsonb, preset = $3, administrator = $4 where id = $1",
    [content.id, JSON.stringify(content.definition), content.preset, isAdministrator],
  );
}

async function editRole(
  tx: Executor,
  subject: Subject,
  {
    content,
    old,
    isAdministrator,
  }: {
    readonly content: RoleContent;
    readonly old: Definition;
    readonly isAdministrator: boolean;
  },
): Promise<void> {
  const object = objectNamed(subject.world.model, "role");
  const record = await lockAndFind(tx, subject, object, content.id);
  const decision = decideOn(subject, object, "edit", record);
  const words = wordsOf(content);
  const changed = Object.keys(words).filter(
    (name) => (record.cells.get(name) ?? null) !== words[name],
  );
  const closed = changed.filter((name) => !decision.write.includes(name));
  if (closed.length > 0) throw badRequest(closed.map((name) => problem(name, "closed_field")));
  await tx.query(
    `update role set name = $2, name_english = $3, duties = $4, duties_english = $5, definition = $6::jsonb, administrator = $7,
       version = version + 1, updated_at = statement_timestamp() where id = $1 and version = $8`,
    [
      record.id,
      words["name"],
      words["nameEnglish"],
      words["duties"],
      words["dutiesEnglish"],
      JSON.stringify(content.definition),
      isAdministrator,
      record.version,
    ],
  );
  const texts = changed.map(
    (name) => [name, [record.cells.get(name) ?? null, words[name] ?? null]] as const,
  );
  await insertHistory(tx, {
    object: "role",
    record: record.id,
    version: record.version + 1,
    by: subject.person,
    action: "edit",
    changes: { ...Object.fromEntries(texts), definition: [old, content.definition] } as never,
  });
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
     union select distinct unit from post where role = $1 and person is not null and deleted_at is null and (until is null or until > statement_timestamp())
     union select place::uuid from sandbox, jsonb_array_elements_text(content -> 'places') place
       where content -> 'roles' @> to_jsonb($1::text) and approved_at is not null and until > statement_timestamp()`,
    [role],
  );
  return rows.map(({ unit }) => unit);
}

const wordsOf = ({
  name,
  nameEnglish,
  duties,
  dutiesEnglish,
}: RoleContent): Record<string, string | null> => ({ name, nameEnglish, duties, dutiesEnglish });
