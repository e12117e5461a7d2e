/**
 * Finding the customer in hand (R168): somebody is on the phone or at the desk, and says a name with the last digits of
 * their number, or the number of an order. Whoever may look up finds exactly that customer wherever they belong, and has
 * them *in hand* for half an hour.
 *
 * To have in hand is to take part as `lookedUp`, which a rule opens what it likes to, as the scope of that name; nothing is
 * decided here. Where the reader's rules leave the record closed even so, it was not found.
 *
 * Every question counts and leaves its line with what was asked, found or not: nobody tries numbers out by the thousand.
 */
import { mayEver } from "@latchkey/policy";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import type { Sql } from "../fields/module.ts";
import type { LookUpReply, LookUpRequest, Row } from "../http/contract.ts";
import { searchIndexOf } from "../search/search-index.ts";
import { countActs } from "./acts-counted.ts";
import { decide } from "./demands.ts";
import type { Gate } from "./gate.ts";
import { findRecord } from "./list.ts";
import type { Caller } from "./mutate.ts";
import { lockParticipation } from "./participation.ts";
import { heldSql } from "./search.ts";
import { insertHistory } from "./store.ts";
import type { Subject } from "./subject.ts";
import { presentTitled } from "./titles.ts";

const LOOK_UPS = { limit: 30, minutes: 60 };

/** In minutes: as long as a call. */
const IN_HAND = 30;

/** As many of one name and one ending as are told apart by looking at them; of more, none is shown. */
const MOST = 3;

const OBJECT = "customer";

const COUNTING = {
  space: 78,
  which: `action = '${OBJECT}.lookUp'`,
  weight: "1",
  minutes: LOOK_UPS.minutes,
};

export function lookUp(
  gate: Pick<Gate, "write">,
  caller: Caller,
  object: string,
  body: LookUpRequest,
): Promise<LookUpReply> {
  const asked = parse(body);
  const act = { object, action: "lookUp", records: [], asked: { ...asked } };
  return gate.write(caller, act, async (tx, subject) => {
    if (object !== OBJECT || !mayEver(subject.compiled, OBJECT, "lookUp"))
      throw new Refusal("forbidden");
    const left = await spend(tx, subject.person);
    const model = objectNamed(subject.world.model, OBJECT);
    const ids = await candidates(tx, model, asked);
    const found: InHand[] = [];
    for (const id of ids.length > MOST ? [] : ids)
      found.push(...(await takeInHand(tx, subject, model, id)));
    const rows = found.map(({ row }) => row);
    const until = found[0]?.until.toISOString() ?? null;
    return { result: { rows, left, until }, records: rows.map(({ id }) => id) };
  });
}

type Asked = { readonly name: string; readonly digits: string } | { readonly order: string };

function parse({ name, digits, order }: LookUpRequest): Asked {
  if (order !== undefined) {
    const number = textIn(order);
    if (number === "") throw badRequest([problem("order", "required")]);
    return { order: number };
  }
  const [asked, ending] = [textIn(name), textIn(digits)];
  const problems: Problem[] = [];
  if (asked === "") problems.push(problem("name", "required"));
  if (!/^\d{4}$/.test(ending)) problems.push(problem("digits", "not_last_digits"));
  if (problems.length > 0) throw badRequest(problems);
  return { name: asked, digits: ending };
}

/** Longer than any name or number. */
const textIn = (value: unknown): string =>
  typeof value === "string"
    ? value.replaceAll("\u0000", "").toWellFormed().trim().slice(0, 100)
    : "";

/** Returns how many are left. */
async function spend(tx: Executor, person: string): Promise<number> {
  const left = LOOK_UPS.limit - (await countActs(tx, person, COUNTING)) - 1;
  if (left < 0) throw new Refusal("too_many_look_ups", LOOK_UPS);
  return left;
}

/** Live records that fit, whoever sees them: at most one more than are shown. */
async function candidates(
  tx: Executor,
  object: ObjectModel,
  asked: Asked,
): Promise<readonly string[]> {
  const which = "order" in asked ? ofOrder(asked.order) : named(object, asked.name, asked.digits);
  const { rows } = await run<{ id: string }>(
    tx,
    sql`select r.id from ${sql.table(object.table)} r where r.deleted_at is null and ${which} order by r.id limit ${sql.lit(MOST + 1)}`,
  );
  return rows.map(({ id }) => id);
}

const ofOrder = (number: string): Sql =>
  sql`r.id in (select customer from "order" where number = ${number} and deleted_at is null)`;

function named(object: ObjectModel, name: string, digits: string): Sql {
  const ends = ["phone", "phone2"].map(
    (column) => sql`right(${sql.ref(`r.${column}`)}, 4) = ${digits}`,
  );
  const fits = sql`lower(r.name) = lower(${name}) and (${sql.join(ends, sql` or `)})`;
  // Tokens say which may fit, and those that have none yet wait in their queue.
  const held = heldSql(searchIndexOf(object.declaration)!, `${name} ${digits}`, ALL);
  return held ? sql`r.id in (${held}) and ${fits}` : fits;
}

const ALL = 2 ** 31;

interface InHand {
  readonly row: Row;
  readonly until: Date;
}

/** Nothing where it stays closed to the reader. */
async function takeInHand(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  id: string,
): Promise<readonly InHand[]> {
  await lockParticipation(tx, subject, { object: object.name, id });
  await tx.query("savepoint in_hand");
  const { participant, until } = await insertInHand(tx, subject, id);
  const record = await findRecord(tx, subject, { object: object.name }, id);
  const isOpen =
    record !== null &&
    decide(subject.compiled, object.name, "lookUp", record.facts, record.context).allow;
  if (!isOpen) {
    await tx.query("rollback to savepoint in_hand");
    return [];
  }
  await insertHistory(tx, {
    object: "participant",
    record: participant,
    version: 1,
    by: subject.person,
    action: "lookUp",
    changes: { recordId: [null, id], function: [null, "lookedUp"] },
  });
  return [{ row: await presentTitled(tx, subject, object, record), until }];
}

/** Whoever is looked up again stays in hand for as long again. */
async function insertInHand(
  tx: Executor,
  subject: Subject,
  id: string,
): Promise<{ participant: string; until: Date }> {
  const participant = uuid();
  await tx.query(
    `update participant set deleted_at = statement_timestamp(), version = version + 1, updated_at = statement_timestamp()
       where object = $1 and record_id = $2 and principal_id = $3 and function = 'lookedUp' and deleted_at is null`,
    [OBJECT, id, subject.person],
  );
  const { rows } = await tx.query<{ until: Date }>(
    `insert into participant (id, owner, unit, created_by, object, record_id, principal_kind, principal_id, function, "from", until)
       select $1, $2, c.unit, $2, $3, c.id, 'person', $2, 'lookedUp', statement_timestamp(),
         statement_timestamp() + make_interval(mins => $5) from customer c where c.id = $4 returning until`,
    [participant, subject.person, OBJECT, id, IN_HAND],
  );
  return { participant, until: rows[0]!.until };
}
