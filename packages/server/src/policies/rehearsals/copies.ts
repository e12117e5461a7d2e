/**
 * What a stage is filled with: copies of what its person sees today, in the cells that they read in full today, and a few
 * invented records of others. So nobody is shown anything by a rehearsal that they could not see without it, whatever the
 * draft would open: what it opens shows itself on invented cells and records.
 */
import { v7 as uuid } from "uuid";
import type { Executor } from "../../db/database.ts";
import { targetOf, type FieldModel, type ObjectModel } from "../../derive/model.ts";
import type { Json } from "../../fields/module.ts";
import { decide } from "../../gate/demands.ts";
import { findRecord, parseQuestion, readPage } from "../../gate/list.ts";
import type { StoredRecord } from "../../gate/record.ts";
import type { Subject } from "../../gate/subject.ts";
import type { SystemRow } from "../../gate/system.ts";
import type { FieldTypeName } from "../../objects/declaration.ts";

export type Copies = ReadonlyMap<string, readonly SystemRow[]>;

/** Of each object, those at the top of its list. */
const OF_EACH = 40;

/** Rights and what is done with them are set up for the stage by themselves, or are not tried. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  "unit",
  "role",
  "post",
  "group",
  "groupMember",
  "assignment",
  "participant",
  "policyDraft",
  "sandbox",
  "exportJob",
  "importJob",
  "savedView",
  "auditLine",
]);

/** By the person's rights of this moment, under their guard. */
export async function readCopies(executor: Executor, subject: Subject): Promise<Copies> {
  const { model } = subject.world;
  const found = new Map<string, Map<string, StoredRecord>>();
  for (const { name } of model.objects.values()) {
    if (NOT_COPIED.has(name)) continue;
    const question = parseQuestion(subject, { object: name }, { limit: OF_EACH });
    const { records } = await readPage(executor, subject, question);
    found.set(name, new Map(records.map((record) => [record.id, record])));
  }
  await addReferred(executor, subject, found);
  return new Map(
    [...found].map(([name, records]) => [
      name,
      [...records.values()].map((record, index) =>
        copyOf(subject, model.objects.get(name)!, record, index),
      ),
    ]),
  );
}

/** An order is tried with the customer it is of. */
async function addReferred(
  executor: Executor,
  subject: Subject,
  found: Map<string, Map<string, StoredRecord>>,
): Promise<void> {
  const references = [...found].flatMap(([name, records]) =>
    [...records.values()].flatMap((record) => referredBy(subject, name, record)),
  );
  for (const [target, id] of references) {
    const known = found.get(target);
    if (!known || known.has(id)) continue;
    const other = await findRecord(executor, subject, { object: target }, id);
    if (other) known.set(id, other);
  }
}

function referredBy(
  subject: Subject,
  name: string,
  record: StoredRecord,
): readonly (readonly [string, string])[] {
  const isShown = shownIn(subject, name, record);
  return [...subject.world.model.objects.get(name)!.fields.values()].flatMap((field) => {
    const target = targetOf(field);
    if (target === null || !isShown(field)) return [];
    return ([record.cells.get(field.name) ?? []].flat() as string[]).map(
      (id) => [target, id] as const,
    );
  });
}

function shownIn(
  { compiled }: Subject,
  object: string,
  { facts, context }: StoredRecord,
): (field: FieldModel) => boolean {
  const { levels } = decide(compiled, object, "view", facts, context);
  return ({ name }) => levels[name] === "plain";
}

function copyOf(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  index: number,
): SystemRow {
  const isShown = shownIn(subject, object.name, record);
  const now = new Date(Number(record.context["now"])).toISOString();
  const cells: Record<string, Json> = { id: record.id, createdAt: now, updatedAt: now };
  for (const field of object.fields.values()) {
    // Files are opened from a storage that holds true ones.
    if (field.declaration.type === "files") continue;
    const cell = isShown(field)
      ? (record.cells.get(field.name) ?? null)
      : inventedCell(field, index, subject.locale);
    if (cell !== null) cells[field.name] = cell;
  }
  return cells;
}

type Locale = Subject["locale"];

/** Names that say what they are; screens tell of them. */
const NAMES = {
  zh: { record: "演练样例", colleague: "演练同事" },
  en: { record: "Rehearsal sample", colleague: "Rehearsal colleague" },
} as const;

const named = (index: number, locale: Locale): string => `${NAMES[locale].record} ${index + 1}`;

const INVENTED: Partial<Record<FieldTypeName, (index: number, locale: Locale) => Json>> = {
  text: named,
  longText: named,
  phone: (index) => `+86139${String(index).padStart(8, "0")}`,
  email: (index) => `sample-${index + 1}@rehearsal.example`,
};

/** Of what is not shown: nothing where it decides who sees the record. */
const inventedCell = ({ declaration }: FieldModel, index: number, locale: Locale): Json =>
  declaration.unique || declaration.readOnly
    ? null
    : (INVENTED[declaration.type]?.(index, locale) ?? null);

/** Records of colleagues who do not exist, at the person's unit and at another: what should stay closed can be tried. */
export function inventOthers(
  { world, locale, context }: Subject,
  places: readonly string[],
): Copies {
  const now = new Date(Number(context["now"])).toISOString();
  const invented = new Map<string, SystemRow[]>();
  const put = (name: string, row: SystemRow): void => {
    invented.set(name, [...(invented.get(name) ?? []), row]);
  };
  places.forEach((unit, at) => {
    const colleague = uuid();
    const common = { unit, owner: colleague, createdAt: now, updatedAt: now };
    const person = {
      id: colleague,
      name: `${NAMES[locale].colleague} ${at + 1}`,
      status: "active",
    };
    put("person", { ...common, ...person });
    const customer = uuid();
    for (const object of world.model.objects.values()) {
      const { name, fields, declaration } = object;
      const isCustomer = name === "customer";
      if (NOT_COPIED.has(name) || !(isCustomer || declaration.follows === "customer")) continue;
      const cells: Record<string, Json> = { id: isCustomer ? customer : uuid(), ...common };
      if (!isCustomer) cells["customer"] = customer;
      for (const field of fields.values()) cells[field.name] ??= firstCell(field, at, locale);
      put(name, cells);
    }
  });
  return invented;
}

/** What the form would ask for, and what it would begin with. */
function firstCell(field: FieldModel, at: number, locale: Locale): Json {
  const { declaration } = field;
  if (field.custom || !declaration.required) return null;
  if (declaration.default !== undefined) return declaration.default;
  if (declaration.type === "choice") return declaration.choices?.[0]?.value ?? null;
  return declaration.unique ? `YL-${uuid()}` : (INVENTED[declaration.type]?.(at, locale) ?? null);
}
