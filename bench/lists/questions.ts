/** What every persona asks. */

export const PAGE = 50;

export interface Question {
  readonly name: string;
  readonly object: "customer" | "order";
  /** Which page of fifty, newest first; "count" asks how many there are on all. */
  readonly page: number | "count";
  /** Words that must all be found in a name, a company, a phone number … of the customer. */
  readonly search?: string;
}

export const FIRST_PAGE: Question = { name: "first page", object: "customer", page: 1 };

export const QUESTIONS: readonly Question[] = [
  FIRST_PAGE,
  { name: "fiftieth page", object: "customer", page: 50 },
  { name: "search 李娜", object: "customer", page: 1, search: "李娜" },
  { name: "search Anna Bauer", object: "customer", page: 1, search: "Anna Bauer" },
  { name: "search phone 4567", object: "customer", page: 1, search: "4567" },
  { name: "orders", object: "order", page: 1 },
  { name: "count", object: "customer", page: "count" },
];
