/** "My duties and rights" (R171): what I may do, where, why, until when, and what changed. */
import type { Assignment, Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { MyRights } from "../http/contract.ts";
import { BUNDLES } from "./bundles.ts";
import type { Speech } from "./condition-sentence.ts";
import { plainText, text } from "./phrases.ts";
import type { MatrixScope, RoleTemplate } from "./role-template.ts";
import { grantsOfSandbox } from "./sandboxes/sandbox-role.ts";
import { ruleSentence } from "./sentences.ts";

type Mine = MyRights["assignments"][number];

/** Also what has ended: the last year of it, and no more changes than anybody reads. */
const MAX_CHANGES = 50;

export async function myRights(executor: Executor, subject: Subject): Promise<MyRights> {
  const definitions = await readDefinitions(executor, subject);
  const held = [
    ...subject.compiled.subject.assignments,
    ...(await endedAssignments(executor, subject)),
  ];
  const now = Number(subject.context["now"]);
  return {
    assignments: held.map((one) => describe(subject, one, definitions.get(one.role) ?? {}, now)),
    changes: (await readChanges(executor, subject)).map(({ at, sentence }) => ({ at, sentence })),
  };
}

async function readDefinitions(
  executor: Executor,
  { world: { model, sandboxes } }: Subject,
): Promise<ReadonlyMap<string, Partial<RoleTemplate>>> {
  const { rows } = await executor.query<{ id: string; definition: Partial<RoleTemplate> }>(
    "select id, definition from role where deleted_at is null",
  );
  const given = sandboxes.map(
    ({ id, content }) =>
      [id, { grants: grantsOfSandbox(content, model), classes: content.classes }] as const,
  );
  return new Map([...rows.map(({ id, definition }) => [id, definition] as const), ...given]);
}

function describe(
  subject: Subject,
  assignment: Assignment,
  definition: Partial<RoleTemplate>,
  now: number,
): Mine {
  const { model, policy, tree } = subject.world;
  const role = policy.roles.find(({ id }) => id === assignment.role)!;
  const unit =
    assignment.unit === null
      ? null
      : { id: assignment.unit, name: tree.name(assignment.unit) ?? "" };
  const speech: Speech = {
    model,
    who: text("本人", "oneself"),
    whoId: subject.person,
    name: (id: string) => tree.name(id),
    unit: unit ? plainText(unit.name) : null,
  };
  const { from, until, because } = assignment;
  return {
    id: assignment.id,
    role: {
      id: role.id,
      name: role.name,
      duties: role.duties,
    },
    unit,
    because,
    from: moment(from),
    until: moment(until),
    state:
      from !== null && from > now ? "future" : until !== null && until <= now ? "ended" : "live",
    grants: grantsOf(subject, definition),
    classes: Object.entries(definition.classes ?? {}).map(([name, level]) => ({
      class: name as Mine["classes"][number]["class"],
      ...level!,
    })),
    rules: (definition.rules ?? []).map((rule) => ({
      id: rule.id,
      sentence: ruleSentence(rule, speech),
    })),
  };
}

const moment = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** Bundle by bundle; a bundle whose single actions differ in scope is one line for each scope. */
function grantsOf(
  { world: { model } }: Subject,
  { grants = {} }: Partial<RoleTemplate>,
): Mine["grants"] {
  return BUNDLES.flatMap(({ name, label }) => {
    const byScope = new Map<MatrixScope, string[]>();
    for (const object of model.objects.values()) {
      for (const [action, { bundle }] of Object.entries(object.declaration.actions)) {
        if (bundle !== name) continue;
        const scope = grants[`${object.name}:${action}`] ?? grants[name] ?? "none";
        if (scope !== "none")
          byScope.set(scope, [...(byScope.get(scope) ?? []), `${object.name}:${action}`]);
      }
    }
    return [...byScope].map(([scope, actions]) => ({ bundle: name, label, scope, actions }));
  });
}

interface EndedRow {
  readonly id: string;
  readonly role: string;
  readonly unit: string | null;
  readonly from: Date | null;
  readonly until: Date;
  readonly because: string;
}

/** One's own past, of the last year. The reader is the holder, so nothing here is anybody else's. */
async function endedAssignments(
  executor: Executor,
  { person, world }: Subject,
): Promise<readonly Assignment[]> {
  const { rows } = await executor.query<EndedRow>(
    `select id, role, at_unit as unit, "from", until, reason as because from assignment where person = $1 and deleted_at is null
       and until <= statement_timestamp() and until > statement_timestamp() - interval '1 year'
     union all select id, role, unit, "from", until, title from post where person = $1 and deleted_at is null
       and until <= statement_timestamp() and until > statement_timestamp() - interval '1 year'
     order by until desc`,
    [person],
  );
  const known = new Set(world.policy.roles.map(({ id }) => id));
  return rows
    .filter(({ role }) => known.has(role))
    .map(({ id, role, unit, from, until, because }) => ({
      id,
      role,
      unit,
      because: plainText(because),
      from: from?.getTime() ?? null,
      until: until.getTime(),
    }));
}

export interface RightsChange {
  /** The assignment, the post or the membership, and its version that came of it. */
  readonly record: string;
  readonly version: number;
  readonly at: string;
  readonly sentence: Text;
}

interface ChangeRow {
  readonly record: string;
  readonly version: number;
  readonly at: Date;
  readonly action: string;
  readonly kind: "assignment" | "post" | "groupMember";
  readonly role: string | null;
  readonly group: string | null;
  /** What it was called then, which is what they knew of it. */
  readonly groupName: string | null;
  readonly unit: string | null;
  /** The name of the one that gives it. */
  readonly sandbox: string | null;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

const GROUP_NAME = `coalesce((select r.changes -> 'name' ->> 0 from record_history r where r.record = g.id and r.at > h.at
  and r.changes -> 'name' is not null order by r.at limit 1), g.name)`;

/** Of one's own assignments, posts and memberships, the latest first. */
export async function readChanges(
  executor: Executor,
  subject: Subject,
): Promise<readonly RightsChange[]> {
  const { person, world } = subject;
  const { rows } = await executor.query<ChangeRow>(
    `with own as (
       select id from assignment where person = $1
       union select id from post where person = $1
       union select id from group_member where person = $1
       union select record from record_history
         where object = 'post' and (changes -> 'person' ->> 0 = $1::text or changes -> 'person' ->> 1 = $1::text))
     select h.record, h.version, h.at, h.action, h.object as kind, coalesce(a.role, p.role) as role, coalesce(a.at_unit, p.unit) as unit, s.name as sandbox, h.changes, m."group", ${GROUP_NAME} as "groupName"
     from own join record_history h on h.record = own.id
     left join assignment a on a.id = h.record left join sandbox s on s.id = a.sandbox
     left join post p on p.id = h.record
     left join group_member m on m.id = h.record left join "group" g on g.id = m."group"
     order by h.at desc, h.version desc limit ${MAX_CHANGES}`,
    [person],
  );
  const roles = new Map(world.policy.roles.map((role) => [role.id, role.name]));
  const isNamed = await groupsNamed(executor, subject, rows);
  return rows.map((row) => ({
    record: row.record,
    version: row.version,
    at: row.at.toISOString(),
    sentence:
      row.kind === "groupMember"
        ? membershipSentence(row.action, isNamed(row.group) ? row.groupName : null)
        : changeSentence(row, roles, world.tree.name(row.unit ?? "")),
  }));
}

/** Whoever looks through somebody's eyes is told of groups that both see. */
async function groupsNamed(
  executor: Executor,
  subject: Subject,
  rows: readonly ChangeRow[],
): Promise<(group: string | null) => boolean> {
  if (!subject.viewer) return () => true;
  const groups = rows.flatMap(({ group }) => group ?? []);
  const titles = await readTitles(executor, subject, "group", [...new Set(groups)]);
  return (group) => titles.has(group ?? "");
}

/** Of a role that the reader holds or held; what every role is called, everybody may know. */
export function roleSentence({ policy }: Subject["world"], id: string): Text {
  const name = policy.roles.find((role) => role.id === id)?.name ?? text("某个角色", "a role");
  return text(`角色“${name.zh}”能做的事有调整`, `What the role ${name.en} may do was changed`);
}

function changeSentence(
  { action, kind, role, sandbox, changes }: ChangeRow,
  roles: ReadonlyMap<string, Text>,
  unit: string | null,
): Text {
  const name = roles.get(role ?? "") ?? text("某个角色", "a role");
  const place = unit === null ? text("", "") : text(`（${unit}）`, ` (${unit})`);
  const what = kind === "post" ? text("岗位", "The post of") : text("授权", "The role");
  const given =
    sandbox === null
      ? text(`${what.zh}“${name.zh}”`, `${what.en} ${name.en}`)
      : text(`时限沙箱“${sandbox}”`, `The sandbox “${sandbox}”`);
  const said = text(`${given.zh}${place.zh}`, `${given.en}${place.en}`);
  if (action === "create") return text(`获得${said.zh}`, `${said.en} was given to you`);
  if (action === "delete") return text(`被收回${said.zh}`, `${said.en} was taken back`);
  if (action === "restore") return text(`恢复${said.zh}`, `${said.en} was given back`);
  const until = changes["until"]?.[1];
  if (typeof until === "string") {
    return text(
      `${said.zh}改为有效至 ${until.slice(0, 10)}`,
      `${said.en} now lasts until ${until.slice(0, 10)}`,
    );
  }
  return text(`${said.zh}有变更`, `${said.en} was changed`);
}

function membershipSentence(action: string, name: string | null): Text {
  const group =
    name === null ? text("某个人员组", "a group") : text(`人员组“${name}”`, `the group ${name}`);
  if (action === "delete") return text(`被移出${group.zh}`, `You were taken out of ${group.en}`);
  if (action === "edit")
    return text(`在${group.zh}中的期限有变更`, `Your time in ${group.en} was changed`);
  return text(`被加入${group.zh}`, `You were put into ${group.en}`);
}
