import { formatPhone } from "../format/phone.ts";

/** A mask is text whatever the type: the last digits, a band, or nothing but stars. */
export function maskWords(value: unknown): string {
  if (typeof value === "string" && value !== "") return formatPhone(value);
  if (typeof value === "number") return String(value);
  return "******";
}
