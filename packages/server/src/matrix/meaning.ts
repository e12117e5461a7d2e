/**
 * What filters, order, search and masks mean, written out in plain JavaScript over canonical cells: the second opinion
 * that every SQL expression of the field modules is held against. A cell is null where the reader sees nothing.
 */
import type { Operator } from "../http/contract.ts";
import type { Json } from "../fields/module.ts";
import type { FieldTypeName } from "../objects/declaration.ts";

type Test = (cell: Json, operand: Json) => boolean;
type Operators = Readonly<Partial<Record<Operator, Test>>>;

export interface Meaning {
  readonly operators: Operators;
  /** What orders two cells; undefined where lists cannot be sorted by the type. */
  readonly order?: (cell: Json) => string | number | boolean;
  readonly mask: (cell: Json) => Json;
  /** Whether a searched word is found in the cell; undefined where search does not look. */
  readonly finds?: (cell: Json, word: string) => boolean;
  readonly measures?: boolean;
}

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Empty cells match nothing. */
const filled =
  (test: Test): Test =>
  (cell, operand) =>
    cell !== null && test(cell, operand);

const emptiness: Operators = {
  isEmpty: (cell) => cell === null,
  isNotEmpty: (cell) => cell !== null,
};

const equality: Operators = {
  ...emptiness,
  is: filled((cell, operand) => cell === operand),
  isNot: (cell, operand) => cell !== operand,
  anyOf: filled((cell, operand) => (operand as readonly Json[]).includes(cell)),
  noneOf: (cell, operand) => cell === null || !(operand as readonly Json[]).includes(cell),
};

/** Letters of the Latin alphabet match in either case; everything else matches itself. */
const folded = (text: Json): string =>
  String(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const contains: Test = (cell, operand) => folded(cell).includes(folded(operand));
const startsWith: Test = (cell, operand) => folded(cell).startsWith(folded(operand));

const ordering: Operators = {
  atLeast: filled((cell, operand) => cell! >= operand!),
  atMost: filled((cell, operand) => cell! <= operand!),
};

const hidden = (): Json => null;

const text: Meaning = {
  operators: { ...equality, contains: filled(contains), startsWith: filled(startsWith) },
  order: (cell) => Buffer.from(String(cell)).toString("hex"),
  mask: hidden,
  finds: contains,
};

const { order: _order, ...longText } = text;

const id: Meaning = { operators: equality, order: String, mask: hidden };

const number: Meaning = {
  operators: { ...equality, ...ordering },
  order: Number,
  mask: hidden,
  measures: true,
};

const list: Meaning = {
  operators: {
    ...emptiness,
    anyOf: filled((cell, operand) =>
      (cell as Json[]).some((one) => (operand as Json[]).includes(one)),
    ),
    noneOf: (cell, operand) =>
      cell === null || !(cell as Json[]).some((one) => (operand as Json[]).includes(one)),
  },
  mask: hidden,
};

const money =
  (test: (cell: bigint, operand: bigint) => boolean): Test =>
  (cell, operand) => {
    if (cell === null) return false;
    const [left, right] = [cell, operand] as unknown as [Money, Money];
    return left.currency === right.currency && test(BigInt(left.amount), BigInt(right.amount));
  };

const digits = (input: Json): string => String(input).replace(/\D/g, "");

export const MEANINGS: Readonly<Record<FieldTypeName, Meaning>> = {
  text,
  longText,
  country: text,
  currency: text,
  email: { ...text, mask: (cell) => `${Array.from(String(cell))[0]}***` },
  phone: {
    operators: {
      ...equality,
      contains: filled((cell, operand) => String(cell).includes(digits(operand))),
    },
    order: text.order!,
    mask: (cell) => `*******${String(cell).slice(-4)}`,
    finds: (cell, word) => digits(word).length >= 3 && String(cell).includes(digits(word)),
  },
  number,
  percent: number,
  money: {
    operators: {
      ...emptiness,
      is: money((cell, operand) => cell === operand),
      atLeast: money((cell, operand) => cell >= operand),
      atMost: money((cell, operand) => cell <= operand),
    },
    order: (cell) => Number((cell as unknown as Money).amount),
    mask: hidden,
    measures: true,
  },
  boolean: {
    operators: { ...emptiness, is: equality.is!, isNot: equality.isNot! },
    order: Boolean,
    mask: hidden,
  },
  date: {
    operators: {
      ...equality,
      ...ordering,
      after: filled((cell, operand) => cell! > operand!),
      before: filled((cell, operand) => cell! < operand!),
    },
    order: String,
    mask: hidden,
    measures: true,
  },
  time: {
    operators: {
      ...emptiness,
      after: filled((cell, operand) => cell! >= operand!),
      before: filled((cell, operand) => cell! < operand!),
    },
    order: String,
    mask: hidden,
    measures: true,
  },
  choice: { operators: equality, order: text.order!, mask: hidden },
  choices: list,
  tags: list,
  reference: id,
  person: id,
  // `within` needs the tree; whoever tests it brings one.
  unit: id,
  lines: { operators: emptiness, mask: hidden },
  files: { operators: emptiness, mask: hidden },
};
