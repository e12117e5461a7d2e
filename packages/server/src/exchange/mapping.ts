/**
 * How a file's columns become records: data, kept with the job and remembered for the next file with the same headers.
 *
 * `columns` says for each header which field it fills, and is all that most files need. `fields` is for what a plain
 * column cannot say; it wins over `columns`. A field of an order's line is named `lines.quantity`.
 */
import { badRequest, problem, type Problem } from "../errors.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { ImportMapping } from "../http/contract.ts";

export interface Mapping extends Omit<ImportMapping, "owner"> {
  /** Id of a person; null leaves the records to nobody. Absent: whoever imports. */
  readonly owner?: string | null;
  readonly fields?: Readonly<Record<string, Source>>;
  /** Headers: rows that agree in all of them are one record, and each row is one of its lines. */
  readonly group?: readonly string[];
  /** The field that makes two records one, where it is not what the object has by nature. */
  readonly key?: string;
}

/** Where a field's text comes from and what it means. */
export interface Source {
  /** Text with headers in braces: `{姓}{名}`. Without braces a constant. */
  readonly from: string;
  /** Where all of the headers are blank; null: nothing, whatever new records start with. */
  readonly default?: string | null;
  /** What the file writes → what is meant; null: nothing. */
  readonly as?: Readonly<Record<string, string | null>>;
  /** A number that names something: `13085.0` is 13085. */
  readonly whole?: boolean;
  /** Of a day or moment: `DD-MM-YY HH:mm`. */
  readonly format?: string;
  /** Of an amount: an ISO code, or a header in braces. Absent: the organisation's own. */
  readonly currency?: string;
  /** Multiplies an amount, as `{Quantity}` does a price. */
  readonly times?: string;
  /** Divides an amount, as `{Quantity}` does a total. */
  readonly over?: string;
  /** Adds up the rows of a record; else its first row speaks. */
  readonly sum?: boolean;
  /** Of a reference: the field of its target that the text names; else whichever of its keys matches. */
  readonly by?: string;
}

export interface Target {
  readonly field: FieldModel;
  /** The column of a `lines` field. */
  readonly column: string | null;
  readonly source: Source;
}

/** Every column of a wide sheet, and more than anybody fills. */
const MAX_TARGETS = 300;

const HEADER = /\{([^{}]+)\}/g;

/** Text and headers by turns: `{姓} {名}` is `["", "姓", " ", "名", ""]`. Asked for every cell, and there are few. */
const templates = new Map<string, readonly string[]>();

function partsOf(text: string): readonly string[] {
  let parts = templates.get(text);
  if (!parts) {
    parts = text.split(HEADER);
    if (templates.size > 1_000) templates.clear();
    templates.set(text, parts);
  }
  return parts;
}

export const headersIn = (text: string): readonly string[] =>
  partsOf(text).filter((_, index) => index % 2 === 1);

export const fillIn = (text: string, cell: (header: string) => string): string =>
  partsOf(text).reduce((filled, part, index) => filled + (index % 2 === 1 ? cell(part) : part), "");

export function targetsOf(mapping: Mapping, object: ObjectModel): readonly Target[] {
  const plain = Object.entries(mapping.columns).filter(([, name]) => name !== null) as [
    string,
    string,
  ][];
  const sources = new Map<string, Source>([
    ...plain.map(([header, name]) => [name, { from: `{${header}}` }] as const),
    ...Object.entries(mapping.fields ?? {}),
  ]);
  for (const [name, constant] of Object.entries(constantsOf(mapping))) {
    const source = sources.get(name);
    sources.set(name, source ? { default: constant, ...source } : { from: constant ?? "" });
  }
  return [...sources].map(([name, source]) => {
    const [field = "", column = null] = name.split(".");
    return { field: object.fields.get(field)!, column, source };
  });
}

