/** Writing down what rules rest on, and reviewing those that cite what has changed (R56). Part of the policy, as its tests are. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../../db/database.ts";
import { badRequest, problem, Refusal, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type { Act, Caller, Done } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import type { RegulationKind } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { lockDrafts } from "../draft-store.ts";
import { demandOverPolicy, mayOverPolicy } from "../over-policy.ts";
import { notChoice } from "../parse-shape.ts";
import { usedBy } from "../rule-uses.ts";
import { citing, readStanding, stands } from "./citations.ts";
import {
  insertReview,
  readRegulations,
  readReviews,
  settleItem,
  type StoredItem,
  type StoredRegulation,
} from "./regulation-store.ts";

type Input = Readonly<Record<string, unknown>>;

const KINDS: readonly string[] = ["law", "article", "internal"] satisfies readonly RegulationKind[];
const OUTCOMES: readonly string[] = ["kept", "changed"];

/** Characters. */
const MAX_CODE = 60;
const MAX_TITLE = 200;
const MAX_WORDS = 1_000;

/** A register that people read. */
export const MAX_REGULATIONS = 1_000;

const actOf = (action: string): Act => ({ object: "policyDraft", action, records: [] });

/** A rule that is written meanwhile cites what is there, or comes after. */
async function begin(tx: Executor, subject: Subject): Promise<void> {
  demandOverPolicy(subject, "edit");
  await lockDrafts(tx);
}

export const saveRegulation = (
  { gate }: Services,
  caller: Caller,
  input: Input,
): Promise<{ code: string }> =>
  gate.write(caller, actOf("saveRegulation"), async (tx, subject) => {
    await begin(tx, subject);
    const problems: Problem[] = [];
    const { code, kind, title } = parseRegulation(input, problems);
    if (problems.length > 0) throw badRequest(problems);
    const values = [code, kind, title, subject.person];
    if (input["version"] === undefined) await add(tx, values);
    else {
      await demandRegulation(tx, { code, version: input["version"] });
      await tx.query(
        `update regulation set kind = $2, title = $3, "by" = $4, version = version + 1 where code = $1`,
        values,
      );
    }
    return { result: { code }, detail: { regulation: code, kind, title } };
  });

export type RegulationEntry = Pick<StoredRegulation, "code" | "kind" | "title">;

export function parseRegulation(input: Input, problems: Problem[]): RegulationEntry {
  const code = wordsIn(input, "code", MAX_CODE, problems);
  const title = wordsIn(input, "title", MAX_TITLE, problems);
  const kind = textOf(input["kind"]);
  if (!KINDS.includes(kind)) problems.push(notChoice("kind", input["kind"], KINDS));
  return { code, title, kind: kind as RegulationKind };
}

/** As many at once, new ones and those that are called otherwise now; whoever calls holds the draft's lock. */
export async function writeRegulations(
  tx: Executor,
  { person }: Subject,
  entries: readonly RegulationEntry[],
): Promise<void> {
  for (const { code, kind, title } of entries)
    await tx.query(
      `insert into regulation (code, kind, title, "by") values ($1, $2, $3, $4) on conflict (code) do update
         set kind = excluded.kind, title = excluded.title, "by" = excluded."by", version = regulation.version + 1`,
      [code, kind, title, person],
    );
  if ((await readRegulations(tx)).length > MAX_REGULATIONS)
    throw new Refusal("too_many_regulations", { limit: MAX_REGULATIONS });
}

async function add(tx: Executor, values: readonly string[]): Promise<void> {
  const all = await readRegulations(tx);
  if (all.some(({ code }) => code === values[0])) throw badRequest([problem("code", "taken")]);
  if (all.length >= MAX_REGULATIONS)
    throw new Refusal("too_many_regulations", { limit: MAX_REGULATIONS });
  await tx.query('insert into regulation (code, kind, title, "by") values ($1, $2, $3, $4)', [
    ...values,
  ]);
}

/** One that a rule rests on stays, and so does one that rules were reviewed for. */
export const removeRegulation = (
  { gate }: Services,
  caller: Caller,
  input: Input,
): Promise<{ code: string }> =>
  gate.write(caller, actOf("removeRegulation"), async (tx, subject) => {
    await begin(tx, subject);
    const { code } = await demandRegulation(tx, input);
    const { published, drafted } = await readStanding(tx);
    for (const roles of [published, drafted]) {
      const used = citing(roles, code);
      if (used.length === 0) continue;
      const names = [...new Set(used.map(({ role }) => role.name))];
      const problems = usedBy([...roles.values()], subject.world.model, ({ cites = [] }) =>
        cites.includes(code),
      );
      const told = { count: used.length, roles: names.join("、") };
      throw new Refusal("regulation_cited", told, { problems });
    }
    if ((await readReviews(tx, null)).some(({ regulation }) => regulation === code))
      throw new Refusal("regulation_reviewed");
    await tx.query("delete from regulation where code = $1", [code]);
    return { result: { code }, detail: { regulation: code } };
  });

