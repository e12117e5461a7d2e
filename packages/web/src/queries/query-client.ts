import { MutationCache, QueryCache, QueryClient, type QueryKey } from "@tanstack/react-query";
import { isFailure } from "../api.ts";
import { onNewWorld } from "../session/world-version.ts";

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // The question who I am is the one that others make ask again.
    onError: (problem, { queryKey }) => (queryKey[0] === "me" ? undefined : onFailure(problem)),
  }),
  mutationCache: new MutationCache({ onError: onFailure }),
  defaultOptions: {
    // Without a network a question fails in words and a save gives its form back, rather than both waiting in silence; and
    // a server on one's own network answers where the browser believes itself offline.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      // What waits is sent first, or pages would show for a moment what it changes (connection/use-outbox.ts).
      refetchOnReconnect: false,
      staleTime: 3_000,
      retry: (attempts, problem) =>
        attempts < 2 && isFailure(problem) && isWorthRetrying(problem.status),
    },
  },
});

// What no screen shows is not remembered past it, or it would be drawn for a moment when one comes back to it.
export function forgetAndAsk(): void {
  queryClient.removeQueries({ queryKey: ["records"], type: "inactive" });
  void invalidateEverything();
}
onNewWorld(forgetAndAsk);

/** A change to records of `object` touches its lists and pages, and whatever other pages tell about it. */
export async function invalidateRecords(object: string, gone?: string): Promise<void> {
  await askAgain(
    (queryKey) =>
      queryKey[0] === "records" &&
      !isAbout(queryKey, gone) &&
      (queryKey[1] === object || TELLS_OF_OTHERS.has(String(queryKey[2]))),
  );
}

/** A change of roles, people or units may change every view there is. */
export async function invalidateEverything(gone?: string): Promise<void> {
  await askAgain((queryKey) => !isAbout(queryKey, gone));
}

/**
 * A first reading that is still under way was begun before the change, and would be taken for the answer to this question
 * too: it is given up.
 */
async function askAgain(isMeant: (queryKey: QueryKey) => boolean): Promise<void> {
  await queryClient.cancelQueries({
    predicate: ({ queryKey, state }) => state.data === undefined && isMeant(queryKey),
  });
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => isMeant(queryKey) });
}

const isAbout = (queryKey: readonly unknown[], id: string | undefined): boolean =>
  id !== undefined && queryKey[0] === "records" && queryKey[3] === id;

const TELLS_OF_OTHERS = new Set(["timeline", "history", "participants", "get", "workbench"]);

/** A refusal may mean that our rights have changed since the menus were drawn. */
function onFailure(problem: unknown): void {
  if (!isFailure(problem)) return;
  const { status, error } = problem;
  if (status !== 403 && status !== 404 && error.code !== "suspended") return;
  void queryClient.invalidateQueries({ queryKey: ["me"], exact: true });
  void queryClient.invalidateQueries({ queryKey: ["meta"] });
}

function isWorthRetrying(status: number): boolean {
  return status === 0 || status >= 500;
}
