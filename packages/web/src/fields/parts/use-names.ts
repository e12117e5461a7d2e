/** What records are called in the reader's language: those of an object with a title in English by that, on English screens. */
import type { ObjectMeta, Reference, Row } from "@latchkey/server/contract";
import { useLanguage } from "../../i18n/index.ts";
import { titleOf } from "../../session/session.tsx";

interface Names {
  /** Empty where the reader does not see what the record is called. */
  ofRecord(object: ObjectMeta | undefined, values: Row["values"]): string;
  /** Null where the reader does not see the record. */
  ofReference(reference: Reference): string | null;
}

export function useNames(): Names {
  const isEnglish = useLanguage() === "en";
  return {
    ofRecord(object, values) {
      const english = isEnglish && object?.titleEnglish ? values[object.titleEnglish] : null;
      return typeof english === "string" ? english : titleOf(object, values);
    },
    ofReference: ({ title, english }) => (isEnglish && english) || title,
  };
}
