/**
 * As a ref of what opens over the page: it stands at the end of it, and a keyboard that stayed where it was would have to
 * pass everything else to get there. When it closes, the focus goes back by itself.
 */
export const takeFocus = (node: HTMLElement | null): void => node?.focus({ preventScroll: true });
