/** Questions answered on a view that is already made: filter, order, search, group and sum, in plain JavaScript. */
import type { Operator } from "../http/contract.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { MEANINGS } from "./meaning.ts";
import { isReadAs } from "./read-as.ts";
import type { Reader, SeenRow } from "./reference.ts";

/** What a question reads of a row. The cells a reader sees; a leaky answer in a test of the matrix reads others. */
export type Read = (row: SeenRow, field: string) => Json;

export const seen: Read = (row, field) => row.cells.get(field) ?? null;
/** The hole of all holes: the true cell. */
export const trueCell: Read = (row, field) => row.raw.cells.get(field) ?? null;

export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly field: string; readonly op: Operator; readonly value?: unknown };

export interface Asked {
  readonly object: ObjectModel;
  readonly below: (unit: string) => ReadonlySet<string>;
  readonly read?: Read;
}

export function matches(
  { object, below, read = seen }: Asked,
  condition: Condition,
  row: SeenRow,
): boolean {
  const asked = { object, below, read };
  if ("and" in condition) return condition.and.every((one) => matches(asked, one, row));
  if ("or" in condition) return condition.or.some((one) => matches(asked, one, row));
  const { declaration, module } = object.fields.get(condition.field)!;
  const cell = read(row, condition.field);
  const operand = module.parseOperand(condition.value, condition.op, declaration, "value") as {
    value: Json;
  };
  if (condition.op === "within")
    return cell !== null && below(String(operand.value)).has(String(cell));
  return MEANINGS[declaration.type].operators[condition.op]!(cell, operand.value);
}

export function finds(
  { object, read = seen }: Pick<Asked, "object" | "read">,
  search: string,
  row: SeenRow,
): boolean {
  const fields = [...object.fields.values()].filter(({ declaration }) => declaration.search);
  const words = search
    .replaceAll("\u0000", "")
    .toWellFormed()
    .trim()
    .slice(0, 100)
    .split(/\s+/)
    .filter(Boolean);
  return words.every((word) =>
    fields.some(({ name, declaration }) => {
      const cell = read(row, name);
      if (cell === null) return false;
      const isRead = name === object.declaration.title && isReadAs(String(cell), word);
      return isRead || MEANINGS[declaration.type].finds?.(cell, word) === true;
    }),
  );
}

export interface SortKey {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/**
 * An empty cell is smaller than any value; ties by id, in the direction of the first key. Rows whose first cell the reader
 * is not told come after all others, in the order of the list's own field.
 */
export function ordered(
  object: ObjectModel,
  rows: readonly SeenRow[],
  keys: readonly SortKey[],
  read: Read = seen,
): readonly SeenRow[] {
  const [{ field: leading, direction: wanted }] = keys as [SortKey];
  const first = wanted === "asc" ? 1 : -1;
  const own = object.declaration.list.sort.field;
  const isLast = (row: SeenRow) =>
    read === seen && leading !== own && !isTold(object, row, leading);
  return rows.toSorted((left, right) => {
    if (isLast(left) !== isLast(right)) return isLast(left) ? 1 : -1;
    const instead = isLast(left) ? [{ field: own, direction: wanted }] : [];
    for (const { field, direction } of [...keys, ...instead]) {
      const order = MEANINGS[object.fields.get(field)!.declaration.type].order!;
      const [a, b] = [read(left, field), read(right, field)];
      // Of yes and no, "no" is the smallest itself.
      const isBoolean = typeof (a ?? b) === "boolean";
      const isEmpty = (cell: Json): boolean => cell === null || (isBoolean && cell === false);
      if (isEmpty(a) && isEmpty(b)) continue;
      const isSmaller = isEmpty(a) || (!isEmpty(b) && order(a) < order(b));
      const isEqual = !isEmpty(a) && !isEmpty(b) && order(a) === order(b);
      if (!isEqual) return (isSmaller ? -1 : 1) * (direction === "asc" ? 1 : -1);
    }
    return (left.raw.id < right.raw.id ? -1 : 1) * first;
  });
}

function isTold(object: ObjectModel, { decision }: SeenRow, name: string): boolean {
  const level = decision.levels[name] ?? "absent";
  return level === "plain" || (level === "masked" && hasMaskedForm(object.fields.get(name)!));
}

const hasMaskedForm = ({ declaration }: FieldModel): boolean =>
  MEANINGS[declaration.type].mask("13900000000") !== null;

export interface Measure {
  readonly op: "count" | "sum" | "avg" | "min" | "max";
  readonly field?: string;
}

export type Groups = readonly {
  readonly key: readonly Json[];
  readonly values: readonly unknown[];
}[];

export function grouped(
  object: ObjectModel,
  rows: readonly SeenRow[],
  group: readonly string[],
  measures: readonly Measure[],
  read: Read = seen,
): Groups {
  const groups = new Map<string, { key: readonly Json[]; rows: SeenRow[] }>();
  for (const row of rows) {
    const key = group.map((name) => read(row, name));
    const found = groups.get(JSON.stringify(key)) ?? { key, rows: [] };
    found.rows.push(row);
    groups.set(JSON.stringify(key), found);
  }
  return [...groups.values()].map(({ key, rows: members }) => ({
    key,
    values: measures.map((measure) => measured(object, members, measure, read)),
  }));
}

interface Money {
  readonly amount: string;
  readonly currency: string;
}

function measured(
  object: ObjectModel,
  rows: readonly SeenRow[],
  { op, field }: Measure,
  read: Read,
): unknown {
  if (field === undefined) return rows.length;
  const cells = rows.map((row) => read(row, field)).filter((cell) => cell !== null);
  const { type } = object.fields.get(field)!.declaration;
  if (type === "money") return moneyMeasured(cells as unknown as readonly Money[], op);
  if (cells.length === 0) return null;
  if (type === "number" || type === "percent") return reduced(cells as readonly number[], op);
  const texts = (cells as readonly string[]).toSorted();
  return op === "min" ? texts[0] : texts.at(-1);
}

function reduced(numbers: readonly number[], op: Measure["op"]): number {
  const sum = numbers.reduce((total, one) => total + one, 0);
  return {
    count: numbers.length,
    sum,
    avg: sum / numbers.length,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
  }[op];
}

function moneyMeasured(cells: readonly Money[], op: Measure["op"]): unknown {
  const currencies = [...new Set(cells.map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) => {
    const amounts = cells
      .filter((one) => one.currency === currency)
      .map(({ amount }) => BigInt(amount));
    const sum = amounts.reduce((total, one) => total + one, 0n);
    const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const amount = {
      count: BigInt(amounts.length),
      sum,
      avg: roundedShare(sum, BigInt(amounts.length)),
      min: sorted[0]!,
      max: sorted.at(-1)!,
    }[op];
    return { amount: amount.toString(), currency };
  });
}

/** Half away from zero. */
function roundedShare(sum: bigint, parts: bigint): bigint {
  const size = sum < 0n ? -sum : sum;
  const rounded = (size * 2n + parts) / (parts * 2n);
  return sum < 0n ? -rounded : rounded;
}

const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);

