/**
 * Whose page this is. Whoever signs in on a browser takes over the cookie of every tab, so each request says for whom it
 * was made: nothing that one person typed is ever sent in the name of another.
 */
let person: string | null = null;

/** The first one stays until the page is left. */
export function actAs(id: string): void {
  person ??= id;
}

export function actingPerson(): string | null {
  return person;
}
