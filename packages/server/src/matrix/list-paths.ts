/** The paths that ask about many records: lists and everything one does to them. */
import type { Operator } from "../http/contract.ts";
import type { FieldModel } from "../derive/model.ts";
import {
  finds,
  grouped,
  matches,
  ordered,
  presented,
  seen,
  trueCell,
  type Condition,
  type Measure,
  type Read,
  type SortKey,
} from "./answers.ts";
import { MEANINGS } from "./meaning.ts";
import {
  askedOf,
  everything,
  idsOf,
  rowIds,
  unseen,
  type Path,
  type Place,
  type Question,
} from "./path.ts";
import type { SeenRow } from "./reference.ts";

const PAGE = 200;

const defaultKeys = ({ object }: Place): readonly SortKey[] => [object.declaration.list.sort];

const viewOf = ({ reader, object }: Place): readonly SeenRow[] => reader.view(object.name);

export const knownFields = ({ object, reader }: Place): readonly FieldModel[] =>
  [...object.fields.values()].filter((field) => reader.knows(object.name, field));

/** Fields that this reader does not see in full on some row come first: that is where leaks are. */
export function byInterest(place: Place, fields: readonly FieldModel[]): readonly FieldModel[] {
  const rows = viewOf(place);
  const dim = fields.filter(({ name }) =>
    rows.some(({ decision }) => decision.levels[name] !== "plain"),
  );
  return [
    ...dim.toSorted(() => place.random.next() - 0.5),
    ...fields.toSorted(() => place.random.next() - 0.5),
  ];
}

export const list: Path = {
  name: "list",
  questions(place) {
    const { object, reader } = place;
    const show = (rows: readonly SeenRow[], read: Read) =>
      ordered(object, rows, defaultKeys(place), read).map((row) => presented(reader, object, row));
    const expected = { rows: show(viewOf(place), seen), next: null };
    const [hidden] = unseen(place);
    return [
      {
        verb: "list",
        body: { limit: PAGE },
        expected,
        look: ({ rows, next }: { rows: unknown; next: unknown }) => ({ rows, next }),
        ...(hidden
          ? {
              leaky: () => ({
                ...expected,
                rows: [...expected.rows, { id: hidden.raw.id, values: {} }],
              }),
            }
          : {}),
      },
    ];
  },
};

/** The same question; the hole shows a closed cell instead of a closed row. */
export const cells: Path = {
  name: "cells",
  onlyHole: true,
  questions(place) {
    const [question] = list.questions(place);
    const { rows, next } = question!.expected as {
      rows: readonly { id: string; values: object }[];
      next: null;
    };
    const raw = new Map(viewOf(place).map((row) => [row.raw.id, row]));
    const opened = rows.map((row) => ({
      ...row,
      values: { ...row.values, ...Object.fromEntries(raw.get(row.id)!.raw.cells) },
    }));
    const { leaky: _row, ...honest } = question!;
    return [{ ...honest, ...(rows.length > 0 ? { leaky: () => ({ rows: opened, next }) } : {}) }];
  },
};

export const pages: Path = {
  name: "sort and pages",
  questions(place) {
    const { object } = place;
    const sortable = byInterest(
      place,
      knownFields(place).filter(({ declaration }) => MEANINGS[declaration.type].order),
    );
    const wanted = sortable
      .slice(0, IS_DEEP && viewOf(place).length > 1 ? 3 : 1)
      .map((field, index): readonly SortKey[] => {
        const direction = index % 2 === 0 ? "asc" : "desc";
        const second = sortable[(index + 2) % sortable.length]!;
        return place.random.chance(0.5) || second === field
          ? [{ field: field.name, direction }]
          : [
              { field: field.name, direction },
              { field: second.name, direction: "asc" },
            ];
      });
    return wanted.map((sort) => ({
      verb: "pages",
      body: { sort, limit: 4 },
      expected: idsOf(ordered(object, viewOf(place), sort)),
      leaky: () => idsOf(ordered(object, viewOf(place), sort, trueCell)),
    }));
  },
};

const UNARY: ReadonlySet<Operator> = new Set(["isEmpty", "isNotEmpty"]);

