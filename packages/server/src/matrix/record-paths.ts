/** The paths that ask about one record, try to change it, or ask what there is to know at all. */
import { v7 as uuid } from "uuid";
import type { FieldModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { named, presented } from "./answers.ts";
import { MEANINGS } from "./meaning.ts";
import { refused, unseen, type Path, type Place, type Question } from "./path.ts";
import type { RawRow, SeenRow } from "./reference.ts";

const viewOf = ({ reader, object }: Place): readonly SeenRow[] => reader.view(object.name);

/** Ids that must all be answered alike: of hidden records, of deleted ones, of other objects, of nothing. */
function guesses(place: Place): readonly string[] {
  const { data, object } = place;
  const hidden = unseen(place)
    .slice(0, 2)
    .map(({ raw }) => raw.id);
  const gone = data.rows
    .get(object.name)!
    .filter(({ deleted }) => deleted)
    .slice(0, 1)
    .map(({ id }) => id);
  const other = data.rows.get(object.name === "unit" ? "role" : "unit")![0]!.id;
  return [...hidden, ...gone, other, uuid(), "not-an-id"];
}

/** Writes cost more than reads: one of each kind is asked about somewhere. */
const fewGuesses = (place: Place): readonly string[] =>
  guesses(place).filter(() => place.random.chance(0.3));

/** A deleted record that the reader may not bring back. */
function outOfReach({ data, object, reader }: Place): readonly string[] {
  const mine = new Set(reader.trash(object.name).map(({ raw }) => raw.id));
  return data.rows
    .get(object.name)!
    .filter(({ id, deleted }) => deleted && !mine.has(id))
    .slice(0, 1)
    .map(({ id }) => id);
}

const some = (place: Place, count: number): readonly SeenRow[] =>
  viewOf(place)
    .toSorted(() => place.random.next() - 0.5)
    .slice(0, count);

export const get: Path = {
  name: "get",
  questions(place) {
    const { object, reader } = place;
    const show = (row: SeenRow) => ({ record: presented(reader, object, row) });
    const look = (answer: { record?: unknown }) =>
      answer.record ? { record: answer.record } : answer;
    return [
      ...some(place, 2).map((row): Question => ({
        verb: "get",
        body: { id: row.raw.id },
        expected: show(row),
        look,
        leaky: () => ({
          record: { ...(show(row).record as object), values: Object.fromEntries(row.raw.cells) },
        }),
      })),
      ...guesses(place).map((id): Question => ({
        verb: "get",
        body: { id },
        expected: refused("not_found"),
        look,
        leaky: () => refused("forbidden"),
      })),
    ];
  },
};

export const history: Path = {
  name: "history",
  questions(place) {
    const { object, reader } = place;
    return [
      ...some(place, 2).map((row): Question => {
        const decision =
          "history" in object.declaration.actions
            ? reader.decide(object.name, "history", row.raw)
            : null;
        const versions = (open: boolean) =>
          [2, 1].map((version) => ({
            version,
            changes: changesOf(place, row.raw, decision?.actLevels ?? {}, open),
          }));
        const expected = decision?.allow ? versions(false) : refused("forbidden");
        return {
          verb: "history",
          body: { id: row.raw.id },
          expected: isWritten(place) ? expected : decision?.allow ? [] : refused("forbidden"),
          look: (answer: { versions?: readonly { version: number; changes: unknown }[] }) =>
            answer.versions?.map(({ version, changes }) => ({ version, changes })) ?? answer,
          ...(isWritten(place) ? { leaky: () => ({ versions: versions(true) }) } : {}),
        };
      }),
      ...fewGuesses(place).map((id): Question => ({
        verb: "history",
        body: { id },
        expected: refused("not_found"),
        leaky: () => ({ versions: [] }),
      })),
    ];
  },
};

/** The enterprise writes no history of what it finds there. */
const FOUND: ReadonlySet<string> = new Set([
  "unit",
  "person",
  "post",
  "group",
  "groupMember",
  "role",
  "assignment",
]);
const isWritten = ({ object }: Place): boolean => !FOUND.has(object.name);

function changesOf(
  place: Place,
  raw: RawRow,
  levels: Readonly<Record<string, string>>,
  open: boolean,
): readonly unknown[] {
  const { object, reader } = place;
  const UNCHANGED: ReadonlySet<string> = new Set(["createdBy", "updatedAt"]);
  const cellOf = (field: FieldModel, isMasked: boolean): Json => {
    const cell = raw.cells.get(field.name) ?? null;
    return isMasked ? MEANINGS[field.declaration.type].mask(cell) : cell;
  };
  return [...object.fields.values()].flatMap((field) => {
    const level = open ? "plain" : (levels[field.name] ?? "absent");
    if (
      UNCHANGED.has(field.name) ||
      (raw.cells.get(field.name) ?? null) === null ||
      level === "absent"
    )
      return [];
    return [
      {
        field: field.name,
        before: null,
        after: named(reader, field, cellOf(field, level === "masked")),
        masked: level === "masked",
      },
    ];
  });
}

export const reveal: Path = {
  name: "reveal",
  questions(place) {
    const { object, reader } = place;
    return some(place, 2).flatMap((row) => {
      const decision =
        "reveal" in object.declaration.actions
          ? reader.decide(object.name, "reveal", row.raw)
          : null;
      const dim = [...object.fields.values()]
        .filter(({ name }) => row.decision.levels[name] !== "plain")
        .slice(0, 3);
      return dim.map((field): Question => {
        const value = row.raw.cells.get(field.name) ?? null;
        const isOpen = decision?.allow && decision.fields.includes(field.name);
        const expected = !reader.knows(object.name, field)
          ? refused("bad_request")
          : isOpen
            ? { value }
            : refused("forbidden");
        return {
          verb: "reveal",
          body: { id: row.raw.id, field: field.name, reason: "matrix" },
          expected,
          ...(isOpen ? {} : { leaky: () => ({ value }) }),
        };
      });
    });
  },
};

/** A closed cell answers the right guess and the wrong one alike. */
export const guessByEditing: Path = {
  name: "update",
  questions(place) {
    const { object, reader } = place;
    const closed = some(place, 2).flatMap((row) => {
      const isClosed = ({ name, writtenBy, declaration }: FieldModel) =>
        !declaration.readOnly &&
        reader.knows(object.name, object.fields.get(name)!) &&
        row.decision.levels[name] !== "plain" &&
        (!(writtenBy in object.declaration.actions) ||
          !reader.decide(object.name, writtenBy, row.raw).write.includes(name));
      const field = [...object.fields.values()].filter(
        (one) => isClosed(one) && (row.raw.cells.get(one.name) ?? null) !== null,
      )[0];
      return field ? [{ row, field }] : [];
    });
    const { version } = { version: 1 };
    return [
      ...closed.map(({ row, field }): Question => ({
        verb: "update",
        body: {
          id: row.raw.id,
          version: row.raw.version,
          values: { [field.name]: row.raw.cells.get(field.name) },
        },
        expected: refused("forbidden"),
        leaky: () => ({ record: { id: row.raw.id } }),
      })),
      ...fewGuesses(place).map((id): Question => ({
        verb: "update",
        body: { id, version, values: {} },
        expected: refused("not_found"),
        leaky: () => refused("stale"),
      })),
    ];
  },
};

export const remove: Path = {
  name: "delete",
  questions(place) {
    const { object, reader } = place;
    const kept = viewOf(place).filter(
      ({ raw }) =>
        !("delete" in object.declaration.actions) ||
        !reader.decide(object.name, "delete", raw).allow,
    );
    return [
      ...kept.slice(0, 2).map(({ raw: { id, version } }): Question => ({
        verb: "delete",
        body: { id, version },
        expected: refused("forbidden"),
        leaky: () => ({ id, version: version + 1 }),
      })),
      ...fewGuesses(place).map((id): Question => ({
        verb: "delete",
        body: { id, version: 1 },
        expected: refused("not_found"),
        leaky: () => ({ id, version: 2 }),
      })),
      ...outOfReach(place).map((id): Question => ({
        verb: "restore",
        body: { id, version: 1 },
        expected: refused("not_found"),
        leaky: () => ({ id, version: 2 }),
      })),
    ];
  },
};

export const bulk: Path = {
  name: "bulk",
  questions(place) {
    const ids = fewGuesses(place).filter((id) => id !== "not-an-id");
    const gone = outOfReach(place);
    return [
      { ids, action: place.random.pick(["update", "delete"]), values: {} },
      { ids: gone, action: "restore", versions: gone.map(() => 1) },
    ].map((body) => ({
      verb: "bulk",
      body,
      expected: results(body.ids, false),
      look: (answer: {
        results?: readonly { id: string; ok: boolean; error?: { code: string } }[];
      }) =>
        answer.results?.map(({ id, ok, error }) => ({
          id,
          ok,
          ...(error ? { error: error.code } : {}),
        })) ?? answer,
      leaky: () => ({ results: results(body.ids, true) }),
    }));
  },
};

const results = (ids: readonly string[], ok: boolean) =>
  ids.map((id) => (ok ? { id, ok } : { id, ok, error: "not_found" }));

/** A secret field is spoken of exactly as one that was never there. */
export const errors: Path = {
  name: "error texts",
  questions(place) {
    const { object, reader } = place;
    const secrets = [...object.fields.values()]
      .filter((field) => !reader.knows(object.name, field))
      .map(({ name }) => name);
    return secrets.flatMap((name) => {
      const problem = (path: string) => [{ path, code: "unknown_field" }];
      const ask = (
        verb: string,
        body: (field: string) => Record<string, unknown>,
        path: string,
      ): Question => ({
        verb,
        body: body(name),
        expected: refused("bad_request", problem(path)),
        leaky: () => refused("forbidden", [{ path, code: "closed_field" }]),
      });
      return [
        ask("list", (field) => ({ filter: { field, op: "isEmpty" } }), "filter.field"),
        ask("list", (field) => ({ sort: [{ field, direction: "asc" }] }), "sort.0.field"),
        ask(
          "count",
          (field) => ({ filter: { or: [{ field, op: "isEmpty" }] } }),
          "filter.or.0.field",
        ),
        ask("aggregate", (field) => ({ group: [field], measures: [{ op: "count" }] }), "group.0"),
        ask(
          "aggregate",
          (field) => ({ group: [], measures: [{ op: "min", field }] }),
          "measures.0.field",
        ),
        ask("create", (field) => ({ values: { [field]: "x" } }), name),
      ];
    });
  },
};

/** What the registry tells: objects one may see, names one may know. */
export const meta: Path = {
  name: "meta",
  questions(place) {
    const { object, reader, data } = place;
    const known = [...object.fields.values()]
      .filter((field) => reader.knows(object.name, field))
      .map(({ name }) => name);
    const all = data.model.objects.get(object.name)!.fields;
    const isSeen = viewOf(place).length > 0;
    if (!isSeen) return [];
    return [
      {
        verb: "meta",
        body: {},
        expected: known,
        look: (fields: readonly string[]) => fields,
        ...(known.length < all.size ? { leaky: () => [...all.keys()] } : {}),
      },
    ];
  },
};

/** What the description of the API tells of one object: null where it tells nothing. */
interface Described {
  readonly schema: readonly string[] | null;
  readonly verbs: readonly string[];
  /** Names of fields in bodies. */
  readonly bodies: readonly string[];
}

const ACTION_OF: Readonly<Record<string, string>> = {
  list: "view",
  count: "view",
  aggregate: "view",
  get: "view",
  timeline: "view",
  explain: "view",
  whoCanSee: "view",
  probe: "probe",
  lookUp: "lookUp",
  create: "create",
  update: "edit",
  bulk: "edit",
  delete: "delete",
  restore: "restore",
  trash: "restore",
  reveal: "reveal",
  history: "history",
  export: "export",
  print: "export",
};

/** Of objects with files that the reader may read somewhere. */
const FILE_ACTIONS: typeof ACTION_OF = { files: "view", removeFile: "edit", restoreFile: "edit" };

/**
 * The description of the API: of objects that no permit opens it knows nothing; of others the fields that the reader may
 * know, every verb that some record allows, and none that no permit names.
 */
export const openApi: Path = {
  name: "OpenAPI",
  questions(place) {
    const { object, reader, data } = place;
    const all = [...object.fields.values()];
    const known = all.filter((field) => reader.knows(object.name, field)).map(({ name }) => name);
    const isNamed = (action: string) => reader.isPermitted(object.name, action);
    const rows = data.rows.get(object.name)!;
    const mayDo = (action: string): boolean =>
      Object.hasOwn(object.declaration.actions, action) &&
      rows.some(
        (row) =>
          row.deleted === (action === "restore") && reader.decide(object.name, action, row).allow,
      );
    if (isNamed("view") && !mayDo("view")) return [];
    const files = known.filter((name) => object.fields.get(name)!.declaration.type === "files");
    const readsFiles = reader
      .view(object.name)
      .some(({ decision }) => files.some((name) => decision.levels[name] === "plain"));
    const mayHave = files.length > 0 ? { ...ACTION_OF, ...FILE_ACTIONS } : ACTION_OF;
    const mustHave = readsFiles ? mayHave : ACTION_OF;
    const judge = ({ schema, verbs, bodies }: Described) => ({
      schema,
      missing: Object.keys(mustHave).filter(
        (verb) => mustHave[verb] !== "create" && mayDo(mustHave[verb]!) && !verbs.includes(verb),
      ),
      tooMany: verbs.filter((verb) => !Object.hasOwn(mayHave, verb) || !isNamed(mayHave[verb]!)),
      strange: bodies.filter((name) => !known.includes(name)),
    });
    const schema = isNamed("view") ? known : null;
    const hole: Described = { schema: all.map(({ name }) => name), verbs: ["get"], bodies: [] };
    return [
      {
        verb: "openApi",
        body: {},
        expected: { schema, missing: [], tooMany: [], strange: [] },
        look: judge,
        ...(schema === null || known.length < all.length ? { leaky: () => hole } : {}),
      },
    ];
  },
};

export const RECORD_PATHS: readonly Path[] = [
  get,
  history,
  reveal,
  guessByEditing,
  remove,
  bulk,
  errors,
  meta,
  openApi,
];
