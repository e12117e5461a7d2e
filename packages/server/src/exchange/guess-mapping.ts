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
  // Files from before a field was renamed; its old words may name another field now.
  for (const { name, field } of fields)
    if (field.standard) for (const word of wordsOf({ label: field.standard })) learn(word, name);
  for (const { name, field } of fields)
    for (const [column, declared] of Object.entries(field.declaration.columns ?? {}))
      for (const word of [column, ...wordsOf(declared)]) learn(word, `${name}.${column}`);
  // The object's own name is what people head its title with: 客户, Customer.
  const { title } = object.declaration;
  for (const word of wordsOf(object.declaration)) learn(word, title);
  if (title === "name") for (const word of NAME_WORDS) learn(word, title);
  const phone = fields.find(({ field }) => field.declaration.type === "phone");
  if (phone) for (const word of PHONE_WORDS) learn(word, phone.name);
  const taken = new Set<string>();
  const columns: Record<string, string | null> = {};
  for (const header of headers) {
    const guess = words.get(bare(header)) ?? endingOf(words, bare(header));
    columns[header] = guess !== undefined && !taken.has(guess) ? guess : null;
    if (guess !== undefined) taken.add(guess);
  }
  return { columns, duplicates: "skip" };
}

/** What anybody's or anything's name is headed with. */
const NAME_WORDS = ["姓名", "名称", "名字", "Full name"];

/** What the first of somebody's numbers is headed with. */
const PHONE_WORDS = [
  "手机号",
  "手机号码",
  "电话",
  "电话号码",
  "联系电话",
  "Mobile",
  "Mobile phone",
  "Phone number",
];

/** Fewer letters end too many words. */
const LEAST_LETTERS = 2;

/** `邮箱` is short for `工作邮箱`, where it can be short for one field only. */
function endingOf(words: ReadonlyMap<string, string>, header: string): string | undefined {
  if (header.length < LEAST_LETTERS) return undefined;
  const found = new Set(
    [...words].filter(([word]) => word.endsWith(header)).map(([, name]) => name),
  );
  return found.size === 1 ? [...found][0] : undefined;
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