/** What is asked for is taken from true cells, also those the reader does not see: that is what an attacker would guess. */
function operandFor(
  { random, data, object }: Place,
  { name, declaration }: FieldModel,
  op: Operator,
): unknown {
  if (UNARY.has(op)) return undefined;
  const known = data.rows
    .get(object.name)!
    .map(({ cells }) => cells.get(name) ?? null)
    .filter((cell) => cell !== null);
  const cell = random.pick(known.length > 0 ? known : [null]);
  if (cell === null) return null;
  if (op === "within") return random.pick(Object.keys(data.units));
  const { type } = declaration;
  if (op === "anyOf" || op === "noneOf") return Array.isArray(cell) ? cell.slice(0, 1) : [cell];
  if (op === "contains" || op === "startsWith") {
    const letters = [...String(cell)];
    const from = op === "startsWith" || type === "phone" ? 0 : random.below(letters.length);
    return (
      letters
        .slice(type === "phone" ? -5 : from, type === "phone" ? undefined : from + 3)
        .join("") || null
    );
  }
  return cell;
}

function leafFor(place: Place, op: Operator): Condition | null {
  const able = byInterest(
    place,
    knownFields(place).filter(({ module }) => Object.hasOwn(module.filters, op)),
  );
  for (const field of able.slice(0, 6)) {
    const value = operandFor(place, field, op);
    if (!UNARY.has(op) && value === null) continue;
    const condition: Condition = {
      field: field.name,
      op,
      ...(value === undefined ? {} : { value }),
    };
    const operand = field.module.parseOperand(value, op, field.declaration, "value");
    if ("value" in operand) return condition;
  }
  return null;
}

const OPERATORS: readonly Operator[] = [
  ...(["is", "isNot", "anyOf", "noneOf", "contains", "startsWith", "atLeast"] as const),
  ...(["atMost", "after", "before", "isEmpty", "isNotEmpty", "within"] as const),
];

/** The share of readers who are asked about each operator of an object; `LATCHKEY_MATRIX=1` asks them all, and more. */
const SHARE = Number(process.env["LATCHKEY_MATRIX"] ?? 0.1);
const IS_DEEP = SHARE >= 0.5;

function filtersOf(place: Place): readonly Condition[] {
  const asked = OPERATORS.filter(() =>
    place.random.chance(viewOf(place).length > 0 ? SHARE : SHARE / 3),
  );
  const leaves = asked.map((op) => leafFor(place, op)).filter((leaf) => leaf !== null);
  const some = () => leaves.filter(() => place.random.chance(0.3)).slice(0, 3);
  return [...leaves, { or: [...some(), { and: some() }] }, { and: [{ or: some() }, ...some()] }];
}

export const filters: Path = {
  name: "filter",
  questions: (place) =>
    filtersOf(place).map((filter) => {
      const answer = (read: Read) => {
        const rows = viewOf(place).filter((row) => matches(askedOf(place, read), filter, row));
        return {
          rows: ordered(place.object, rows, defaultKeys(place)).map(({ raw }) => ({ id: raw.id })),
        };
      };
      return {
        verb: "list",
        body: { filter, limit: PAGE },
        expected: rowIds(answer(seen)),
        look: rowIds,
        leaky: () => answer(trueCell),
      };
    }),
};

export const counts: Path = {
  name: "count",
  questions(place) {
    const [filter] = filtersOf(place).toReversed();
    const count = (rows: readonly SeenRow[], read: Read) => ({
      count: rows.filter((row) => matches(askedOf(place, read), filter!, row)).length,
    });
    return [
      {
        verb: "count",
        body: {},
        expected: { count: viewOf(place).length },
        leaky: () => ({ count: everything(place).length }),
      },
      {
        verb: "count",
        body: { filter },
        expected: count(viewOf(place), seen),
        leaky: () => count(viewOf(place), trueCell),
      },
    ];
  },
};

export const search: Path = {
  name: "search",
  questions(place) {
    const { object, data, random } = place;
    const searched = [...object.fields.values()].filter(({ declaration }) => declaration.search);
    const texts = data.rows
      .get(object.name)!
      .flatMap(({ cells }) =>
        searched.map(({ name }) => cells.get(name) ?? null).filter((cell) => cell !== null),
      );
    const words = Array.from({ length: IS_DEEP ? 3 : 1 }, (_, index) => {
      const text = String(random.pick(texts.length > 0 ? texts : ["x"]));
      return index === 0 ? text.slice(-5) : text.slice(0, 2 + random.below(6));
    });
    return [
      ...words,
      ...(IS_DEEP || random.chance(0.3) ? [random.pick(["%", "_", "\\", "李 '"])] : []),
      ...(IS_DEEP || random.chance(0.3) ? [random.pick(["zs", "lina", "WZ", "zhang"])] : []),
    ].map((word) => {
      const answer = (read: Read) => {
        const rows = viewOf(place).filter((row) => finds({ object, read }, word, row));
        return {
          rows: ordered(object, rows, defaultKeys(place)).map(({ raw }) => ({ id: raw.id })),
        };
      };
      return {
        verb: "list",
        body: { search: word, limit: PAGE },
        expected: rowIds(answer(seen)),
        look: rowIds,
        leaky: () => answer(trueCell),
      };
    });
  },
};

