import { setTimeout as pause } from "node:timers/promises";

/**
 * What was done before a moment, told when the moment is past. On a busy machine it comes too soon; then it is done once
 * more with twice as long for it, whatever came of it by then.
 */
export async function inTime<Done>(work: (until: string) => Promise<Done>): Promise<Done> {
  for (let wait = 2_000; ; wait *= 2) {
    const until = Date.now() + wait;
    const [done] = await Promise.allSettled([work(new Date(until).toISOString())]);
    if (Date.now() >= until) continue;
    if (done.status === "rejected") throw done.reason;
    await pause(until + 100 - Date.now());
    return done.value;
  }
}
