/** Names in cells (a person's number, a customer's code, tags) → the records they mean, among those the importer sees. */
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel, targetOf } from "../derive/model.ts";
import { problem } from "../errors.ts";
import { findByField } from "../gate/find-keys.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { isId, type Draft } from "./draft-record.ts";
import type { Target } from "./mapping.ts";

export interface Naming {
  readonly object: ObjectModel;
  readonly drafts: readonly Draft[];
  readonly targets: readonly Target[];
  /** What names of the object's own records mean that are not in the database; see `seen.ts`. */
  readonly foreseen: Meant;
}

/** Fills the cells of the drafts, or says what could not be found. One statement for each field and kind of key. */
export async function resolveNames(
  executor: Executor,
  subject: Subject,
  { object, drafts, targets, foreseen }: Naming,
): Promise<void> {
  for (const { field, source } of targets) {
    const naming = drafts.filter(({ names }) => names.has(field));
    const names = [...new Set(naming.flatMap((draft) => draft.names.get(field)!))];
    if (names.length === 0) continue;
    const meant = await findMeant(
      executor,
      subject,
      objectNamed(subject.world.model, targetOf(field)!),
      { names, by: source.by },
    );
    const own = targetOf(field) === object.name ? foreseen : NOTHING;
    for (const draft of naming)
      fillDraft(draft, field, (name) => [...(meant.get(name) ?? []), ...(own.get(name) ?? [])]);
  }
}

type Meant = ReadonlyMap<string, readonly string[]>;

const NOTHING: Meant = new Map();

async function findMeant(
  executor: Executor,
  subject: Subject,
  target: ObjectModel,
  { names, by }: { names: readonly string[]; by: string | undefined },
): Promise<Meant> {
  const ids = await readTitles(executor, subject, target.name, names.filter(isId));
  const meant = new Map<string, readonly string[]>([...ids.keys()].map((id) => [id, [id]]));
  for (const key of keysOf(target, by)) {
    const texts = new Map<string, string>();
    for (const name of names) {
      if (meant.has(name)) continue;
      const parsed = key.module.parse(name, key.declaration, key.name);
      if ("value" in parsed && parsed.value !== null)
        texts.set(name, String(key.module.store(parsed.value)[0]));
    }
    const found = await findByField(executor, subject, { object: target.name, name: key.name }, [
      ...new Set(texts.values()),
    ]);
    for (const [name, text] of texts) if (found.has(text)) meant.set(name, found.get(text)!);
  }
  return meant;
}

/** Roles are known by their names in both languages, and by the template they came from. */
const FURTHER: Readonly<Record<string, readonly string[]>> = { role: ["nameEnglish", "preset"] };

/** Most telling first: what is unique, a phone, the title. */
export function keysOf(target: ObjectModel, by: string | undefined): readonly FieldModel[] {
  const fields = [...target.fields.values()];
  if (by !== undefined) return fields.filter(({ name }) => name === by);
  const further = Object.hasOwn(FURTHER, target.name) ? FURTHER[target.name]! : [];
  const keys = fields.filter(
    ({ declaration, name }) =>
      declaration.unique || (declaration.type === "phone" && name === "phone"),
  );
  const named = [target.declaration.title, ...further].map((name) => target.fields.get(name)!);
  return [...new Set([...keys, ...named])];
}

function fillDraft(
  { cells, names, problems, rows }: Draft,
  field: FieldModel,
  meantBy: (name: string) => readonly string[],
): void {
  const ids: string[] = [];
  for (const name of names.get(field)!) {
    const found = meantBy(name);
    if (found.length === 1) ids.push(found[0]!);
    else
      problems.push({
        ...problem(field.name, found.length === 0 ? "no_such_name" : "ambiguous", {
          value: name.slice(0, 60),
        }),
        row: rows[0]!,
      });
  }
  cells.set(field, field.declaration.type === "tags" ? ids : (ids[0] ?? null));
}
