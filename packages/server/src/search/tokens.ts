/**
 * Tokens of a text: short windows of characters, so that the tokens of a word are among those of every text that contains
 * the word. Two characters where one is not ASCII (a Chinese name has few more), four digits (three find too much), else
 * three ASCII characters. A token is a number made of the characters; that two windows may share one costs a look at a
 * row more, and numbers are cheaper to keep than text.
 *
 * Spaces are in no token, for words have none, and neither are the stars that stand for what a masked cell hides. Texts are
 * in lower case as the database makes it, whatever its locale: only so do tokens agree with what ILIKE takes for equal.
 */

/** Texts of `TOKENS_FUNCTION` and of this must agree: the database makes the tokens of words, this those of records. */
export function tokensOf(lower: string): readonly number[] {
  const codes = Array.from(lower, (character) => character.codePointAt(0)!);
  const tokens = new Set<number>();
  for (let at = 0; at + 1 < codes.length; at++) {
    const length = windowAt(codes, at);
    if (length > 0 && at + length <= codes.length) tokens.add(tokenOf(codes, at, length));
  }
  return [...tokens];
}

/** Characters of the window that begins here; 0: none does. */
function windowAt(codes: readonly number[], at: number): number {
  const [first, second, third, fourth] = [codes[at]!, codes[at + 1]!, codes[at + 2], codes[at + 3]];
  if (isBreak(first) || isBreak(second)) return 0;
  if (first > ASCII || second > ASCII) return 2;
  if (third === undefined || third > ASCII || isBreak(third)) return 0;
  if (!isDigit(first) || !isDigit(second) || !isDigit(third)) return 3;
  return fourth !== undefined && isDigit(fourth) ? 4 : 0;
}

const ASCII = 127;
const SPACE = 32;
const STAR = 42;
const ZERO = 48;
const NINE = 57;

const isBreak = (code: number): boolean => code <= SPACE || code === STAR;
const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

const FACTOR = 1_000_003;
const MODULUS = 2_147_483_647;

export function tokenOf(codes: readonly number[], at: number, length: number): number {
  let token = 0;
  for (let index = at; index < at + length; index++)
    token = (token * FACTOR + codes[index]!) % MODULUS;
  return token;
}

/** Drafts a migration. */
export const TOKENS_FUNCTION = `create function search_tokens(lower_text text) returns integer[] language plpgsql immutable parallel safe as $$
declare
  characters text[] := string_to_array(lower_text, null);
  codes bigint[] := array(select ascii(one) from unnest(characters) with ordinality as each (one, place) order by place);
  tokens integer[] := '{}';
  size integer;
  token bigint;
begin
  for i in 1 .. cardinality(codes) - 1 loop
    size := case
      when codes[i] <= ${SPACE} or codes[i] = ${STAR} or codes[i + 1] <= ${SPACE} or codes[i + 1] = ${STAR} then 0
      when codes[i] > ${ASCII} or codes[i + 1] > ${ASCII} then 2
      when codes[i + 2] is null or codes[i + 2] > ${ASCII} or codes[i + 2] <= ${SPACE} or codes[i + 2] = ${STAR} then 0
      when not (codes[i] between ${ZERO} and ${NINE} and codes[i + 1] between ${ZERO} and ${NINE} and codes[i + 2] between ${ZERO} and ${NINE}) then 3
      when codes[i + 3] between ${ZERO} and ${NINE} then 4
      else 0 end;
    continue when size = 0;
    token := 0;
    for j in i .. i + size - 1 loop
      token := (token * ${FACTOR} + codes[j]) % ${MODULUS};
    end loop;
    if not token::integer = any(tokens) then tokens := tokens || token::integer; end if;
  end loop;
  return tokens;
end $$;`;