/** It has changed: exactly the published rules that cite it are to be looked at, by somebody, until some day. */
export const openReview = (
  { gate, subjects }: Services,
  caller: Caller,
  input: Input,
): Promise<{ id: string }> =>
  gate.write(caller, actOf("reviewRegulation"), async (tx, subject) => {
    await begin(tx, subject);
    const { code } = await demandRegulation(tx, input);
    const problems: Problem[] = [];
    const change = wordsIn(input, "change", MAX_WORDS, problems);
    const owner = textOf(input["owner"]);
    if (!UUID.test(owner)) problems.push(problem("owner", "required"));
    const due = Date.parse(textOf(input["due"]));
    if (!(due > Number(subject.context["now"]))) problems.push(problem("due", "not_ahead"));
    if (problems.length > 0) throw badRequest(problems);
    const [asked] = await subjects.loadAll(tx, subject.world, [owner]);
    if (!asked || !mayOverPolicy(asked, "edit"))
      throw badRequest([problem("owner", "owner_edits_nothing")]);
    const items = citing((await readStanding(tx)).published, code).map(({ role, rule }) => ({
      role: role.id,
      rule: rule.id,
      content: rule,
    }));
    if (items.length === 0) throw new Refusal("nothing_cites");
    const id = uuid();
    const by = subject.person;
    await insertReview(tx, { id, regulation: code, change, owner, due: new Date(due), by, items });
    const told = { kind: "reviewOpened", object: "regulationReview", record: id, by } as const;
    return {
      result: { id },
      notices: owner === by ? [] : [{ person: owner, ...told }],
      detail: { regulation: code, review: id, owner, rules: items.length },
    };
  });

/** One rule of a review: it stays as it is, with a remark, or has been changed in the draft or since. */
export const settleReviewed = (
  { gate }: Services,
  caller: Caller,
  input: Input,
): Promise<{ id: string }> =>
  gate.write(caller, actOf("settleReview"), async (tx, subject): Promise<Done<{ id: string }>> => {
    await begin(tx, subject);
    const { review, item } = await demandItem(tx, input);
    const problems: Problem[] = [];
    const outcome = textOf(input["outcome"]) as NonNullable<StoredItem["outcome"]>;
    if (!OUTCOMES.includes(outcome)) problems.push(notChoice("outcome", outcome, OUTCOMES));
    const isSaid = textOf(input["remark"] ?? "").trim() !== "";
    const remark =
      outcome === "kept" || isSaid ? wordsIn(input, "remark", MAX_WORDS, problems) : null;
    if (problems.length > 0) throw badRequest(problems);
    const { published, drafted } = await readStanding(tx);
    if (outcome === "changed" && stands(item, published) && stands(item, drafted))
      throw new Refusal("not_changed");
    const { role, rule } = item;
    await settleItem(tx, review, { role, rule, outcome, remark, by: subject.person });
    return { result: { id: review }, detail: { review, role, rule, outcome, remark } };
  });

async function demandRegulation(tx: Executor, { code, version }: Input): Promise<StoredRegulation> {
  const stored = (await readRegulations(tx)).find((one) => one.code === code);
  if (!stored) throw new Refusal("not_found");
  if (version !== undefined && stored.version !== version) throw new Refusal("stale");
  return stored;
}

async function demandItem(
  tx: Executor,
  { review: asked, role, rule }: Input,
): Promise<{ readonly review: string; readonly item: StoredItem }> {
  const review = textOf(asked);
  const [found] = UUID.test(review) ? await readReviews(tx, [review]) : [];
  const item = found?.items.find((one) => one.role === role && one.rule === rule);
  if (!item) throw new Refusal("not_found");
  return { review, item };
}

function wordsIn(input: Input, name: string, limit: number, problems: Problem[]): string {
  const words = textOf(input[name] ?? "")
    .replaceAll("\u0000", "")
    .toWellFormed()
    .trim();
  if (words === "") problems.push(problem(name, "required"));
  if (words.length > limit) problems.push(problem(name, "too_long", { limit }));
  return words;
}
