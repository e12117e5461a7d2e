/** `POST /api/<object>.<verb>`: the verbs that every object has. */
import type { AggregateRequest, CountRequest, ListRequest, LookUpRequest } from "./contract.ts";
import type { FilePlace } from "../files/files.ts";
import type { BulkInput } from "../gate/bulk.ts";
import { explainAct } from "../gate/explain-act.ts";
import { explainRecord, type ExplainInput } from "../gate/explain.ts";
import { lookUp } from "../gate/look-up.ts";
import type { Caller } from "../gate/mutate.ts";
import { probeRecords, type ProbeInput } from "../gate/probe.ts";
import { printRecords, type PrintInput } from "../gate/print.ts";
import type { FilesPlace } from "../gate/record-files.ts";
import { scopeOf } from "../gate/scope.ts";
import { participantsOf, type ShareInput, type UnshareInput } from "../gate/share.ts";
import { timelineOf, type TimelineInput } from "../gate/timeline.ts";
import { whoCanSee, type WhoCanSeeInput } from "../gate/who-can-see.ts";
import type { RemovalInput, UpdateInput } from "../gate/write.ts";
import { withExplanation } from "./explain-refusal.ts";
import { UUID } from "../fields/shared.ts";
import type { Services } from "../services.ts";

type Verb<Body> = (
  services: Services,
  caller: Caller,
  object: string,
  body: Body,
) => Promise<unknown>;

/** Bodies come from outside: the gate checks every part of them it uses. */
const BARE: Readonly<Record<string, Verb<never>>> = {
  list: ({ gate }, caller, object, body: ListRequest) => gate.list(caller, object, body),
  trash: ({ gate }, caller, object, body: ListRequest) => gate.trash(caller, object, body),
  count: ({ gate }, caller, object, body: CountRequest) => gate.count(caller, object, body),
  aggregate: ({ gate }, caller, object, body: AggregateRequest) =>
    gate.aggregate(caller, object, body),
  get: ({ gate }, caller, object, body: { id: string }) => gate.get(caller, object, body.id),
  create: ({ gate }, caller, object, body: { values: unknown }) =>
    gate.create(caller, object, body.values),
  update: ({ gate }, caller, object, body: UpdateInput) => gate.update(caller, object, body),
  delete: ({ gate }, caller, object, body: RemovalInput) => gate.delete(caller, object, body),
  restore: ({ gate }, caller, object, body: RemovalInput) => gate.restore(caller, object, body),
  bulk: ({ gate }, caller, object, body: BulkInput) => gate.bulk(caller, object, body),
  probe: (services, caller, object, body: ProbeInput) =>
    probeRecords(services, caller, object, body),
  lookUp: ({ gate }, caller, object, body: LookUpRequest) => lookUp(gate, caller, object, body),
  print: (services, caller, object, body: PrintInput) =>
    printRecords(services, caller, object, body),
  reveal: async ({ gate }, caller, object, body: { id: string; field: string }) => ({
    value: await gate.reveal(caller, object, body),
  }),
  export: ({ exchange }, caller, object, body: unknown) =>
    exchange.exports.ask(caller, object, body),
  history: ({ gate }, caller, object, body: { id: string; cursor?: string }) =>
    gate.history(caller, object, body),
  explain: ({ gate, db, subjects }, caller, object, body: Omit<ExplainInput, "object">) =>
    gate.read(
      caller,
      {
        object,
        action: "explain",
        records: idsOf(body),
        detail: textsOf(body, ["action", "field", "person"]),
      },
      async (subject) => ({
        result:
          body.id === undefined && body.person === undefined
            ? await explainAct(db, subject, { ...body, object })
            : await explainRecord(db, subjects, subject, { ...body, object }),
        records: idsOf(body),
      }),
    ),
  whoCanSee: ({ gate, db, subjects }, caller, object, body: WhoCanSeeInput) =>
    gate.read(caller, { object, action: "whoCanSee", records: idsOf(body) }, async (subject) => ({
      result: await whoCanSee(db, subjects, subject, object, body),
      records: idsOf(body),
    })),
  scope: ({ gate, db }, caller, object) =>
    gate.read(caller, { object, action: "scope", records: [] }, async (subject) => ({
      result: await scopeOf(db, subject, object),
      records: [],
    })),
  timeline: ({ gate, db }, caller, object, body: TimelineInput) =>
    gate.read(caller, { object, action: "timeline", records: idsOf(body) }, (subject) =>
      timelineOf(db, subject, object, body),
    ),
  share: ({ gate }, caller, object, body: ShareInput) => gate.share(caller, object, body),
  unshare: ({ gate }, caller, object, body: UnshareInput) => gate.unshare(caller, object, body),
  files: ({ files }, caller, object, body: FilesPlace) => files.list(caller, object, body),
  removeFile: ({ files }, caller, object, body: FilePlace) => files.remove(caller, object, body),
  restoreFile: ({ files }, caller, object, body: FilePlace) => files.putBack(caller, object, body),
  participants: ({ gate, db }, caller, object, body: { id: string }) =>
    gate.read(caller, { object, action: "participants", records: idsOf(body) }, (subject) =>
      participantsOf(db, subject, object, body),
    ),
};

/** Each as it is, with the explanation of what it refuses. */
export const VERBS: Readonly<Record<string, Verb<never>>> = Object.fromEntries(
  Object.entries(BARE).map(([verb, work]): [string, Verb<never>] => [
    verb,
    (services, caller, object, body) =>
      withExplanation(services, caller, { object, verb, body }, () =>
        work(services, caller, object, body),
      ),
  ]),
);

const isId = (id: unknown): id is string => typeof id === "string" && UUID.test(id);

const idsOf = ({ id }: { readonly id?: unknown }): readonly string[] => (isId(id) ? [id] : []);

/** What was asked, for the audit line; texts of a bounded length only. */
const textsOf = (body: object, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      names.includes(name) && typeof value === "string" ? [[name, value.slice(0, 60)]] : [],
    ),
  );
