/** Names of files as people and attackers send them, made fit to be shown, listed and saved anywhere. */

const MAX_CHARACTERS = 120;

/** Names that Windows keeps for its devices, whatever ending they have. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * Controls, what turns the order of letters about, what is not to be seen at all, and halves of letters; but not what joins
 * the parts of an emoji or picks the form of a Chinese character.
 */
const UNSEEN =
  /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\p{Join_Control}\p{Variation_Selector}]]/gv;

/** What some file system reads otherwise than as a letter. */
const SPECIAL = /[<>:"|?*]/g;

/** The last part of a path, without anything that is not to be seen; Chinese and everything else that can be read stays. */
export function cleanFileName(input: string): string {
  const last = input.split(/[/\\]/).at(-1)!;
  const plain = last
    .normalize("NFC")
    .replaceAll(UNSEEN, "")
    .replaceAll(SPECIAL, "_")
    .replaceAll(/\s+/g, " ")
    .replace(/^[. ]+/, "")
    .replace(/[. ]+$/, "");
  const extension = extensionOf(plain);
  const stem = extension === "" ? plain : plain.slice(0, -extension.length - 1).trimEnd();
  const ending = extension === "" ? "" : `.${extension}`;
  const whole = stem === "" ? "file" : RESERVED.test(stem.split(".")[0]!) ? `_${stem}` : stem;
  return `${Array.from(whole)
    .slice(0, MAX_CHARACTERS - ending.length)
    .join("")}${ending}`;
}

/** What stands behind the last dot, as it is written; empty where that is no ending. */
export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1] ?? "";
