/** Names of the records that cells refer to, as the reader may see them; null where they may not. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Row } from "../http/contract.ts";
import { recentPer } from "../db/recent.ts";
import type { Statement } from "../db/statement.ts";
import { type FieldModel, type ObjectModel, targetOf } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { guarded, readWritten } from "./guard.ts";
import { presentRecords } from "./present.ts";
import { allFields, type Named, type StoredRecord, type Titles } from "./record.ts";
import type { Subject } from "./subject.ts";
import { overlappingView, partSql, ROW, viewOf, type ArmView } from "./view.ts";

/** Ids by the object they are of. */
type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

/** One record as the reader may see it, with the titles of what it refers to. */
export async function presentTitled(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
): Promise<Row> {
  const titles = await readAllTitles(executor, subject, referredBy(object, record));
  return presentRecords(subject, object, [record], { titles })[0]!;
}

function referredBy(object: ObjectModel, { cells }: StoredRecord): Wanted {
  const wanted = new Map<string, Set<string>>();
  for (const field of allFields(object)) {
    const target = targetOf(field);
    const ids = [cells.get(field.name) ?? []].flat() as string[];
    if (target === null || ids.length === 0) continue;
    wanted.set(target, new Set([...(wanted.get(target) ?? []), ...ids]));
  }
  return wanted;
}

export async function readTitles(
  executor: Executor,
  subject: Subject,
  target: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const names = await readNames(executor, subject, target, ids);
  return new Map([...names].map(([id, { title }]) => [id, title]));
}

/** With the titles in English, where there are such. */
export async function readNames(
  executor: Executor,
  subject: Subject,
  target: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  const titles = await readAllTitles(executor, subject, new Map([[target, new Set(ids)]]));
  return new Map(Object.entries(titles[target] ?? {}));
}

/** Titles of records of several objects in one statement. */
async function readAllTitles(
  executor: Executor,
  subject: Subject,
  wanted: Wanted,
): Promise<Titles> {
  const targets = [...wanted.keys()].filter((target) => wanted.get(target)!.size > 0);
  if (targets.length === 0) return {};
  const { text, values } = statements(subject).getOr(targets.join(), () =>
    titlesStatement(subject, targets),
  );
  const [row] = await readWritten<{ titles: Titles }>(executor, {
    text,
    values: values.map((value) =>
      value instanceof IdsOf ? [...wanted.get(value.target)!] : value,
    ),
  });
  return row!.titles;
}

/** Statements that are kept of a reader, by what is referred to. */
const statements = recentPer<Subject, Statement>(20);

/** Stands in a written statement for the ids that are asked for. */
class IdsOf {
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }
}

function titlesStatement(subject: Subject, targets: readonly string[]): Statement {
  const ids = targets.map((target) => [target, sql`${new IdsOf(target)}::uuid[]`] as const);
  return guarded(
    subject,
    sql`select true as present, ${titlesSql(subject, new Map(ids))} as titles`,
  );
}

/** `Titles` of all that the rows of `page` refer to in these fields; undefined where no field is a reference. */
export function titlesOfPage(subject: Subject, fields: readonly FieldModel[]): Sql | undefined {
  const ids = new Map<string, Sql[]>();
  for (const field of fields) {
    const target = targetOf(field);
    if (target === null) continue;
    const [cell] = field.cell("page") as [Sql];
    const isList = field.module.columns[""]!.endsWith("[]");
    const all = isList ? sql`select unnest(${cell}) from page` : sql`select ${cell} from page`;
    ids.set(target, [...(ids.get(target) ?? []), all]);
  }
  if (ids.size === 0) return undefined;
  const arrays = [...ids].map(
    ([target, selects]) => [target, sql`array(${sql.join(selects, sql` union `)})`] as const,
  );
  return titlesSql(subject, new Map(arrays));
}

/** One value, `Titles`, under the guard. `ids`: an SQL array of them by object. */
function titlesSql(subject: Subject, ids: ReadonlyMap<string, Sql>): Sql {
  const told = [...ids].flatMap(([target, array]) => {
    const view = viewOf(subject, target);
    const named = namesOf(view.object);
    const id = sql.ref(`${ROW}.id`);
    const rows = partSql({
      view: overlappingView(subject, view, Object.values(named)),
      each: (arm) => sql`select ${id} as id, ${namedSql(arm, named)} as named
        from ${sql.table(view.object.table)} as ${sql.ref(ROW)} where ${id} = any(${array}) and ${arm.where}`,
    });
    const object = sql`(select json_object_agg(one.id, one.named) from (${rows ?? NOTHING}) one)`;
    return [sql`${sql.lit(target)}`, object];
  });
  return sql`json_build_object(${sql.join(told)})`;
}

const NOTHING = sql`select null::uuid as id, null::json as named where false`;

/** The fields that an object's records are named by, as {@link Named} has them. */
function namesOf({ fields, declaration: { title, titleEnglish } }: ObjectModel) {
  const named: Partial<Record<keyof Named, FieldModel>> = { title: fields.get(title)! };
  return titleEnglish === undefined ? named : { ...named, english: fields.get(titleEnglish)! };
}

/** Each cell as the arm hands it out: a name that the reader does not read is null, in whichever language. */
const namedSql = (arm: ArmView, named: Readonly<Record<string, FieldModel>>): Sql =>
  sql`json_build_object(${sql.join(
    Object.entries(named).flatMap(([name, field]) => [
      sql`${sql.lit(name)}`,
      sql`${arm.cell(field)[0]!}::text`,
    ]),
  )})`;