/** What the rows that name none get. */
function constantsOf({ owner, unit, tags }: Mapping): Readonly<Record<string, string | null>> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(unit === undefined ? {} : { unit }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: tags.join(",") }),
  };
}

/** Unknown → mapping, with every problem named. `headers`: those of the file. */
export function parseMapping(
  input: unknown,
  object: ObjectModel,
  headers: readonly string[],
): Mapping {
  const problems: Problem[] = [];
  const {
    columns = {},
    fields = {},
    duplicates = "skip",
    owner,
    unit,
    tags,
    group,
    key,
  } = (input ?? {}) as Record<string, unknown>;
  const known = new Set(headers);
  const needHeaders = (text: unknown, path: string): void => {
    for (const header of headersIn(String(text)))
      if (!known.has(header))
        problems.push(problem(path, "unknown_field", { field: header.slice(0, 60) }));
  };
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (
    !isRecord(columns) ||
    !isRecord(fields) ||
    Object.keys(columns).length + Object.keys(fields).length > MAX_TARGETS
  ) {
    throw badRequest([problem("mapping", "bad_request")]);
  }
  for (const [header, name] of Object.entries(columns)) {
    if (name === null) continue;
    needHeaders(`{${header}}`, "columns");
    checkTarget(name, object, `columns.${header}`, problems);
  }
  for (const [name, source] of Object.entries(fields)) {
    checkTarget(name, object, `fields.${name}`, problems);
    if (!isSource(source)) problems.push(problem(`fields.${name}`, "bad_request"));
    else
      for (const text of [source.from, source.currency, source.times, source.over])
        needHeaders(text ?? "", `fields.${name}`);
  }
  if (!["skip", "update", "flag"].includes(String(duplicates)))
    problems.push(problem("duplicates", "bad_request"));
  if (group !== undefined && !isTexts(group)) problems.push(problem("group", "not_list"));
  else
    for (const header of (group as string[] | undefined) ?? []) needHeaders(`{${header}}`, "group");
  if (tags !== undefined && !isTexts(tags)) problems.push(problem("tags", "not_list"));
  if (key !== undefined && !object.fields.has(String(key)))
    problems.push(problem("key", "unknown_field", { field: String(key).slice(0, 60) }));
  if (problems.length > 0) throw badRequest(problems);
  return {
    columns,
    fields,
    duplicates,
    ...(owner === undefined ? {} : { owner: owner === null ? null : String(owner) }),
    ...(unit === undefined || unit === null ? {} : { unit: String(unit) }),
    ...(tags === undefined ? {} : { tags }),
    ...(group === undefined ? {} : { group }),
    ...(key === undefined ? {} : { key: String(key) }),
  } as Mapping;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === "string");

const SHAPE: Readonly<Record<keyof Source, (value: unknown) => boolean>> = {
  from: (value) => typeof value === "string",
  default: (value) => value === null || typeof value === "string",
  as: (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => one === null || typeof one === "string"),
  whole: (value) => typeof value === "boolean",
  format: (value) => typeof value === "string" && value.length <= 40,
  currency: (value) => typeof value === "string",
  times: (value) => typeof value === "string",
  over: (value) => typeof value === "string",
  sum: (value) => typeof value === "boolean",
  by: (value) => typeof value === "string",
};

function isSource(value: unknown): value is Source {
  if (typeof value !== "object" || value === null || typeof (value as Source).from !== "string")
    return false;
  return Object.entries(value).every(
    ([name, part]) => Object.hasOwn(SHAPE, name) && SHAPE[name as keyof Source](part),
  );
}

function checkTarget(input: unknown, object: ObjectModel, path: string, problems: Problem[]): void {
  const [name = "", column] = String(input).split(".");
  const field = object.fields.get(name);
  if (!field || (column !== undefined && !field.declaration.columns?.[column])) {
    problems.push(problem(path, "unknown_field", { field: String(input).slice(0, 60) }));
  } else if (field.declaration.readOnly) problems.push(problem(path, "read_only"));
}
