import { forgetDrafts } from "../connection/drafts.ts";
import { forgetAllWaiting } from "../connection/outbox.ts";
import { queryClient } from "../queries/query-client.ts";
import { stopWatchingExpiry, watchExpiry } from "./expiry.ts";
import { signOut } from "./sign-in.ts";

/**
 * Nothing of one person may be seen by the next on the same device. What they wrote goes first, as they have been asked:
 * whoever walks away now has left nothing, whatever becomes of the session.
 */
export async function leave(): Promise<void> {
  forgetAllWaiting();
  forgetDrafts();
  stopWatchingExpiry();
  await signOut().catch((problem: unknown) => {
    watchExpiry();
    throw problem;
  });
  queryClient.clear();
  window.location.assign("/");
}

/**
 * For another person, after a session that ended: the page and what it shows are dropped. What the one before has written
 * stays on the device under their name, as they never said that they leave it.
 */
export async function makeWay(isOtherThere: boolean): Promise<void> {
  stopWatchingExpiry();
  if (!isOtherThere) await signOut().catch(() => undefined);
  queryClient.clear();
  window.location.assign("/");
}
