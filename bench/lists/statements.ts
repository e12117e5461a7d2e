/**
 * SQL for a persona's question, written from the same words of the persona's reach in three ways: without any permission
 * (the limit), as one writes first (naive), and as a good engineer writes who knows the persona and measures (by hand).
 */
import type { Persona } from "./personas.ts";
import { columnsOf, PAGE, type Question } from "./questions.ts";
import { rowsWith, searchSql } from "./search.ts";
import { describeWorld } from "./world.ts";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The part of the list that is wanted; `after` is the last row before it. */
export interface Slice {
  readonly limit: number;
  readonly after: { readonly key: unknown; readonly id: string } | null;
}

export const FIRST_SLICE: Slice = { limit: PAGE, after: null };

interface Shape {
  readonly table: string;
  /** Column of the order, newest first. */
  readonly key: string;
  /** What the rows `t` are ordered by, as the index has it. */
  readonly by: string;
  /** Column that holds the customer's id. */
  readonly customer: string;
}

export const SHAPES: Readonly<Record<Question["object"], Shape>> = {
  customer: { table: "customer", key: "created_at", by: "t.created_at", customer: "id" },
  order: {
    table: '"order"',
    key: "placed_at",
    by: "coalesce(t.placed_at, '-infinity'::timestamptz)",
    customer: "customer",
  },
};

export const ALIVE_PARTICIPANT = `p.deleted_at is null and (p."from" is null or p."from" <= now()) and (p.until is null or p.until > now())`;

const VIP_TAG = describeWorld().vipTag;

/** One reason why a persona sees rows. */
interface Clause {
  /** Of a row `t`, wherever it was found. */
  readonly condition: string;
  /** The clause's rows, found where they are. `rest`: what else is asked of `t`, its order and how many. */
  rows(columns: string, rest: string): string;
  /** The persona sees the last four digits of a phone. */
  readonly isMasked: boolean;
}

/** Collects values and gives back their places. */
type Place = (value: unknown) => string;

function clausesOf(
  { person, reach }: Persona,
  object: Question["object"],
  place: Place,
): readonly Clause[] {
  const { table, customer } = SHAPES[object];
  const simple = (condition: string, isMasked: boolean): Clause => ({
    condition,
    isMasked,
    rows: (columns, rest) => `select ${columns} from ${table} t where ${condition}${rest}`,
  });
  const participant = (): Clause => {
    const part = `p.principal_id = ${place(person)} and ${ALIVE_PARTICIPANT}`;
    return {
      condition: `exists (select from participant p where p.record_id = t.${customer} and ${part})`,
      isMasked: false,
      rows: (columns, rest) =>
        `select ${columns} from participant p join ${table} t on t.${customer} = p.record_id where ${part}${rest}`,
    };
  };
  const units = (ids: readonly string[] | undefined, also = ""): readonly Clause[] => {
    if (!ids) return [];
    if (ids.length === 1) return [simple(`t.unit = ${place(ids[0])}${also}`, true)];
    const list = `${place(ids)}::uuid[]`;
    return [
      {
        condition: `t.unit = any (${list})${also}`,
        isMasked: true,
        rows: (columns, rest) =>
          `select t.* from unnest(${list}) one (unit) cross join lateral (select ${columns} from ${table} t where t.unit = one.unit${also}${rest}) t`,
      },
    ];
  };
  return [
    ...(reach.all ? [simple("true", true)] : []),
    ...(reach.own ? [simple(`t.owner = ${place(person)}`, false), participant()] : []),
    ...units(reach.stores),
    // Pools and VIPs are of customers alone: their roles see no orders.
    ...(object === "customer" ? units(reach.pools, " and t.owner is null") : []),
    ...(object === "customer" ? units(reach.vips, ` and t.tags && array['${VIP_TAG}'::uuid]`) : []),
  ];
}

/** True if what the persona may find by the question depends on what is masked. */
export const searchesMasked = ({ reach }: Persona, { search }: Question): boolean =>
  /^\d+$/.test(search ?? "") && Boolean(reach.all ?? reach.stores ?? reach.pools ?? reach.vips);

interface Draft {
  readonly persona: Persona;
  readonly question: Question;
  readonly slice: Slice;
}

/** The row's own clauses in one condition, down the common index. */
export const naive = (draft: Draft): Statement => conditioned(draft, tableOf);

