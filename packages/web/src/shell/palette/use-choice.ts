/** Which line of the palette is meant: the first, until somebody chooses another. */
import { useEffect, useEffectEvent, useState } from "react";
import type { Entry } from "./entry.ts";
import type { Results } from "./use-results.ts";

export interface Choice {
  readonly active: Entry | undefined;
  choose(entry: Entry): void;
  /** Performs what is meant, as soon as it is known what that is. */
  enter(): void;
}

export function useChoice(words: string, results: Results, go: (entry: Entry) => void): Choice {
  const [chosen, setChosen] = useState<{ words: string; key: string } | null>(null);
  const [awaited, setAwaited] = useState<string | null>(null);
  const entries = results.groups.flatMap((group) => group.entries);
  const isChosen = ({ key }: Entry) => chosen?.words === words && chosen.key === key;
  const active = entries.find(isChosen) ?? entries[0];
  const isDue = awaited === words && results.isSettled;
  const perform = useEffectEvent(() => {
    if (active) go(active);
  });
  useEffect(() => {
    if (isDue) perform();
  }, [isDue]);
  return {
    active,
    choose: ({ key }) => setChosen({ words, key }),
    enter: () =>
      active && (results.isSettled || !active.isFound) ? go(active) : setAwaited(words),
  };
}
