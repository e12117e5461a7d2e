/** What every persona asks. */
import { buildModel, objectNamed } from "../../packages/server/src/derive/model.ts";
import { OBJECTS } from "../../packages/server/src/objects/registry.ts";

export const PAGE = 50;

export interface Question {
  readonly name: string;
  readonly object: "customer" | "order";
  /** Which page of fifty, newest first; "count" asks how many there are on all. */
  readonly page: number | "count";
  /** Words that must all be found in a name, a company, a phone number … of the customer. */
  readonly search?: string;
  /** Every field of a row instead of the columns that the list's screen shows. */
  readonly isWhole?: boolean;
  /** Asked of ours and of what is written by hand alone, for the others are as slow as elsewhere. */
  readonly isOfTwo?: boolean;
}

export const FIRST_PAGE: Question = { name: "first page", object: "customer", page: 1 };

export const QUESTIONS: readonly Question[] = [
  FIRST_PAGE,
  {
    name: "first page, every field",
    object: "customer",
    page: 1,
    isWhole: true,
    isOfTwo: true,
  },
  { name: "fiftieth page", object: "customer", page: 50 },
  { name: "search 李娜", object: "customer", page: 1, search: "李娜" },
  {
    name: "search Anna Bauer",
    object: "customer",
    page: 1,
    search: "Anna Bauer",
    isOfTwo: true,
  },
  { name: "search phone 4567", object: "customer", page: 1, search: "4567", isOfTwo: true },
  { name: "orders", object: "order", page: 1, isOfTwo: true },
  { name: "count", object: "customer", page: "count" },
];

const MODEL = buildModel(Object.values(OBJECTS));

/** The fields whose cells are asked for; undefined for all. */
export const fieldsOf = ({ object, isWhole }: Question): readonly string[] | undefined =>
  isWhole ? undefined : OBJECTS[object]!.list.columns;

/** The columns that hold them, and what a page goes on by; undefined for all. */
export function columnsOf(question: Question): readonly string[] | undefined {
  const { fields, declaration } = objectNamed(MODEL, question.object);
  const names = fieldsOf(question);
  if (!names) return undefined;
  const columns = [...names, declaration.list.sort.field].flatMap(
    (name) => fields.get(name)!.columns,
  );
  return [...new Set(["id", "version", ...columns])];
}
