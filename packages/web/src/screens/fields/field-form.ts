/** A field as the form holds it, and as the server is told of it. */
import type {
  ApiError,
  CustomFieldMeta,
  FieldTypeName,
  Sensitivity,
  Text,
} from "@latchkey/server/contract";
import type { Language } from "../../i18n/index.ts";
import { isUploaded, takesChoices } from "./field-words.ts";

export interface FieldForm {
  readonly label: Partial<Text>;
  readonly type: FieldTypeName;
  /** Of a new one. */
  readonly sensitivity?: Sensitivity;
  readonly choices?: readonly ChoiceForm[];
  /** These three are not asked of what is uploaded. */
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly place?: {
    /** Empty: the group of added fields, at the end. */
    readonly group: string;
    readonly create: boolean;
    readonly column: boolean;
  };
}

interface ChoiceForm {
  /** Absent: a new choice. */
  readonly value?: string;
  readonly label?: Partial<Text>;
}

export function toForm(field: CustomFieldMeta | null, language: Language): Partial<FieldForm> {
  if (!field)
    return {
      type: "text",
      sensitivity: "basic",
      choices: [{}, {}],
      required: false,
      unique: false,
      place: { group: "", create: true, column: false },
    };
  const { type, choices, required, unique } = field;
  const label = givenIn(field.label, language);
  const rows = choices?.map((choice) => ({
    value: choice.value,
    label: givenIn(choice.label, language),
  }));
  const place = { ...field.place, group: field.place.group ?? "" };
  return { label, type, required, unique, place, ...(rows ? { choices: rows } : {}) };
}

/** Words that are the same in both languages were given in one, and are changed in one. */
const givenIn = (label: Text, language: Language): Partial<Text> =>
  label.zh === label.en ? { [language]: label[language] } : label;

/** What is told: choices only of a type that has them, and no rows that were left empty. */
export function toRequest(
  { choices = [], required = false, unique = false, place, ...field }: FieldForm,
  uniqueTypes: readonly FieldTypeName[],
): object {
  const { type } = field;
  const filled = choices.filter((choice) => choice.label?.zh?.trim() || choice.label?.en?.trim());
  return {
    ...field,
    required: required && !isUploaded(type),
    unique: unique && uniqueTypes.includes(type),
    ...(place ? { place: { ...place, group: place.group || null } } : {}),
    ...(takesChoices(type) ? { choices: filled } : {}),
  };
}

const HAVE_A_PLACE: ReadonlySet<string> = new Set([
  "type",
  "sensitivity",
  "required",
  "unique",
  "place",
]);

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
    else if (HAVE_A_PLACE.has(field)) placed.push({ name: path.split("."), words: message });
    else others.push(message);
  }
  return { placed, others };
}
