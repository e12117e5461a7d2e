/**
 * What the reader opened last, as it is for them now: the trail knows what was opened, the gate what is still there and
 * what it is called. What was revoked or deleted since is not there.
 */
import { mayEver } from "@latchkey/policy";
import { openedRecords, type Opened } from "../audit/opened-records.ts";
import type { Caller } from "../gate/mutate.ts";
import { readTitles } from "../gate/titles.ts";
import type { Subject } from "../gate/subject.ts";
import type { RecentReply } from "../http/contract.ts";
import type { Services } from "../services.ts";

const SHOWN = 10;
/** So many are looked at, for some may have gone. */
const LOOKED_AT = 40;

/** Read by screens to say a name, not opened by people; the trail itself is nothing to come back to. */
const NOT_OPENED: ReadonlySet<string> = new Set(["unit", "tag", "auditLine"]);

/** So are people, but by those who administer them. */
export const isOpened = ({ compiled }: Subject, object: string): boolean =>
  object === "person" ? mayEver(compiled, object, "edit") : !NOT_OPENED.has(object);

export async function recentRecords(services: Services, caller: Caller): Promise<RecentReply> {
  // What somebody opened is theirs to know.
  if (caller.viewing) return { records: [] };
  await services.trail.flush();
  const subject = await services.subjects.current(caller.person);
  const all = await openedRecords(services.db, caller.person);
  const opened = all
    .filter(
      ({ object, id }) =>
        services.objects.has(object) && isOpened(subject, object) && id !== caller.person,
    )
    .slice(0, LOOKED_AT);
  const titles = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [object, ids] of Map.groupBy(opened, (one) => one.object))
    titles.set(object, await titlesNow(services, caller, object, ids));
  return {
    records: opened
      .flatMap(({ object, id, at }) => {
        const title = titles.get(object)!.get(id);
        return title === undefined ? [] : [{ object, id, title, at: at.toISOString() }];
      })
      .slice(0, SHOWN),
  };
}

function titlesNow(
  { gate, db }: Services,
  caller: Caller,
  object: string,
  opened: readonly Opened[],
): Promise<ReadonlyMap<string, string | null>> {
  const act = { object, action: "recent", records: [] };
  return gate.read(caller, act, async (subject) => {
    const ids = opened.map(({ id }) => id);
    const titles = await readTitles(db, subject, object, ids);
    return { result: titles, records: [...titles.keys()] };
  });
}
