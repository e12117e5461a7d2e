/** What a file's headers probably mean: a field's name, or its label in either language. */
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Mapping } from "./mapping.ts";

/** `fields`: those the reader may write, and so may know. */
export function guessMapping(
  object: ObjectModel,
  headers: readonly string[],
  fields: readonly FieldModel[],
): Mapping {
  const words = new Map<string, string>();
  for (const field of fields) {
    const { label, columns = {} } = field.declaration;
    for (const word of [field.name, label.zh, label.en]) words.set(bare(word), field.name);
    for (const [column, { label: columnLabel }] of Object.entries(columns)) {
      for (const word of [column, columnLabel.zh, columnLabel.en])
        if (!words.has(bare(word))) words.set(bare(word), `${field.name}.${column}`);
    }
  }
  // The object's own name is what people head its title with: 客户, Customer.
  for (const word of [object.declaration.label.zh, object.declaration.label.en]) {
    if (!words.has(bare(word))) words.set(bare(word), object.declaration.title);
  }
  const taken = new Set<string>();
  const columns: Record<string, string | null> = {};
  for (const header of headers) {
    const guess = words.get(bare(header));
    columns[header] = guess !== undefined && !taken.has(guess) ? guess : null;
    if (guess !== undefined) taken.add(guess);
  }
  return { columns, duplicates: "skip" };
}

const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-:：*()（）/]/g, "");