/** What a field refers to, by its declaration. */
export function referred({ declaration: { type, target } }: FieldModel): string | null {
  if (type === "person" || type === "unit") return type;
  if (type === "tags") return "tag";
  return type === "reference" ? (target ?? null) : null;
}

/** A cell as replies carry it: references with the title the reader sees. */
export function named(reader: Reader, field: FieldModel, cell: Json): unknown {
  const target = referred(field);
  if (target === null || cell === null) return cell;
  const refer = (id: Json) => ({ id, ...reader.namesOf(target, String(id)) });
  return Array.isArray(cell) ? asList(cell).map(refer) : refer(cell);
}

const NOT_ON_RECORDS: ReadonlySet<string> = new Set(["create", "import"]);

/** A row as replies carry it. */
export function presented(
  reader: Reader,
  object: ObjectModel,
  row: SeenRow,
  levels = reader.decide(object.name, "view", row.raw).levels,
): unknown {
  const fields = [...object.fields.values()];
  const levelOf = ({ name }: FieldModel) => levels[name] ?? "absent";
  const shows = fields.filter((field) => levelOf(field) !== "absent");
  const masked = shows.filter((field) => {
    const isFilled = row.raw.cells.get(field.name) !== null;
    return levelOf(field) === "masked" && (isFilled || !hasMaskedForm(field));
  });
  const actions = Object.keys(object.declaration.actions).filter(
    (action) => !NOT_ON_RECORDS.has(action),
  );
  const decisions = new Map(
    actions.map((action) => [action, reader.decide(object.name, action, row.raw)]),
  );
  const reveal = decisions.get("reveal");
  return {
    id: row.raw.id,
    version: row.raw.version,
    values: Object.fromEntries(
      shows.map((field) => [field.name, named(reader, field, row.cells.get(field.name) ?? null)]),
    ),
    masked: masked.map(({ name }) => name),
    hidden: fields
      .filter((field) => levelOf(field) === "absent" && !field.declaration.secret)
      .map(({ name }) => name),
    can: Object.fromEntries(actions.map((action) => [action, decisions.get(action)!.allow])),
    writable: fields
      .filter(
        ({ name, declaration, writtenBy }) =>
          !declaration.readOnly && decisions.get(writtenBy)?.write.includes(name),
      )
      .map(({ name }) => name),
    revealable: reveal?.allow
      ? masked.map(({ name }) => name).filter((name) => reveal.fields.includes(name))
      : [],
    ...(row.raw.deleted ? { deleted: true } : {}),
  };
}
