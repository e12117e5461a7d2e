/**
 * Who is in a sandbox, who set it up and who approved it are told before it ends: it is they who finish their work, or ask
 * for a later end in time. Nothing depends on it, and it may come whenever a node has time.
 */
import type { Text } from "@latchkey/policy";
import type { Database } from "../../db/database.ts";
import { toWall } from "../../fields/wall-clock.ts";
import { membersOf } from "../../gate/group-members.ts";
import type { Caller } from "../../gate/mutate.ts";
import { readTitles } from "../../gate/titles.ts";
import { writeNotices } from "../../inbox/notices.ts";
import { text } from "../phrases.ts";
import { sandboxName } from "./sandbox-role.ts";
import { readSandboxes, takeEnding } from "./sandbox-store.ts";
import type { Services } from "../../services.ts";

/** A chore. */
export const tellEnds = (db: Database): Promise<number> =>
  db.transaction(async (tx) => {
    const ending = await takeEnding(tx);
    for (const { id, owner, approver, content } of ending) {
      const people = [...content.people, ...(await membersOf(tx, content.groups)), owner, approver];
      const notices = [...new Set(people)].map((person) => ({
        person,
        kind: "sandboxEnding" as const,
        object: "sandbox",
        record: id,
      }));
      await writeNotices(tx, notices);
    }
    return ending.length;
  });

/** Those of the sandboxes that are not over and that the reader is in, or may look at: when they end. */
export const knownEndings = (
  { gate, db }: Pick<Services, "gate" | "db">,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Text>> =>
  gate.read(caller, { object: "sandbox", action: "inbox", records: [] }, async (subject) => {
    const seen = await readTitles(db, subject, "sandbox", ids);
    const isTheirs = (id: string): boolean => subject.sandboxes.some((held) => held.id === id);
    const open = (await readSandboxes(db, ids)).filter(
      ({ id, isOver }) => !isOver && (seen.has(id) || isTheirs(id)),
    );
    const result = new Map(
      open.map(({ id, name, until }) => [id, endWords(name, until, subject.zone)]),
    );
    return { result, records: [...result.keys()] };
  });

function endWords(name: string, until: Date, zone: string): Text {
  const sandbox = sandboxName(name);
  const at = toWall(until.toISOString(), zone).slice(0, 16);
  return text(
    `${sandbox.zh}将于 ${at} 结束，之后因它而有的权限全部收回`,
    `${sandbox.en[0]!.toUpperCase()}${sandbox.en.slice(1)} ends at ${at}, and with it every right it gives`,
  );
}
