/** CRMs that must not pass, and one that must: without them, a test that finds nothing would prove nothing. */
import type { Crm } from "./crm.ts";
import { asSeen, everything, memory, type Source } from "./memory.ts";
import { viewOf, type Reader } from "./readers.ts";
import { examine, type Verdicts } from "./run.ts";

const built = (name: string, source: (reader: Reader) => Source): Crm => ({
  name,
  masks: true,
  signIn: async (reader) => memory(source(reader)),
  close: async () => {},
});

/** Every path answers from all there is. */
export const withoutPermissions = built("without permissions", () => ({
  shown: everything,
  asked: everything,
}));

/** Lists and records show what they may; whatever is asked about them is answered from all there is. */
const shownOnly = built("permissions on what is shown only", (reader) => ({
  shown: viewOf(reader, true),
  asked: everything,
}));

/** The right rows everywhere, and behind every question all of their cells. */
const rowsOnly = built("permissions on rows only", (reader) => {
  const shown = viewOf(reader, true);
  const ids = (object: keyof typeof shown) => new Set(shown[object].map(({ id }) => id));
  const whole = (object: keyof typeof shown) =>
    everything[object].filter(({ id }) => ids(object).has(id));
  const asked = { customer: whole("customer"), order: whole("order"), followUp: whole("followUp") };
  return { shown: asked, asked };
});

const right = built("the reference itself", (reader) => asSeen(reader, true));

/** Paths that a hole does not lead through: rows in lists come from what is shown. */
const SOUND: Readonly<Record<string, readonly string[]>> = {
  [withoutPermissions.name]: [],
  [shownOnly.name]: ["list", "get by id", "fields by name"],
  // Of these the rows are all there is to see.
  [rowsOnly.name]: ["timeline"],
};

/** Throws unless every hole is found on every path it leads through, and nothing is found where there is none. */
export async function checkItself(): Promise<void> {
  for (const [path, { leaks, lacks }] of Object.entries(await examine(right)))
    demand(
      leaks.length + lacks.length === 0,
      `${path} finds fault with what is right: ${leaks[0] ?? lacks[0]}`,
    );
  for (const hole of [withoutPermissions, shownOnly, rowsOnly]) {
    const verdicts: Verdicts = await examine(hole);
    for (const [path, { leaks }] of Object.entries(verdicts)) {
      if (SOUND[hole.name]!.includes(path)) continue;
      demand(leaks.length > 0, `${path} does not find a CRM with ${hole.name}`);
    }
  }
}

function demand(is: boolean, message: string): void {
  if (!is) throw new Error(`the leak test is broken: ${message}`);
}
