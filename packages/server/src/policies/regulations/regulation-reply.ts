/** What rules rest on, and the reviews of those that cite what has changed, for whoever may look at the whole policy. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import type {
  CitingRule,
  Reference,
  RegulationReview,
  RegulationsReply,
  ReviewItem,
} from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import type { Speech } from "../condition-sentence.ts";
import { mayOverPolicy } from "../over-policy.ts";
import type { RoleContent } from "../role-content.ts";
import { readSpeech } from "../rule-parts.ts";
import { ruleSentence } from "../sentences.ts";
import { text } from "../phrases.ts";
import { citing, isRule, readStanding, stateOf, type Citing, type Standing } from "./citations.ts";
import {
  readRegulations,
  readReviews,
  type StoredItem,
  type StoredReview,
} from "./regulation-store.ts";

export const regulationsReply = (
  { gate, db }: Services,
  caller: Caller,
): Promise<RegulationsReply> =>
  gate.read(
    caller,
    { object: "policyDraft", action: "regulations", records: [] },
    async (subject) => {
      const result = mayOverPolicy(subject, "view") ? await wholeReply(db, subject) : NONE;
      // Behind the reads: a right that was taken while they ran gives nothing out.
      await demandPlan(db, subject);
      return { result, records: [] };
    },
  );

/** For who has no rights over the whole policy. */
const NONE: RegulationsReply = { regulations: [], reviews: [], mayEdit: false };

async function wholeReply(db: Executor, subject: Subject): Promise<RegulationsReply> {
  const standing = await readStanding(db);
  const regulations = (await readRegulations(db)).map((one) => ({
    ...one,
    cited: citing(standing.published, one.code),
  }));
  const reviews = await readReviews(db, null);
  const speech = await readSpeech(db, subject, [
    ...regulations.flatMap(({ cited }) => cited.map(({ rule }) => rule)).filter(isRule),
    ...reviews.flatMap(({ items }) => items.map(({ content }) => content)).filter(isRule),
  ]);
  return {
    regulations: regulations.map(({ cited, ...rest }) => ({
      ...rest,
      citing: cited.map((one) => citingRule(one, speech)),
    })),
    reviews: await describeReviews(db, subject, { reviews, standing, speech }),
    mayEdit: mayOverPolicy(subject, "edit"),
  };
}

interface Described {
  readonly reviews: readonly StoredReview[];
  readonly standing: Standing;
  readonly speech: Speech;
}

async function describeReviews(
  db: Executor,
  subject: Subject,
  { reviews, standing, speech }: Described,
): Promise<readonly RegulationReview[]> {
  const people = reviews.flatMap(({ owner, by, items }) => [
    owner,
    by,
    ...items.flatMap((item) => item.by ?? []),
  ]);
  const names = await readTitles(db, subject, "person", [...new Set(people)]);
  const refer = (id: string): Reference => ({ id, title: names.get(id) ?? null });
  const told = reviews.map((review): RegulationReview => {
    const { id, regulation, change, owner, due, by, at, isLate } = review;
    const items = review.items.map((item): ReviewItem => {
      const role = standing.drafted.get(item.role) ?? standing.published.get(item.role);
      return {
        ...citingRule({ role: role ?? goneRole(item), rule: item.content }, speech),
        state: stateOf(item, standing),
        remark: item.remark,
        by: item.by === null ? null : refer(item.by),
        at: item.at === null ? null : new Date(item.at).toISOString(),
      };
    });
    const isClosed = isSettled(review, standing);
    return {
      id,
      regulation,
      change,
      owner: refer(owner),
      due: due.toISOString(),
      by: refer(by),
      at: at.toISOString(),
      isClosed,
      isOverdue: isLate && !isClosed,
      items,
    };
  });
  return told.toSorted((a, b) => Number(a.isClosed) - Number(b.isClosed));
}

/** Every rule stays with a remark, or stands otherwise as published. */
export const isSettled = ({ items }: StoredReview, standing: Standing): boolean =>
  items.every((item) => ["kept", "changed"].includes(stateOf(item, standing)));

const goneRole = ({ role }: StoredItem): Pick<RoleContent, "id" | "name" | "nameEnglish"> => ({
  id: role,
  name: "已归档的角色",
  nameEnglish: "an archived role",
});

function citingRule(
  {
    role,
    rule,
  }: { readonly role: Pick<Citing["role"], "id" | "name" | "nameEnglish"> } & Pick<Citing, "rule">,
  speech: Speech,
): CitingRule {
  const roleName: Text = { zh: role.name, en: role.nameEnglish ?? role.name };
  const sentence = isRule(rule) ? ruleSentence(rule, speech) : MATRIX_WORDS;
  return { role: role.id, roleName, rule: rule.id, sentence };
}

const MATRIX_WORDS = text(
  "权限矩阵，以及各级别和字段怎样可见",
  "its matrix, and how it sees classes and fields",
);
