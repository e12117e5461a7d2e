/** How much the set-up made, for the page that it ends on. */
import type { SetupReply } from "@latchkey/server/contract";

type Made = SetupReply["made"];

const KEY = "latchkey.setup.made";

export function keepMade(made: Made): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // The page then names what comes next only.
  }
}

export function readMade(): Made | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Made | null;
  } catch {
    return null;
  }
}
