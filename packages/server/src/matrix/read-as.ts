/** Chinese found by how it is read, slowly and obviously: every run of characters, every way to cut the letters. */
import { pinyin } from "pinyin-pro";

/** What is only hummed (`hm`, `ng`) is no syllable of a name. */
const SYLLABLE = /^(?=.*[aeiouv])[a-z]+$/;
const HAN = /^[\u4e00-\u9fff]$/;

const known = new Map<string, readonly string[]>();

export function readingsOf(character: string): readonly string[] {
  const readings = known.get(character) ?? (HAN.test(character) ? askLibrary(character) : []);
  known.set(character, readings);
  return readings;
}

const askLibrary = (character: string): readonly string[] => [
  ...new Set(
    pinyin(character, { toneType: "none", type: "array", multiple: true, v: true }).filter((one) =>
      SYLLABLE.test(one),
    ),
  ),
];

/** More letters are no initials. */
const MAX_INITIALS = 6;

export function isReadAs(text: string, word: string): boolean {
  if (!/^[a-z]{2,24}$/i.test(word)) return false;
  const letters = word.toLowerCase();
  const characters = [...text];
  const readingsAt = (at: number) => readingsOf(characters[at] ?? "");
  const begins = (at: number, some: string) => readingsAt(at).some((one) => one.startsWith(some));
  const areInitials = (at: number) =>
    letters.length <= MAX_INITIALS && [...letters].every((one, index) => begins(at + index, one));
  const isSpelled = (at: number, rest: string): boolean =>
    (rest !== letters && rest !== "" && begins(at, rest)) ||
    readingsAt(at).some((one) => rest.startsWith(one) && isSpelled(at + 1, rest.slice(one.length)));
  return characters.some((_, at) => areInitials(at) || isSpelled(at, letters));
}
