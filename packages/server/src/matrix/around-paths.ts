/** The paths that tell about a record and its surroundings: timeline, scope line, explanations, who can see it. */
import { objectNamed } from "../derive/model.ts";
import { refused, unseen, type Path, type Place, type Question } from "./path.ts";
import type { Json } from "../fields/module.ts";

const someId = ({ reader, object, random }: Place): string | null => {
  const rows = reader.view(object.name);
  return rows.length === 0 ? null : random.pick(rows).raw.id;
};

const hiddenId = (place: Place): string | null => unseen(place)[0]?.raw.id ?? null;

/** Of a record that is not seen, nothing around it is told either. */
function refusedFor(
  place: Place,
  verb: string,
  rest: Readonly<Record<string, unknown>> = {},
): readonly Question[] {
  const id = hiddenId(place);
  return id === null || place.random.chance(0.5)
    ? []
    : [
        {
          verb,
          body: { id, ...rest },
          expected: refused("not_found"),
          leaky: () => refused("forbidden"),
        },
      ];
}

/** What a timeline is made of, besides changes. */
const SHOWN = ["followUp", "order", "ticket", "task", "storeVisit", "feedback"];

export const timeline: Path = {
  name: "timeline",
  questions(place) {
    const { object, reader, data } = place;
    const id = someId(place);
    if (id === null) return refusedFor(place, "timeline");
    const children = (isOpen: boolean): readonly string[] =>
      SHOWN.filter((name) => data.model.objects.has(name)).flatMap((name) => {
        const child = objectNamed(data.model, name);
        const field = [...child.fields.values()].find(
          ({ declaration }) =>
            declaration.type === "reference" && declaration.target === object.name,
        );
        if (!field) return [];
        const of = (cells: ReadonlyMap<string, Json>) => cells.get(field.name) === id;
        if (isOpen)
          return data.rows
            .get(name)!
            .filter(({ cells }) => of(cells))
            .map((row) => row.id);
        return reader
          .view(name)
          .filter(({ cells }) => of(cells))
          .map(({ raw }) => raw.id);
      });
    const expected = children(false).toSorted();
    // A page holds thirty items, changes among them.
    if (expected.length > 25) return [];
    const items = (ids: readonly string[]) => ({
      items: ids.map((one) => ({ kind: "record", row: { id: one } })),
    });
    const look = (answer: { items: readonly { kind: string; row: { id: string } }[] }) =>
      answer.items
        .filter(({ kind }) => kind === "record")
        .map(({ row }) => row.id)
        .toSorted();
    return [
      { verb: "timeline", body: { id }, expected, look, leaky: () => items(children(true)) },
      ...refusedFor(place, "timeline"),
    ];
  },
};

export const scope: Path = {
  name: "scope line",
  questions: ({ reader, object, data }) => [
    {
      verb: "scope",
      body: {},
      expected: reader.view(object.name).length,
      look: ({ count }: { count: number }) => count,
      leaky: () => ({ count: data.rows.get(object.name)!.length }),
    },
  ],
};

export const explanations: Path = {
  name: "explain",
  questions(place) {
    const { object, reader, random } = place;
    const action = random.pick(
      Object.keys(object.declaration.actions).filter(
        (name) => name !== "create" && name !== "import",
      ),
    );
    const id = someId(place);
    if (id === null) return refusedFor(place, "explain", { action });
    const row = reader.view(object.name).find(({ raw }) => raw.id === id)!;
    const { allow } = reader.decide(object.name, action, row.raw);
    return [
      {
        verb: "explain",
        body: { id, action },
        expected: allow,
        look: (answer: { allow: boolean }) => answer.allow,
        leaky: () => ({ allow: !allow }),
      },
      ...refusedFor(place, "explain", { action }),
    ];
  },
};

interface General {
  readonly allow: boolean;
  readonly steps: readonly { readonly assignment: { readonly unit: string | null } }[];
}

/** Of no record: what the reader's own roles say, by names that the reader sees. */
export const explainedInGeneral: Path = {
  name: "explain in general",
  questions({ data, object, reader, random }) {
    const action = random.pick(Object.keys(object.declaration.actions));
    const units = data.rows.get("unit")!.map(({ id, cells }) => ({
      name: cells.get("name") as string,
      isSeen: reader.titleOf("unit", id) !== null,
    }));
    const seen = new Set(units.flatMap(({ name, isSeen }) => (isSeen ? [name] : [])));
    const isNamed = reader.isPermitted(object.name, action);
    const isAllowed = data.rows
      .get(object.name)!
      .some((row) => !row.deleted && reader.decide(object.name, action, row).allow);
    const secret = [...object.fields.values()].find((field) => !reader.knows(object.name, field));
    const hole: General = {
      allow: !isAllowed,
      steps: units.map(({ name }) => ({ assignment: { unit: name } })),
    };
    return [
      {
        verb: "explain",
        body: { action },
        expected: { isTooMuch: false, isTooLittle: false, strange: [] },
        look: ({ allow, steps }: General) => ({
          isTooMuch: allow && !isNamed,
          isTooLittle: !allow && isAllowed,
          strange: steps.flatMap(({ assignment: { unit } }) =>
            unit === null || seen.has(unit) ? [] : [unit],
          ),
        }),
        ...(isAllowed || !isNamed || seen.size < units.length ? { leaky: () => hole } : {}),
      },
      ...(secret === undefined
        ? []
        : [
            {
              verb: "explain",
              body: { action, field: secret.name },
              expected: refused("bad_request", [{ path: "field", code: "unknown_field" }]),
              leaky: () => hole,
            },
          ]),
    ];
  },
};

export const whoCanSee: Path = {
  name: "who can see",
  questions(place) {
    const { object, reader, others, random } = place;
    const id = someId(place);
    // It asks the engine about everybody, so it is not asked everywhere.
    if (id === null || random.chance(0.8)) return refusedFor(place, "whoCanSee");
    const sees = (person: string) =>
      others
        .get(person)
        ?.view(object.name)
        .some(({ raw }) => raw.id === id) === true;
    const colleagues = reader
      .view("person")
      .filter(
        ({ cells, raw }) => cells.get("name") !== null && raw.cells.get("status") === "active",
      );
    const expected = colleagues
      .map(({ raw }) => raw.id)
      .filter(sees)
      .toSorted();
    return [
      {
        verb: "whoCanSee",
        body: { id },
        expected,
        look: ({ people }: { people: readonly { person: { id: string } }[] }) =>
          people.map(({ person }) => person.id).toSorted(),
        leaky: () => ({
          people: [...others.keys()]
            .filter((person) => !expected.includes(person))
            .map((person) => ({ person: { id: person } })),
        }),
      },
    ];
  },
};

export const AROUND_PATHS: readonly Path[] = [
  timeline,
  scope,
  explanations,
  explainedInGeneral,
  whoCanSee,
];
