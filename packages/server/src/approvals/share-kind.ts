/**
 * A share across departments waits for somebody above who could share the records themselves (R60), and is then made as the
 * one who asked, by their rights of that moment.
 */
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { acrossTo } from "../gate/across.ts";
import { readMany } from "../gate/batch-update.ts";
import { decide } from "../gate/demands.ts";
import { membersOf } from "../gate/group-members.ts";
import { actionFor } from "../gate/participation.ts";
import { functionsOf, parseShare, shareRecord, type ShareInput } from "../gate/share.ts";
import type { StoredRecord } from "../gate/record.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { inline, listedUpTo, plainText, text } from "../policies/phrases.ts";
import { idsIn } from "./chosen.ts";
import type { RequestKind } from "./request.ts";

interface Sharing {
  readonly object: string;
  readonly ids: readonly string[];
  readonly share: Omit<ShareInput, "id"> & { readonly until: string };
}

/** Of many records, so many are named. */
const NAMED = 5;

export const shareKind: RequestKind<Sharing> = {
  name: "share",
  runsAs: "asker",

  async prepare(tx, asker, input) {
    const { object: name, action, share, ...which } = input as Readonly<Record<string, unknown>>;
    const object = asker.world.model.objects.get(textOf(name ?? ""));
    if (!object || action !== "share" || typeof share !== "object" || share === null) return null;
    const { kind, ...terms } = parseShare(share as never, functionsOf(asker));
    if (actionFor(asker, object, kind) !== "share") return null;
    const ids = idsIn(which);
    if (!ids) return null;
    const records = await sharable(tx, asker, { object: object.name, ids });
    if (!records) throw new Refusal("not_found");
    const seen = await readTitles(tx, asker, terms.principal.kind, [terms.principal.id]);
    if (!seen.has(terms.principal.id)) throw badRequest([problem("principal", "no_such_record")]);
    const { until, reason, principal } = terms;
    if (until === null || reason === null) return null;
    const isAcross = await acrossTo(tx, asker, principal);
    if (!records.every(({ cells }) => isAcross((cells.get("unit") ?? null) as string | null)))
      return null;
    return {
      content: { object: object.name, ids, share: { principal, function: kind, until, reason } },
      chain: [{ approver: { kind: "head", unit: asker.unit } }],
      until: new Date(until),
    };
  },

  about: ({ object, ids }) => (ids.length === 1 ? { object, id: ids[0]! } : null),

  async describe(executor, reader, { content: { object: name, ids, share } }) {
    const { label, plural } = objectNamed(reader.world.model, name).declaration;
    const titles = await readTitles(executor, reader, name, ids);
    const named = ids.flatMap((id) => titles.get(id) ?? []).map((title) => plainText(`“${title}”`));
    const which = named.length === 0 ? text("", "") : listedUpTo(named, NAMED);
    const { kind, id } = share.principal;
    const whom = (await readTitles(executor, reader, kind, [id])).get(id);
    const what = inline(ids.length === 1 ? label : plural);
    return text(
      `把 ${ids.length} 条${label.zh}${which.zh}跨部门共享给${whom ? `“${whom}”` : "某人"}查看`,
      `share ${ids.length} ${what.en} ${which.en} with ${whom ?? "somebody"} of another department, to be looked at`,
    );
  },

  async gains(executor, { share: { principal } }) {
    if (principal.kind === "person") return [principal.id];
    return principal.kind === "group" ? membersOf(executor, [principal.id]) : [];
  },

  act: ({ content: { object, ids } }) => ({ object, action: "share", records: ids }),

  mayApprove: async (tx, approver, { content }) => (await sharable(tx, approver, content)) !== null,

  async carryOut(tx, { subject }, { content: { object, ids, share } }) {
    const done = [];
    for (const id of ids) done.push(await shareRecord(tx, subject, object, { ...share, id }, true));
    return {
      result: { participants: done.map(({ result }) => result.participant) },
      records: ids,
      notices: done.flatMap(({ notices = [] }) => notices),
    };
  },
};

/** Null where one is hidden, missing or not theirs to share: those are one answer here. */
async function sharable(
  tx: Executor,
  subject: Subject,
  { object: name, ids }: Pick<Sharing, "object" | "ids">,
): Promise<readonly StoredRecord[] | null> {
  const seen = await readMany(tx, subject, objectNamed(subject.world.model, name), ids);
  const records = [...seen.values()];
  const mayShare = ({ facts, context }: StoredRecord): boolean =>
    decide(subject.compiled, name, "share", facts, context).allow;
  return records.length === ids.length && records.every(mayShare) ? records : null;
}
