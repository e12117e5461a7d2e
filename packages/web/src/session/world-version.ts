/**
 * Every reply says under which version of the world (roles, units, fields) and of the reader (posts, rights) the server
 * answers. When one of them goes up while a page is open, what the page holds may not be the reader's to see any more.
 */
let known: readonly number[] = [];
let notify: () => void = () => {};

export function onNewWorld(listener: () => void): void {
  notify = listener;
}

/** `<world>-<reader>`. Nodes hear of a change one after the other, so an older version says nothing. */
export function noteWorldVersion(header: string | null): void {
  if (header === null) return;
  const told = header.split("-").map(Number);
  const isNews = known.some((version, part) => told[part]! > version);
  known = told.map((version, part) => Math.max(version, known[part] ?? version));
  if (isNews) notify();
}
