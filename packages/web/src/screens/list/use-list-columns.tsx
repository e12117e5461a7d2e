import type { FieldMeta, Text } from "@latchkey/server/contract";
import { useMemo } from "react";
import { fieldType } from "../../fields/registry.ts";
import { useText } from "../../i18n/index.ts";
import { usePreference } from "../../preferences.ts";
import { useSession } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";

export interface ListColumn {
  readonly field: FieldMeta;
  readonly heading: string;
  readonly isTitle: boolean;
  readonly isNumeric: boolean;
  /** Pixels at least; what is left over is shared out. */
  readonly width: number;
  /** Somebody has drawn it to this width: it takes nothing of what is left over. */
  readonly isDrawn: boolean;
}

export interface ListColumns {
  readonly columns: readonly ListColumn[];
  /** Undefined gives a column its own width back. */
  setWidth(name: string, width: number | undefined): void;
}

/** Widths are kept per person and object, whatever the view. */
export function useListColumns(list: ListModel): ListColumns {
  const text = useText();
  const { me } = useSession();
  const { object, columns } = list;
  const [widths, setWidths] = usePreference<Readonly<Record<string, number>>>(
    `widths.${me.person.id}.${object.name}`,
    NO_WIDTHS,
  );
  const shown = useMemo(
    () =>
      columns.map((field) => {
        const isTitle = field.name === object.title;
        const drawn = widths[field.name];
        return {
          field,
          heading: text(field.label),
          isTitle,
          isNumeric: fieldType(field).isNumeric === true,
          width: drawn ?? columnWidth(field, isTitle, text),
          isDrawn: drawn !== undefined,
        };
      }),
    [columns, object, text, widths],
  );
  const setWidth = (name: string, width: number | undefined) => {
    const { [name]: _before, ...others } = widths;
    setWidths(width === undefined ? others : { ...others, [name]: withinBounds(width) });
  };
  return { columns: shown, setWidth };
}

const NO_WIDTHS: Readonly<Record<string, number>> = {};

/** Wide enough to be found again, and no wider than a screen. */
export const DRAWN_PIXELS = { least: 56, most: 900 };

export const withinBounds = (width: number): number =>
  Math.round(Math.min(Math.max(width, DRAWN_PIXELS.least), DRAWN_PIXELS.most));

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
