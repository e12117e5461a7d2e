/** Unknown → mapping. What a reader sends is checked against the object and the file, and every problem is named. */
import { badRequest, problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { ObjectModel } from "../derive/model.ts";
import type { Companion } from "./companion.ts";
import { headersIn, type Mapping, type Source } from "./mapping.ts";

/** Every column of a wide sheet, and more than anybody fills. */
const MAX_TARGETS = 300;

/** Where a mapping's fields may lie: in the object itself, or in what its rows may bring along. */
export interface Destination {
  readonly object: ObjectModel;
  readonly companion: Companion | null;
}

/** `headers`: those of the file. */
export function parseMapping(
  input: unknown,
  destination: Destination,
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
    for (const header of headersIn(textOf(text)))
      if (!known.has(header))
        problems.push(problem(path, "unknown_column", { column: header.slice(0, 60) }));
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
    checkTarget(name, destination, `columns.${header}`, problems);
  }
  for (const [name, source] of Object.entries(fields)) {
    checkTarget(name, destination, `fields.${name}`, problems);
    if (!isSource(source)) problems.push(problem(`fields.${name}`, "bad_request"));
    else
      for (const text of [source.from, source.currency, source.times, source.over])
        needHeaders(text ?? "", `fields.${name}`);
  }
  if (!["skip", "update", "flag"].includes(textOf(duplicates)))
    problems.push(problem("duplicates", "bad_request"));
  if (group !== undefined && !isTexts(group)) problems.push(problem("group", "not_list"));
  else
    for (const header of (group as string[] | undefined) ?? []) needHeaders(`{${header}}`, "group");
  if (tags !== undefined && !isTexts(tags)) problems.push(problem("tags", "not_list"));
  if (key !== undefined && !destination.object.fields.has(textOf(key)))
    problems.push(problem("key", "unknown_field", { field: textOf(key).slice(0, 60) }));
  if (problems.length > 0) throw badRequest(problems);
  return {
    columns,
    fields,
    duplicates,
    ...(owner === undefined ? {} : { owner: owner === null ? null : textOf(owner) }),
    ...(unit === undefined || unit === null ? {} : { unit: textOf(unit) }),
    ...(tags === undefined ? {} : { tags }),
    ...(group === undefined ? {} : { group }),
    ...(key === undefined ? {} : { key: textOf(key) }),
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
  spaces: (value) => typeof value === "string" && value.length <= 10,
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

function checkTarget(
  input: unknown,
  { object, companion }: Destination,
  path: string,
  problems: Problem[],
): void {
  const [name = "", column] = textOf(input).split(".");
  const isBrought = companion !== null && name === companion.object.name;
  const field = isBrought ? companion.object.fields.get(column ?? "") : object.fields.get(name);
  const columns = field?.declaration.columns ?? {};
  const isFilled = isBrought
    ? field !== companion.by
    : column === undefined || Object.hasOwn(columns, column);
  if (!field || !isFilled) {
    problems.push(problem(path, "unknown_field", { field: textOf(input).slice(0, 60) }));
  } else if (field.declaration.readOnly) problems.push(problem(path, "read_only"));
}
