/** A field as the form holds it, and as the server is told of it. */
import type {
  ApiError,
  CustomFieldMeta,
  FieldTypeName,
  Sensitivity,
  Text,
} from "@latchkey/server/contract";
import type { Language } from "../../i18n/index.ts";
import { takesChoices } from "./field-words.ts";

export interface FieldForm {
  readonly label: Partial<Text>;
  readonly type: FieldTypeName;
  readonly sensitivity: Sensitivity;
  readonly choices?: readonly ChoiceForm[];
}

interface ChoiceForm {
  /** Absent: a new choice. */
  readonly value?: string;
  readonly label?: Partial<Text>;
}

export function toForm(field: CustomFieldMeta | null, language: Language): Partial<FieldForm> {
  if (!field) return { type: "text", sensitivity: "basic", choices: [{}, {}] };
  const { type, sensitivity, choices } = field;
  const label = givenIn(field.label, language);
  const rows = choices?.map((choice) => ({
    value: choice.value,
    label: givenIn(choice.label, language),
  }));
  return { label, type, sensitivity, ...(rows ? { choices: rows } : {}) };
}

/** Words that are the same in both languages were given in one, and are changed in one. */
const givenIn = (label: Text, language: Language): Partial<Text> =>
  label.zh === label.en ? { [language]: label[language] } : label;

/** What is told: choices only of a type that has them, and no rows that were left empty. */
export function toRequest({ label, type, sensitivity, choices = [] }: FieldForm): object {
  const filled = choices.filter((choice) => choice.label?.zh?.trim() || choice.label?.en?.trim());
  return { label, type, sensitivity, ...(takesChoices(type) ? { choices: filled } : {}) };
}

interface Placed {
  readonly name: readonly (string | number)[];
  readonly words: Text;
}

/** Problems beside what they are about (`choices.1` beside the second choice), and those that have no place. */
export function placeProblems({ problems = [] }: ApiError): {
  readonly placed: readonly Placed[];
  readonly others: readonly Text[];
} {
  const placed: Placed[] = [];
  const others: Text[] = [];
  for (const { path, message } of problems) {
    const [field = "", second, third, fourth] = path.split(".");
    if (field === "label") placed.push({ name: ["label", second ?? "zh"], words: message });
    else if (field === "choices" && second !== undefined)
      placed.push({
        name: ["choices", Number(second), "label", third === "label" ? (fourth ?? "zh") : "zh"],
        words: message,
      });
    else if (field === "type" || field === "sensitivity")
      placed.push({ name: [field], words: message });
    else others.push(message);
  }
  return { placed, others };
}
