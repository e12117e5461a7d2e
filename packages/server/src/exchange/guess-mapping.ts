/** What a file's headers probably mean: a field's name, or its label in either language. */
import type { Text } from "@latchkey/policy";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Mapping } from "./mapping.ts";

export interface Guessable {
  /** What a mapping calls the field. */
  readonly name: string;
  readonly field: FieldModel;
  /** Further words for it. */
  readonly also?: readonly string[];
}

/** `fields`: those the reader may write, and so may know. The first to bear a word gets it. */
export function guessMapping(
  object: ObjectModel,
  headers: readonly string[],
  fields: readonly Guessable[],
): Mapping {
  const words = new Map<string, string>();
  const learn = (word: string, name: string): void => {
    if (!words.has(bare(word))) words.set(bare(word), name);
  };
  for (const { name, field, also = [] } of fields)
    for (const word of [field.name, ...wordsOf(field.declaration), ...also]) learn(word, name);
  for (const { name, field } of fields)
    for (const [column, declared] of Object.entries(field.declaration.columns ?? {}))
      for (const word of [column, ...wordsOf(declared)]) learn(word, `${name}.${column}`);
  // The object's own name is what people head its title with: 客户, Customer.
  for (const word of wordsOf(object.declaration)) learn(word, object.declaration.title);
  const taken = new Set<string>();
  const columns: Record<string, string | null> = {};
  for (const header of headers) {
    const guess = words.get(bare(header));
    columns[header] = guess !== undefined && !taken.has(guess) ? guess : null;
    if (guess !== undefined) taken.add(guess);
  }
  return { columns, duplicates: "skip" };
}

export const wordsOf = ({ label }: { readonly label: Text }): readonly string[] => [
  label.zh,
  label.en,
];

const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-:：*()（）/]/g, "");
