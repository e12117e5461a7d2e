/** Bundles and roles for the matrix (R16, R19): what a role holds, what its template held, who has it. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Model } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import type { Subject } from "../gate/subject.ts";
import { readArms, ROW, viewOf, type ArmView } from "../gate/view.ts";
import type { BundleMeta, RoleMeta } from "../http/contract.ts";
import { BLOCKS, BUNDLES } from "./bundles.ts";
import type { Speech } from "./condition-sentence.ts";
import { mayOverPolicy } from "./over-policy.ts";
import type { RoleContent } from "./role-content.ts";
import { openRules, readSpeech } from "./rule-parts.ts";
import { ruleSentence } from "./sentences.ts";
import { includedRole, ROLE_TEMPLATES } from "./templates/registry.ts";

export function bundleList(model: Model): readonly BundleMeta[] {
  const objects = [...model.objects.values()];
  return BUNDLES.map(({ name, label, block, layer }) => ({
    name,
    label,
    layer,
    block: {
      name: block,
      label: BLOCKS[block],
    },
    actions: objects.flatMap(({ name: object, declaration }) =>
      Object.entries(declaration.actions)
        .filter(([, { bundle }]) => bundle === name)
        .map(([action, one]) => ({
          object,
          objectLabel: declaration.label,
          action,
          label: one.label,
          layer: one.layer,
        })),
    ),
  }));
}

/** Words that the reader may not read are null. */
type RoleRow = Omit<RoleContent, "unit" | "name" | "administrator"> & {
  readonly version: number;
  readonly name: string | null;
};

/** The roles the reader may see, as they may read their words. */
export async function roleList(executor: Executor, reader: Subject): Promise<readonly RoleMeta[]> {
  const view = viewOf(reader, "role");
  const cell = (name: string, arm: ArmView) => arm.cell(view.object.fields.get(name)!)[0]!;
  const columns = ["name", "nameEnglish", "duties", "dutiesEnglish", "preset"] as const;
  const select = (arm: ArmView): Sql => {
    const cells = columns.map((column) => sql`${cell(column, arm)} as ${sql.ref(column)}`);
    return sql`select true as present, t.id, t.version, t.created_at, t.definition, ${sql.join(cells)} from role as ${sql.ref(ROW)} where ${arm.where}`;
  };
  const rows = await readArms<RoleRow>(
    executor,
    reader,
    view,
    select,
    (arms) => sql`select * from (${arms}) found order by created_at, id`,
  );
  const holders = await countHolders(executor, reader);
  const rules = rows.flatMap(({ definition }) => definition.rules ?? []);
  const speech = await readSpeech(executor, reader, rules);
  const isWhole = mayOverPolicy(reader, "view");
  const seen = new Set(rows.map(({ id }) => id));
  return rows.map((row) => ({
    ...roleMeta(row, speech, holders.get(row.id)?.size ?? 0),
    apart: (row.definition.apart ?? []).filter((id) => seen.has(id)),
    ...(isWhole
      ? { rules: openRules(row.definition, speech.model), ...namedRoles(row.definition) }
      : {}),
  }));
}

/** Roles as ids, the base that every role includes aside; and what its matrix rests on. */
export function namedRoles({
  includes = [],
  beyond = [],
  cites = [],
}: RoleContent["definition"]): Pick<RoleMeta, "includes" | "beyond" | "cites"> {
  const named = includes.filter((name) => name !== "staff").map(includedRole);
  return { includes: named, beyond: beyond.map(includedRole), cites };
}

export function roleMeta(row: RoleRow, speech: Speech, holders: number): RoleMeta {
  const { grants = {}, classes = {}, fields, rules = [], apart = [] } = row.definition;
  const template = row.preset === null ? undefined : ROLE_TEMPLATES[row.preset];
  return {
    id: row.id,
    version: row.version,
    holders,
    name: {
      zh: row.name ?? "",
      en: row.nameEnglish ?? row.name ?? "",
    },
    duties: {
      zh: row.duties ?? "",
      en: row.dutiesEnglish ?? row.duties ?? "",
    },
    grants: grants as RoleMeta["grants"],
    classes,
    ...(fields ? { fields } : {}),
    apart,
    ...(row.definition.function === undefined ? {} : { function: row.definition.function }),
    preset: template
      ? {
          id: template.id,
          grants: template.grants as RoleMeta["grants"],
          classes: template.classes,
        }
      : null,
    sentences: rules.map((rule) => ({
      id: rule.id,
      sentence: ruleSentence(rule, speech),
    })),
  };
}

type Holders = ReadonlyMap<string, ReadonlySet<string>>;

/** People who hold each role now, as far as the reader may see who holds what. */
export async function countHolders(executor: Executor, reader: Subject): Promise<Holders> {
  const holders = new Map<string, Set<string>>();
  const add = (role: string | null, person: string | null): void => {
    if (role !== null && person !== null)
      holders.set(role, (holders.get(role) ?? new Set()).add(person));
  };
  const assignments = await readLive(executor, reader, "assignment", ["role", "person", "group"]);
  const members = await readLive(executor, reader, "groupMember", ["group", "person"]);
  const posts = await readLive(executor, reader, "post", ["role", "person"]);
  const peopleOf = Map.groupBy(members, ([group]) => group);
  for (const [role, person, group] of assignments) {
    add(role!, person!);
    if (group) for (const [, member] of peopleOf.get(group) ?? []) add(role!, member!);
  }
  for (const [role, person] of posts) add(role!, person!);
  return holders;
}

async function readLive(
  executor: Executor,
  reader: Subject,
  name: string,
  fields: readonly string[],
): Promise<readonly (readonly (string | null)[])[]> {
  const view = viewOf(reader, name);
  const rows = await readArms<Record<string, string | null>>(executor, reader, view, (arm) => {
    const cell = (field: string) => arm.cell(view.object.fields.get(field)!)[0]!;
    const cells = fields.map((field, index) => sql`${cell(field)} as ${sql.ref(`cell_${index}`)}`);
    const [from, until] = [cell("from"), cell("until")];
    return sql`select true as present, ${sql.join(cells)} from ${sql.table(view.object.table)} as ${sql.ref(ROW)}
      where ${arm.where} and (${from} is null or ${from} <= statement_timestamp()) and (${until} is null or ${until} > statement_timestamp())`;
  });
  return rows.map((row) => fields.map((_, index) => row[`cell_${index}`] ?? null));
}
