/** All that the palette finds for some words. */
import { useQuery } from "@tanstack/react-query";
import { useDebounced } from "../../parts/use-debounced.ts";
import { searchQuery } from "../../queries/search.ts";
import type { Entry, EntryGroup } from "./entry.ts";
import type { Task } from "./task.ts";
import { usePlaces } from "./use-places.tsx";
import { useRecordGroups } from "./use-record-groups.tsx";

const REST_MILLISECONDS = 120;

export interface Results {
  readonly groups: readonly EntryGroup[];
  /** The answer to these very words is there; until then records are those of earlier ones. */
  readonly isSettled: boolean;
  /** Names of the objects that were looked into. */
  readonly searched: readonly string[];
  readonly error: Error | null;
  /** An entry was chosen. */
  use(entry: Entry): void;
}

/** `isComposing`: characters are being chosen, and what stands in the field is not yet what is meant. */
export function useResults(
  words: string,
  isComposing: boolean,
  open: (task: Task) => void,
): Results {
  const { first, others, use } = usePlaces(words, open);
  const asked = useDebounced(isComposing ? "" : words, REST_MILLISECONDS);
  const { data, error } = useQuery(searchQuery(asked));
  const records = useRecordGroups(words === "" ? undefined : data);
  return {
    groups: [...first, ...records, ...others],
    isSettled: words === "" || (asked === words && (data?.words === words || error !== null)),
    searched: data?.searched ?? [],
    error: asked === words ? error : null,
    use,
  };
}
