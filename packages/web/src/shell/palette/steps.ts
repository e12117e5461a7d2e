/** Where keys lead among the lines of the palette. */
import type { Entry, EntryGroup } from "./entry.ts";

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** The line that a key leads to, round and round; undefined where it leads nowhere. */
export function stepFrom(
  groups: readonly EntryGroup[],
  active: Entry | undefined,
  { key, shiftKey }: Pressed,
): Entry | undefined {
  const lines = groups.flatMap(({ entries }) => entries);
  switch (key) {
    case "ArrowDown":
      return lines[(placeOf(lines, active) + 1) % lines.length];
    case "ArrowUp":
      return lines.at(placeOf(lines, active) - 1);
    case "Tab": {
      const present = groups.findIndex(({ entries }) => entries.some((one) => one === active));
      const step = shiftKey ? present - 1 : (present + 1) % groups.length;
      return groups.at(step)?.entries[0];
    }
    default:
      return undefined;
  }
}

const placeOf = (lines: readonly Entry[], active: Entry | undefined): number =>
  active ? lines.indexOf(active) : -1;
