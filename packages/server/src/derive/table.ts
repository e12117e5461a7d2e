/**
 * Declaration → table. It drafts a migration and is compared with the migrated database by a test; migrations themselves
 * are frozen text and never import a declaration.
 */
import { FIELD_MODULES } from "../fields/registry.ts";
import {
  COMMON_FIELDS,
  type FieldDeclaration,
  type ObjectDeclaration,
} from "../objects/declaration.ts";
import { snakeCase } from "./model.ts";

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly extra: string;
}

/** Set by the database where nobody says. */
const DEFAULTS: Readonly<Record<string, string>> = {
  created_at: "not null default statement_timestamp()",
  updated_at: "not null default statement_timestamp()",
};

export function tableColumns(declaration: ObjectDeclaration): readonly TableColumn[] {
  const fields = { ...declaration.fields, ...COMMON_FIELDS } as Record<string, FieldDeclaration>;
  const declared = Object.entries(fields).flatMap(([name, field]) =>
    Object.entries(FIELD_MODULES[field.type].columns).map(([suffix, type]) => {
      const column = snakeCase(name) + suffix;
      return { name: column, type, extra: DEFAULTS[column] ?? "" };
    }),
  );
  return [
    { name: "id", type: "uuid", extra: "primary key" },
    { name: "version", type: "integer", extra: "not null default 1" },
    { name: "deleted_at", type: "timestamptz(3)", extra: "" },
    { name: "custom", type: "jsonb", extra: "not null default '{}'" },
    ...declared,
  ];
}

/** A child finds what it follows, and few rows point to one record. */
const isPointer = ({ type }: FieldDeclaration): boolean => type === "reference";

/** Posts reach records by who handles them and where they happened, too. */
const isPlace = ({ type, readOnly }: FieldDeclaration): boolean =>
  (type === "unit" || type === "person") && !readOnly;

/** True if an index begins with the field: `owner`, `unit`, what a child follows, where and by whom something is handled. */
export function isIndexed({ fields }: ObjectDeclaration, name: string): boolean {
  const field = fields[name];
  return name === "owner" || name === "unit" || (!!field && (isPointer(field) || isPlace(field)));
}

/**
 * Few enough that writes stay fast (at most 12 a table): the order lists are read in, per owner, per unit and plain, and
 * the other orders that are often asked for, per unit (those of all are merged from the units'); what a child follows;
 * what is unique; what duplicates are looked for by.
 */
export function tableIndexes(declaration: ObjectDeclaration): readonly string[] {
  const table = snakeCase(declaration.name);
  const index = (
    name: string,
    columns: string,
    where = "deleted_at is null",
    unique = "",
  ): string =>
    `create ${unique}index "${table}_by_${name}" on "${table}" (${columns}) where ${where};`;
  const fields = Object.entries(declaration.fields) as [string, FieldDeclaration][];
  const columns = (isMeant: (field: FieldDeclaration) => boolean | undefined): readonly string[] =>
    fields.filter(([, field]) => isMeant(field)).map(([name]) => snakeCase(name));
  const order = orderOf(declaration, declaration.list.sort.field);
  return [
    ...listOrders(declaration).map(([name, columns]) => index(name, columns)),
    // Hardly ever written, for a live record is not in it.
    index("trash", "deleted_at", "deleted_at is not null"),
    ...columns(isPointer).map((column) =>
      index(
        column,
        `"${column}", created_at, id`,
        `deleted_at is null and "${column}" is not null`,
      ),
    ),
    ...columns(isPlace).map((column) =>
      index(column, `"${column}", ${order}`, `deleted_at is null and "${column}" is not null`),
    ),
    ...columns(({ unique }) => unique).map((column) =>
      index(
        `${column}_unique`,
        `"${column}"`,
        `deleted_at is null and "${column}" is not null`,
        "unique ",
      ),
    ),
    ...columns(({ type, search }) => type === "phone" && search).map((column) =>
      index(column, `"${column}"`, `deleted_at is null and "${column}" is not null`),
    ),
  ];
}

/** Names and columns of the indexes that nothing but the order of lists is kept for. */
function listOrders(declaration: ObjectDeclaration): readonly (readonly [string, string])[] {
  const { sort, sorts = [] } = declaration.list;
  const order = orderOf(declaration, sort.field);
  return [
    ["owner_list", `owner, ${order}`],
    ["unit_list", `unit, ${order}`],
    ["list", order],
    ...sorts.map(
      (name) => [`unit_${snakeCase(name)}`, `unit, ${orderOf(declaration, name)}`] as const,
    ),
    ...sorts
      .filter(isNeverEmpty)
      .map((name) => [snakeCase(name), orderOf(declaration, name)] as const),
  ];
}

export const listIndexNames = (declaration: ObjectDeclaration): readonly string[] =>
  listOrders(declaration).map(([name]) => `${snakeCase(declaration.name)}_by_${name}`);

/** Set by the system on every record. */
export const isNeverEmpty = (name: string): boolean => name === "createdAt" || name === "updatedAt";

/** What lists order by for a field, as SQL over the table's own columns: as `gate/sort.ts` writes its keys. Never NULL. */
export function orderKey({ fields }: ObjectDeclaration, name: string): string {
  const column = snakeCase(name);
  if (isNeverEmpty(name)) return column;
  return `coalesce("${column}", ${FIELD_MODULES[fields[name]!.type].smallest})`;
}

const orderOf = (declaration: ObjectDeclaration, name: string): string =>
  `${orderKey(declaration, name)}, id`;

/**
 * What the order of a list by a field is kept for: `each` owner, unit and place; each `unit` and altogether; each `unit`
 * alone. Null: for nothing.
 */
export function orderKept(
  { list: { sort, sorts } }: ObjectDeclaration,
  name: string,
): "each" | "unit and all" | "unit" | null {
  if (name === sort.field) return "each";
  if (!sorts?.includes(name)) return null;
  return isNeverEmpty(name) ? "unit and all" : "unit";
}

export function tableSql(declaration: ObjectDeclaration): string {
  const columns = tableColumns(declaration).map(({ name, type, extra }) =>
    `  "${name}" ${type} ${extra}`.trimEnd(),
  );
  const table = `create table "${snakeCase(declaration.name)}" (\n${columns.join(",\n")}\n);`;
  return [table, ...tableIndexes(declaration)].join("\n");
}