export const groups: Path = {
  name: "group and total",
  questions(place) {
    const { object, random } = place;
    const able = byInterest(place, knownFields(place));
    const groupable = able.filter(({ module }) => module.groupable);
    const measurable = able.filter(({ module }) => module.measures.length > 0);
    const measures = (count: number): readonly Measure[] => [
      { op: "count" },
      ...measurable
        .slice(0, count)
        .flatMap((field) =>
          field.module.measures.map((op): Measure => ({ op, field: field.name })),
        ),
    ];
    const asked = [
      { group: [], measures: measures(1) },
      { group: groupable.slice(0, 1).map(({ name }) => name), measures: measures(1) },
      {
        group: groupable.slice(1, 3).map(({ name }) => name),
        measures: [{ op: "count" } as Measure],
      },
      { group: [], measures: random.chance(0.5) ? measures(2).slice(1, 8) : measures(1) },
    ]
      .slice(IS_DEEP ? 0 : 1 + place.random.below(2))
      .filter(({ measures: some }) => some.length > 0 && some.length <= 8);
    return asked.map((body) => ({
      verb: "aggregate",
      body,
      expected: tidy({ groups: grouped(object, viewOf(place), body.group, body.measures) }),
      look: tidy,
      leaky: () => ({
        groups: grouped(object, viewOf(place), body.group, body.measures, trueCell),
      }),
    }));
  },
};

type Answered = {
  readonly groups?: readonly {
    readonly key: readonly unknown[];
    readonly values: readonly unknown[];
  }[];
};

/** In one order, sums of doubles to the digits that every order of adding gives; a total of nothing is no group. */
function tidy(answer: Answered): unknown {
  if (!answer.groups) return answer;
  const rough = (value: unknown): unknown => {
    if (typeof value === "number") return Number(value.toPrecision(9));
    return Array.isArray(value)
      ? value.toSorted((a: { currency: string }, b: { currency: string }) =>
          a.currency < b.currency ? -1 : 1,
        )
      : value;
  };
  const found = answer.groups.map(({ key, values }) => ({ key, values: values.map(rough) }));
  const isNothing = ({ key, values }: (typeof found)[number]) =>
    key.length === 0 &&
    values.every((one) => one === 0 || one === null || (Array.isArray(one) && one.length === 0));
  return found
    .filter((one) => !isNothing(one))
    .toSorted((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
}

/** Children of a record, as its page asks for them. */
export const related: Path = {
  name: "related lists",
  questions(place) {
    const { object, data, random } = place;
    const references = knownFields(place).filter(
      ({ declaration }) => declaration.type === "reference" && declaration.target,
    );
    return references.slice(0, IS_DEEP ? 4 : 1).flatMap((field): readonly Question[] => {
      const parents = data.rows.get(field.declaration.target!) ?? [];
      if (parents.length === 0) return [];
      const filter: Condition = { field: field.name, op: "is", value: random.pick(parents).id };
      const answer = (rows: readonly SeenRow[], read: Read) => ({
        rows: ordered(
          object,
          rows.filter((row) => matches(askedOf(place, read), filter, row)),
          defaultKeys(place),
        ).map(({ raw }) => ({ id: raw.id })),
      });
      return [
        {
          verb: "list",
          body: { filter, limit: PAGE },
          expected: rowIds(answer(viewOf(place), seen)),
          look: rowIds,
          leaky: () => answer(everything(place), trueCell),
        },
      ];
    });
  },
};

export const trash: Path = {
  name: "trash",
  questions(place) {
    const { object, reader, data } = place;
    const rows = reader.trash(object.name);
    const expected = {
      rows: ordered(object, rows, defaultKeys(place)).map((row) => presented(reader, object, row)),
    };
    const gone = data.rows.get(object.name)!.filter(({ deleted }) => deleted);
    const leaky =
      gone.length > rows.length ? { leaky: () => ({ rows: gone.map(({ id }) => ({ id })) }) } : {};
    return [
      {
        verb: "trash",
        body: { limit: PAGE },
        expected,
        look: ({ rows: found }: { rows: unknown }) => ({ rows: found }),
        ...leaky,
      },
    ];
  },
};

export const LIST_PATHS: readonly Path[] = [
  list,
  cells,
  pages,
  filters,
  counts,
  search,
  groups,
  related,
  trash,
];
