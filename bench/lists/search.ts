/** Text search as the product means it: every word in some cell, digits also in a phone number. */

const TEXTS = ["name", "company", "note", "email", "wechat", "address", "tax_id"] as const;
const PHONES = ["phone", "phone2"] as const;

export const isPhone = (column: string): boolean => (PHONES as readonly string[]).includes(column);

const isDigits = (word: string): boolean => /^\d{3,}$/.test(word);

/** Columns that a word may stand in. */
export const columnsFor = (word: string): readonly string[] =>
  isDigits(word) ? [...TEXTS, ...PHONES] : TEXTS;

/** Customers `t` among which are all that hold the words, by the tokens that the product keeps of them. */
export function rowsWith(search: string, place: (value: string) => string): string {
  const words = search.split(" ").map((word) => `tokens @> search_tokens(lower(${place(word)}))`);
  return `(select own.* from (select id from customer_search where ${words.join(" and ")}) found
    join customer own using (id) offset 0) t`;
}

/** A condition on a row `t`. `place` makes a value's place; of a masked phone only its last four digits are there. */
export function searchSql(
  search: string,
  place: (value: string) => string,
  isMasked: boolean,
): string {
  const words = search.split(" ").map((word) => {
    const like = place(`%${word}%`);
    const cells = columnsFor(word).map((column) => {
      if (!isPhone(column)) return `t.${column} ilike ${like}`;
      return isMasked ? `right(t.${column}, 4) like ${like}` : `t.${column} like ${like}`;
    });
    return `(${cells.join(" or ")})`;
  });
  return words.join(" and ");
}
