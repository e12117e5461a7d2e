/**
 * What somebody may do only with an approval (R102): the act waits as a request, and on the approval it is done, once, as
 * the one who asked, by their rights of that moment. Which acts demand one, and whose, is said by roles, like any rule.
 */
import type { Executor } from "../db/database.ts";
import type { Text } from "@latchkey/policy";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { readMany } from "../gate/batch-update.ts";
import { decide } from "../gate/demands.ts";
import type { StoredRecord } from "../gate/record.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { knownFields, viewOf } from "../gate/view.ts";
import { HEAD } from "../policies/demand-words.ts";
import { actionLabel } from "../policies/explanation-words.ts";
import { inline, listedUpTo, plainText, text } from "../policies/phrases.ts";
import { actOf, doingOf, factsOf, gainersOf, type Operation } from "./operation.ts";
import type { Approver, RequestKind } from "./request.ts";

/** Of many records, so many are named. */
const NAMED = 5;
/** Characters of a value. */
const MAX_SAID = 120;

export const operationKind: RequestKind<Operation> = {
  name: "operation",
  runsAs: "asker",

  async prepare(tx, asker, input) {
    const given = (input ?? {}) as Readonly<Record<string, unknown>>;
    const [object, asked] = [textOf(given["object"] ?? ""), textOf(given["action"] ?? "")];
    // A cell that is seen masked is asked for where it is seen.
    const action = asked === "view" && given["field"] !== undefined ? "reveal" : asked;
    const doing = doingOf({ object, action });
    const model = asker.world.model.objects.get(object);
    if (!doing || !model || !Object.hasOwn(model.declaration.actions, action)) return null;
    const parsed = doing.parse(given);
    if (!parsed) return null;
    const records = await recordsOf(tx, asker, object, parsed.records);
    const content: Operation = {
      object,
      action,
      ...parsed,
      records: records.map(({ id, version }) => ({ id, version })),
    };
    const demanded = await doing.demanded(tx, asker, content, records);
    if (demanded.length === 0) return null;
    const chain = demanded.map((by) => ({
      approver: typeof by === "string" ? approverNamed(asker, by) : by,
    }));
    return { content, chain, until: await untilOf(tx, content) };
  },

  /** Of what is given: what it brings. */
  about({ object, records, values = {} }) {
    if (records.length === 1) return { object, id: records[0]!.id };
    const { role, group } = factsOf(values).values;
    if (role !== null) return { object: "role", id: role };
    return group === null ? null : { object: "group", id: group };
  },

  async describe(executor, reader, { content, chain }) {
    const { object: name, action, records, values, field } = content;
    const object = objectNamed(reader.world.model, name);
    const what = actionLabel(object, action);
    if (records.length === 0) {
      if (!values)
        return text(
          `${what.zh}${object.declaration.plural.zh}`,
          `${what.en} ${inline(object.declaration.plural).en}`,
        );
      const of = await givingWords(executor, reader, object, values);
      const beyond = chain.some(({ approver }) => approver.kind === "granters") ? BEYOND : NO_WORDS;
      return text(`${what.zh}${of.zh}${beyond.zh}`, `${what.en} ${inline(of).en}${beyond.en}`);
    }
    const ids = records.map(({ id }) => id);
    const titles = await readTitles(executor, reader, name, ids);
    const named = ids.flatMap((id) => titles.get(id) ?? []).map((title) => plainText(`“${title}”`));
    const label = inline(
      records.length === 1 ? object.declaration.label : object.declaration.plural,
    );
    const which = named.length === 0 ? text("", "") : listedUpTo(named, NAMED);
    const becomes = values
      ? await changeWords(executor, reader, object, ids, values)
      : cellWords(reader, name, field);
    return text(
      `${what.zh} ${records.length} 条${label.zh}${which.zh}${becomes.zh}`,
      `${what.en} ${records.length} ${label.en} ${which.en}`.trim() + becomes.en,
    );
  },

  gains: gainersOf,

  act: ({ content }) => actOf(content),

  /** Nobody approves what they do not see, nor gives what they could not grant. */
  async mayApprove(tx, approver, { content }) {
    const { object, records } = content;
    if ((await doingOf(content)!.mayGrant?.(tx, approver, content)) === false) return false;
    const model = objectNamed(approver.world.model, object);
    const seen = await readMany(
      tx,
      approver,
      model,
      records.map(({ id }) => id),
    );
    return seen.size === records.length;
  },

  carryOut: (tx, { subject }, { content }) => doingOf(content)!.carryOut(tx, subject, content),
};

