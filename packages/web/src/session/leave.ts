import { queryClient } from "../queries/query-client.ts";
import { stopWatchingExpiry } from "./expiry.ts";
import { signOut } from "./sign-in.ts";

/** Nothing of one person may be seen by the next on the same device. */
export async function leave(): Promise<void> {
  stopWatchingExpiry();
  await signOut();
  queryClient.clear();
  window.location.assign("/");
}
