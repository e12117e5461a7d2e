/**
 * Every reply says which version of roles, units and fields the server answers by. When that goes up while a page is open,
 * what the page knows of them is out of date, and is asked for again.
 */
let known: number | null = null;
let notify: () => void = () => {};

export function onNewWorld(listener: () => void): void {
  notify = listener;
}

/** Nodes hear of a change one after the other, so an older version says nothing. */
export function noteWorldVersion(header: string | null): void {
  const version = header === null ? Number.NaN : Number(header);
  if (Number.isNaN(version) || (known !== null && version <= known)) return;
  const isNews = known !== null;
  known = version;
  if (isNews) notify();
}
