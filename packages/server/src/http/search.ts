/**
 * `POST /api/search`: the same words asked of one object after the other, each through its list: nothing is found that
 * the reader's own lists do not show, and each leaves its line in the trail.
 *
 * Answers are ranked among the newest that a list gives. To rank all there are, a common word would have to be looked for
 * in every record, and whoever types a common word is about to type more of it.
 */
import { mayEver } from "@latchkey/policy";
import type { FastifyInstance } from "fastify";
import type { Reference, Row, SearchGroup, SearchHit, SearchReply } from "./contract.ts";
import type { FieldModel } from "../derive/model.ts";
import { badRequest, problem } from "../errors.ts";
import { listRecords, parseQuestion } from "../gate/list.ts";
import type { Caller } from "../gate/mutate.ts";
import { searchedFields, wordsOf } from "../gate/search.ts";
import type { Subject } from "../gate/subject.ts";
import { knownFields, viewOf } from "../gate/view.ts";
import type { ObjectDeclaration } from "../objects/declaration.ts";
import {
  EQUAL,
  excerpt,
  marksOf,
  NOWHERE,
  rankOf,
  STARTS,
  type SeenText,
} from "../search/marks.ts";
import type { Services } from "../services.ts";
import { authenticate } from "./session.ts";

/** Records of one object that are shown, and that are ranked. */
const SHOWN = 5;
const RANKED = 50;

/** The log holds what was searched for: every search would find those before it. */
const NOT_SEARCHED: ReadonlySet<string> = new Set(["auditLine"]);

export function registerSearch(app: FastifyInstance, services: Services): void {
  app.post("/api/search", async (request, reply): Promise<SearchReply> => {
    const caller = await authenticate(services, request);
    const { words } = (request.body ?? {}) as { words?: unknown };
    if (typeof words !== "string") throw badRequest([problem("words", "not_text")]);
    // Who types on has given the question up; nobody reads its answer.
    return searchObjects(services, caller, words, () => reply.raw.destroyed);
  });
}

export async function searchObjects(
  services: Services,
  caller: Caller,
  words: string,
  isOver: () => boolean = () => false,
): Promise<SearchReply> {
  const subject = await services.subjects.current(caller.person, caller.viewing);
  const searched = wordsOf(words).length === 0 ? [] : searchedObjects(subject);
  const groups: Ranked[] = [];
  // In turn: one person typing must not take all connections from those who work.
  for (const object of searched) {
    if (isOver()) break;
    groups.push(await searchObject(services, caller, object, words));
  }
  return {
    searched,
    groups: groups
      .filter(({ hits }) => hits.length > 0)
      .toSorted((a, b) => classOf(a) - classOf(b))
      .map(({ rank: _rank, ...group }) => group),
  };
}

/** Names of the objects that the reader may look into and whose records are named by what can be searched. */
function searchedObjects({ compiled, world }: Subject): readonly string[] {
  return [...world.model.objects.values()]
    .filter(({ name, declaration: { title, fields } }) => {
      const isNamed = fields[title]?.search === true && !NOT_SEARCHED.has(name);
      return isNamed && mayEver(compiled, name, "view");
    })
    .map(({ name }) => name);
}

interface Ranked extends SearchGroup {
  /** Of the first hit; the smaller the better. */
  readonly rank: number;
}

/** First what is meant exactly, then records that have the words in their name, then all others. */
const classOf = ({ rank }: Ranked): number => (rank === EQUAL ? 0 : rank < NOWHERE ? 1 : 2);

export function searchObject(
  { gate, db }: Services,
  caller: Caller,
  object: string,
  search: string,
): Promise<Ranked> {
  const act = { object, action: "list", records: [], asked: { search } };
  return gate.read(caller, act, async (subject) => {
    const fields = shownFields(subject, object);
    const names = fields.map(({ name }) => name);
    const question = parseQuestion(subject, { object }, { search, limit: RANKED, fields: names });
    const { rows, next } = await listRecords(db, subject, question);
    const { declaration } = question.view.object;
    const hits = rows
      .map((row) => hitOf(declaration, textsOf(declaration, fields, row), row.id, search))
      .toSorted((a, b) => a.rank - b.rank);
    const result = {
      object,
      hits: hits.slice(0, SHOWN).map(({ hit }) => hit),
      isMore: next !== null || rows.length > SHOWN,
      rank: hits[0]?.rank ?? NOWHERE,
    };
    return { result, records: rows.map(({ id }) => id) };
  });
}

/** Short enough to stand beside a title, and telling enough to know two records of one name apart. */
const TELLING: ReadonlySet<string> = new Set(["text", "phone", "email", "reference", "unit"]);

/** What is searched, and what can stand beside a title, in the list's order; then the others. */
function shownFields(subject: Subject, name: string): readonly FieldModel[] {
  const view = viewOf(subject, name);
  const { title, list } = view.object.declaration;
  const searched = new Set(searchedFields(view.object));
  const isShown = (field: FieldModel) =>
    field.name === title || searched.has(field) || isTelling(list.columns, field);
  const placeOf = ({ name: field }: FieldModel) => {
    const place = list.columns.indexOf(field);
    return place < 0 ? list.columns.length : place;
  };
  return knownFields(view)
    .filter(isShown)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}

const isTelling = (columns: readonly string[], { name, declaration }: FieldModel): boolean =>
  columns.includes(name) && TELLING.has(declaration.type);

interface Cell extends SeenText {
  readonly field: FieldModel;
}

/** The cells that are filled, as texts. */
const textsOf = (
  { title }: ObjectDeclaration,
  fields: readonly FieldModel[],
  { values }: Row,
): readonly Cell[] =>
  fields.flatMap((field) => {
    const value = values[field.name] as string | Reference | null | undefined;
    const text = typeof value === "object" ? value?.title : value;
    if (!text) return [];
    const isPhone = field.declaration.type === "phone";
    return [{ field, text, isPhone, isReadAloud: field.name === title }];
  });

function hitOf(
  { title, list }: ObjectDeclaration,
  cells: readonly Cell[],
  id: string,
  search: string,
): { readonly hit: SearchHit; readonly rank: number } {
  const words = wordsOf(search);
  const named = cells.find(({ field }) => field.name === title);
  const others = cells.filter((cell) => cell !== named);
  const ranks = words.map((word) => (named ? rankOf(named, word) : NOWHERE));
  const missing = words.filter((_, index) => ranks[index] === NOWHERE);
  const beside =
    others.find((cell) => missing.some((word) => rankOf(cell, word) < NOWHERE)) ??
    others.find(({ field }) => isTelling(list.columns, field));
  const isMeant = cells.some((cell) => rankOf(cell, words.join(" ")) === EQUAL);
  return {
    rank: isMeant ? EQUAL : STARTS + ranks.reduce((sum, rank) => sum + rank, 0),
    hit: {
      id,
      title: named?.text ?? null,
      marks: named ? marksOf(named, words) : [],
      beside: beside
        ? {
            field: beside.field.name,
            ...excerpt({ text: beside.text, marks: marksOf(beside, words) }),
          }
        : null,
    },
  };
}
