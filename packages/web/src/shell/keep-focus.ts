/**
 * The keyboard always stands somewhere. Where what had the focus goes away (a dialog that closes, a form that becomes
 * text again, a row that was deleted), browsers leave it on nothing: the next Tab begins at the top of the page. It goes
 * instead to what it was in, else to where it was before the dialog, else to the page itself.
 */
import { useEffect } from "react";

export function useKeptFocus(): void {
  useEffect(() => {
    const place = new Place();
    const note = ({ target }: FocusEvent) => place.note(target);
    // What is removed says nothing; what is hidden or disabled loses the focus with an event.
    const observer = new MutationObserver(() => place.keep((was) => was.isConnected));
    const lost = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) setTimeout(() => place.keep(canHold));
    };
    const press = () => place.hold();
    const release = () => setTimeout(() => place.release());
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", note);
    document.addEventListener("focusout", lost);
    document.addEventListener("keydown", press, true);
    document.addEventListener("keyup", release, true);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", note);
      document.removeEventListener("focusout", lost);
      document.removeEventListener("keydown", press, true);
      document.removeEventListener("keyup", release, true);
    };
  }, []);
}

/** What opens over the page. */
const OVER = ".ant-modal-root, .ant-drawer, .ant-popover, .ant-dropdown, .ant-select-dropdown";

class Place {
  /** Where the focus is, and what it is in that can have it too, the nearest first. */
  #now: readonly HTMLElement[] = [];
  /** Where it was last that is not over the page, in the same way. */
  #beneath: readonly HTMLElement[] = [];
  #isHeld = false;

  note(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    this.#now = withSurroundings(target);
    if (!target.closest(OVER)) this.#beneath = this.#now;
  }

  /** A key that is down would go on to press whatever gets the focus: Enter that chose would open what it came from. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.keep(canHold);
  }

  /** Whoever clicks beside everything has left it by themselves: `isThere` says that it could still hold the focus. */
  keep(isThere: (was: HTMLElement) => boolean): void {
    const [was] = this.#now;
    if (this.#isHeld || document.activeElement !== document.body || !was || isThere(was)) return;
    const next = [...this.#now, ...this.#beneath].find(canHold);
    (next ?? document.getElementById("main"))?.focus({ preventScroll: true });
  }
}

const canHold = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(":disabled") && element.checkVisibility();

function withSurroundings(target: HTMLElement): HTMLElement[] {
  const around: HTMLElement[] = [target];
  let within = target.parentElement?.closest<HTMLElement>("[tabindex]");
  while (within) {
    around.push(within);
    within = within.parentElement?.closest<HTMLElement>("[tabindex]");
  }
  return around;
}
