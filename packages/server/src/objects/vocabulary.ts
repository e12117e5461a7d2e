/**
 * Short words for declarations: a field names its sensitivity class and its two labels in one breath
 * (`{ type: "text", ...basic("姓名", "Name") }`), and choices are rows of a table.
 */
import type { Text } from "@latchkey/policy";
import type { Choice, Sensitivity } from "./declaration.ts";

interface Classed<Class extends Sensitivity> {
  readonly sensitivity: Class;
  readonly label: Text;
}

export function basic(zh: string, en: string): Classed<"basic"> {
  return { sensitivity: "basic", label: { zh, en } };
}

export function commercial(zh: string, en: string): Classed<"commercial"> {
  return { sensitivity: "commercial", label: { zh, en } };
}

export function financial(zh: string, en: string): Classed<"financial"> {
  return { sensitivity: "financial", label: { zh, en } };
}

export function strategic(zh: string, en: string): Classed<"strategic"> {
  return { sensitivity: "strategic", label: { zh, en } };
}

/** Contact data of companies: how to reach them, without a natural person in it. */
export function contactClass(zh: string, en: string): Classed<"contact"> {
  return { sensitivity: "contact", label: { zh, en } };
}

/** Contact data of a natural person: masked beyond own and assigned records (R134). */
export function personal(zh: string, en: string): Classed<"contact"> & { readonly personal: true } {
  return { sensitivity: "contact", label: { zh, en }, personal: true };
}

/**
 * The files of a record, of the class of the most that may stand in them: whoever reads the cell in full opens them, so
 * that a scan tells nobody what the fields beside it keep from them.
 */
export function filesOf<Class extends Classed<Sensitivity>>(
  classed: Class,
): Class & { readonly type: "files"; readonly readOnly: true } {
  return { ...classed, type: "files", readOnly: true };
}

/** Value, Chinese, English and a colour of Ant Design's tags. */
type ChoiceRow = readonly [value: string, zh: string, en: string, color?: string];

export function choices(rows: readonly ChoiceRow[]): readonly Choice[] {
  return rows.map(([value, zh, en, color]) => ({
    value,
    label: { zh, en },
    ...(color === undefined ? {} : { color }),
  }));
}

export function section(
  label: readonly [zh: string, en: string],
  fields: readonly string[],
): { readonly label: Text; readonly fields: readonly string[] } {
  return { label: { zh: label[0], en: label[1] }, fields };
}
