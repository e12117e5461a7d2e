/**
 * Rights that begin or end by themselves change what every open page shows: at that moment all of it is asked again, as
 * when the server says that something has changed.
 */
import type { Me } from "@latchkey/server/contract";
import { useEffect } from "react";
import { untilInterval } from "../clock.ts";
import { forgetAndAsk } from "../queries/query-client.ts";

export function useRightsEdge(me: Me): void {
  useEffect(() => {
    const wait = untilInterval(me.until);
    if (wait === false) return;
    const timer = setTimeout(forgetAndAsk, wait);
    return () => clearTimeout(timer);
  }, [me]);
}