/** So long after it was asked for, a cell may be looked at. */
const LOOKING_DAYS = 7;

/** What is given says its end itself. */
async function untilOf(tx: Executor, { action, values }: Operation): Promise<Date | null> {
  const end = action === "create" ? Date.parse(textOf(values?.["until"] ?? "")) : Number.NaN;
  if (!Number.isNaN(end)) return new Date(end);
  return action === "reveal" ? lookingUntil(tx) : null;
}

async function lookingUntil(tx: Executor): Promise<Date> {
  const { rows } = await tx.query<{ until: Date }>(
    "select statement_timestamp() + make_interval(days => $1) as until",
    [LOOKING_DAYS],
  );
  return rows[0]!.until;
}

/** What the asker does not see is not there. */
async function recordsOf(
  tx: Executor,
  asker: Subject,
  object: string,
  wanted: Operation["records"],
): Promise<readonly StoredRecord[]> {
  const ids = wanted.map(({ id }) => id);
  const seen = await readMany(tx, asker, objectNamed(asker.world.model, object), ids);
  if (seen.size < ids.length) throw new Refusal("not_found");
  return ids.map((id) => seen.get(id)!);
}

/** As a rule names who approves: the head of the asker's unit, a role, or a person. */
function approverNamed({ unit, world }: Subject, by: string): Approver {
  if (by === HEAD) return { kind: "head", unit };
  const isRole = world.policy.roles.some(({ id }) => id === by);
  return isRole ? { kind: "role", role: by, unit } : { kind: "person", person: by, unit: null };
}

const NO_WORDS = text("", "");
const BEYOND = text("（超出任职岗位）", " (beyond the posts)");

/** "授权：张三 · 财务 · 南山店", "组成员：张三 · 盘点组"; what the reader does not see is left out. */
async function givingWords(
  executor: Executor,
  reader: Subject,
  { declaration: { label } }: ObjectModel,
  values: Readonly<Record<string, unknown>>,
): Promise<Text> {
  const idIn = (name: string): string => textOf(values[name] ?? "");
  const titled = async (object: string): Promise<Text> => {
    const ids = [idIn(object)].filter((id) => UUID.test(id));
    return plainText((await readTitles(executor, reader, object, ids)).get(ids[0]!) ?? "");
  };
  const role = reader.world.policy.roles.find((one) => one.id === values["role"])?.name;
  const unit = reader.world.tree.name(idIn("atUnit")) ?? "";
  const said = [await titled("person"), await titled("group"), role ?? NO_WORDS, plainText(unit)];
  const join = (language: keyof Text): string =>
    said.flatMap((one) => one[language] || []).join(" · ");
  return text(`${label.zh}：${join("zh")}`, `${label.en}: ${join("en")}`);
}

/** The field whose cell it is of, where its reader knows of it. */
function cellWords(reader: Subject, object: string, name: string | undefined): Text {
  const field = knownFields(viewOf(reader, object)).find((one) => one.name === name);
  const { zh, en } = field?.declaration.label ?? text("", "");
  return field ? text(`的“${zh}”`, ` (${en})`) : text("", "");
}

/** Which fields become what; a value is told to who reads the cell in full on every one of the records. */
async function changeWords(
  executor: Executor,
  reader: Subject,
  object: ObjectModel,
  ids: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Promise<Text> {
  const seen = await readMany(executor, reader, object, ids);
  const levels = [...seen.values()].map(
    ({ facts, context }) => decide(reader.compiled, object.name, "view", facts, context).levels,
  );
  const isRead = (name: string): boolean =>
    seen.size === ids.length && levels.every((one) => one[name] === "plain");
  const known = knownFields(viewOf(reader, object.name));
  const changes = known
    .filter(({ name }) => Object.hasOwn(values, name))
    .map((field) => {
      const { label } = field.declaration;
      const value = isRead(field.name) ? valueWords(field, values[field.name]) : null;
      return value ? text(`${label.zh}“${value.zh}”`, `${label.en} “${value.en}”`) : label;
    });
  const all = listedUpTo(changes, NAMED);
  return changes.length === 0 ? text("", "") : text(`，改为：${all.zh}`, `, to: ${all.en}`);
}

/** Null: it has no words of its own, as files and references have none. */
function valueWords({ declaration }: FieldModel, value: unknown): Text | null {
  if ("choices" in declaration) {
    const choice = declaration.choices?.find((one) => one.value === value);
    return choice?.label ?? null;
  }
  const isPlain = typeof value === "string" || typeof value === "number";
  return isPlain && !UUID.test(String(value)) ? plainText(String(value).slice(0, MAX_SAID)) : null;
}