const tableOf = ({ object }: Question): string => `${SHAPES[object].table} t`;

/** The rows that are searched for by the tokens of their words, with the clauses in one condition. */
const foundFirst = (draft: Draft): Statement =>
  conditioned(draft, ({ search }, place) => rowsWith(search!, place));

function conditioned(
  { persona, question, slice }: Draft,
  rows: (question: Question, place: Place) => string,
): Statement {
  return written(
    ({ place, clauses }) => {
      const conditions = clauses.map(
        (clause) => `(${clause.condition}${searched(question, clause, place)})`,
      );
      const where = conditions.length === 0 ? "false" : `(${conditions.join(" or ")})`;
      return pageOf(question, `${rows(question, place)} where ${where}`, slice, place);
    },
    persona,
    question,
  );
}

/** The shapes worth trying for the persona; the fastest is the one a measuring engineer keeps. */
export function byHand(draft: Draft): readonly Statement[] {
  return [
    naive(draft),
    ...(draft.persona.reach.all ? [] : [merged(draft)]),
    ...(draft.question.search === undefined ? [] : [foundFirst(draft)]),
  ];
}

const ANYONE: Persona = { name: "anyone", person: "", reach: { all: true } };

/** The same for whoever may see everything, and sees it as it is. */
export const limit = ({ question, slice }: Omit<Draft, "persona">): readonly Statement[] => {
  const from = (rows: (place: Place) => string) =>
    written(
      ({ place }) => {
        const also =
          question.search === undefined ? "" : ` and ${searchSql(question.search, place, false)}`;
        return pageOf(question, `${rows(place)} where true${also}`, slice, place);
      },
      ANYONE,
      question,
    );
  const { search } = question;
  return [
    from(() => tableOf(question)),
    ...(search === undefined ? [] : [from((place) => rowsWith(search, place))]),
  ];
};

/** The first of each clause, merged. */
function merged({ persona, question, slice }: Draft): Statement {
  return written(
    ({ place, clauses }) => {
      const { table, by } = SHAPES[question.object];
      const parts = (columns: string, tail: string) =>
        clauses
          .map(
            (clause) =>
              `(${clause.rows(columns, `${searched(question, clause, place)} and t.deleted_at is null${tail}`)})`,
          )
          .join(" union ");
      if (clauses.length === 0) return pageOf(question, `${table} t where false`, slice, place);
      if (question.page === "count")
        return `select count(*)::int as count from (${parts("t.id", "")}) t`;
      const cut = `${afterSql(question, slice, place)} ${orderSql(question)} limit ${slice.limit}`;
      return `select ${columnsSql(question)} from (select id from (${parts(`t.id, ${by} as key`, cut)}) t order by key desc, id desc limit ${slice.limit}) page
      join ${table} t using (id) ${orderSql(question)}`;
    },
    persona,
    question,
  );
}

function written(
  draft: (parts: { place: Place; clauses: readonly Clause[] }) => string,
  persona: Persona,
  question: Question,
): Statement {
  const values: unknown[] = [];
  const place: Place = (value) => {
    const known = values.indexOf(value);
    return `$${known >= 0 ? known + 1 : values.push(value)}`;
  };
  const text = draft({ place, clauses: clausesOf(persona, question.object, place) });
  return { text, values };
}

const searched = ({ search }: Question, { isMasked }: Clause, place: Place): string =>
  search === undefined ? "" : ` and ${searchSql(search, place, isMasked)}`;

export const orderSql = ({ object }: Question): string =>
  `order by ${SHAPES[object].by} desc, t.id desc`;

/** What is shown of the rows `t`. */
export const columnsSql = (question: Question): string =>
  columnsOf(question)
    ?.map((column) => `t."${column}"`)
    .join(", ") ?? "t.*";

function afterSql({ object }: Question, { after }: Slice, place: Place): string {
  if (after === null) return "";
  return ` and (${SHAPES[object].by}, t.id) < (${place(after.key)}::timestamptz, ${place(after.id)}::uuid)`;
}

function pageOf(question: Question, from: string, slice: Slice, place: Place): string {
  const rows = `from ${from} and t.deleted_at is null`;
  if (question.page === "count") return `select count(*)::int as count ${rows}`;
  return `select ${columnsSql(question)} ${rows}${afterSql(question, slice, place)} ${orderSql(question)} limit ${slice.limit}`;
}
