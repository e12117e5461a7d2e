/**
 * How a file's columns become records: data, kept with the job and remembered for the next file with the same headers.
 * The whole type stands in the contract, for what a test's mapping file says an administrator's may say too.
 */
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { ImportMapping as Mapping, ImportSource as Source } from "../http/contract.ts";
import type { Companion } from "./companion.ts";

export type { ImportMapping as Mapping, ImportSource as Source } from "../http/contract.ts";

export interface Target {
  readonly field: FieldModel;
  /** The column of a `lines` field. */
  readonly column: string | null;
  readonly source: Source;
}

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

/** What fills the object's own fields. */
export function targetsOf(mapping: Mapping, object: ObjectModel): readonly Target[] {
  const plain = Object.entries(mapping.columns).filter(([, name]) => name !== null) as [
    string,
    string,
  ][];
  const sources = new Map<string, Source>([
    ...plain.map(([header, name]) => [name, { from: `{${header}}` }] as const),
    ...Object.entries(mapping.fields ?? {}),
  ]);
  for (const [name, constant] of Object.entries(constantsOf(mapping, object))) {
    const source = sources.get(name);
    sources.set(name, source ? { default: constant, ...source } : { from: constant ?? "" });
  }
  return [...sources].flatMap(([name, source]) => {
    const [first = "", column = null] = name.split(".");
    const field = object.fields.get(first);
    return field ? [{ field, column, source }] : [];
  });
}

/** What the rows that name none get. A unit stands in no other unit, but below one. */
function constantsOf(
  { owner, unit, tags }: Mapping,
  object: ObjectModel,
): Readonly<Record<string, string | null>> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(unit === undefined ? {} : { [object.name === "unit" ? "parent" : "unit"]: unit }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: tags.join(",") }),
  };
}

/** The part of a mapping that is about what rows bring along, in that object's own words; null where they bring nothing. */
export function mappingOfCompanion(mapping: Mapping, { object }: Companion): Mapping | null {
  const prefix = `${object.name}.`;
  const columns = Object.entries(mapping.columns).flatMap(([header, name]) =>
    name?.startsWith(prefix) ? [[header, name.slice(prefix.length)]] : [],
  );
  const fields = Object.entries(mapping.fields ?? {}).flatMap(([name, source]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), source]] : [],
  );
  if (columns.length + fields.length === 0) return null;
  return {
    columns: Object.fromEntries(columns),
    fields: Object.fromEntries(fields),
    duplicates: "skip",
  };
}
