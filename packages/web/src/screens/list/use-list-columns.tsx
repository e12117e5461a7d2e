import type { FieldMeta, Text } from "@latchkey/server/contract";
import { useMemo } from "react";
import { fieldType } from "../../fields/registry.ts";
import { useText } from "../../i18n/index.ts";
import type { ListModel } from "./use-list.ts";

export interface ListColumn {
  readonly field: FieldMeta;
  readonly heading: string;
  readonly isTitle: boolean;
  readonly isNumeric: boolean;
  /** Pixels at least; what is left over is shared out. */
  readonly width: number;
}

export function useListColumns(list: ListModel): readonly ListColumn[] {
  const text = useText();
  const { object, columns } = list;
  return useMemo(
    () =>
      columns.map((field) => ({
        field,
        heading: text(field.label),
        isTitle: field.name === object.title,
        isNumeric: fieldType(field).isNumeric === true,
        width: columnWidth(field, field.name === object.title, text),
      })),
    [columns, object, text],
  );
}

const TITLE_PIXELS = 190;

/** Wide enough for its heading with the sorting mark, and for the longest of its choices. */
function columnWidth(field: FieldMeta, isTitle: boolean, text: (text: Text) => string): number {
  const heading = wordPixels(text(field.label)) + HEADING_PIXELS;
  const choices = (field.choices ?? []).map(
    (choice) => wordPixels(text(choice.label)) + TAG_PIXELS,
  );
  const usual = isTitle ? TITLE_PIXELS : choices.length > 0 ? 0 : fieldType(field).width;
  return Math.min(Math.max(usual, heading, ...choices), WIDEST_PIXELS);
}

const HEADING_PIXELS = 40;
const TAG_PIXELS = 34;
const WIDEST_PIXELS = 320;

/** Chinese characters are as wide as they are high; Latin letters about half. */
function wordPixels(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 14 : 7.6), 0);
}
