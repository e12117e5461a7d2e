/** `POST /api/<object>.<verb>`: the verbs that every object has. */
import type { AggregateRequest, ListRequest } from "./contract.ts";
import type { BulkInput } from "../gate/gate.ts";
import type { Caller } from "../gate/mutate.ts";
import type { RemovalInput, UpdateInput } from "../gate/write.ts";
import type { Services } from "../services.ts";

type Verb<Body> = (services: Services, caller: Caller, object: string, body: Body) => Promise<unknown>;

/** Bodies come from outside: the gate checks every part of them it uses. */
export const VERBS: Readonly<Record<string, Verb<never>>> = {
  list: ({ gate }, caller, object, body: ListRequest) => gate.list(caller, object, body),
  trash: ({ gate }, caller, object, body: ListRequest) => gate.trash(caller, object, body),
  count: async ({ gate }, caller, object, body: ListRequest) => ({ count: await gate.count(caller, object, body) }),
  aggregate: ({ gate }, caller, object, body: AggregateRequest) => gate.aggregate(caller, object, body),
  get: ({ gate }, caller, object, body: { id: string }) => gate.get(caller, object, body.id),
  create: ({ gate }, caller, object, body: { values: unknown }) => gate.create(caller, object, body.values),
  update: ({ gate }, caller, object, body: UpdateInput) => gate.update(caller, object, body),
  delete: ({ gate }, caller, object, body: RemovalInput) => gate.delete(caller, object, body),
  restore: ({ gate }, caller, object, body: RemovalInput) => gate.restore(caller, object, body),
  bulk: ({ gate }, caller, object, body: BulkInput) => gate.bulk(caller, object, body),
  reveal: async ({ gate }, caller, object, body: { id: string; field: string; reason?: string }) => ({
    value: await gate.reveal(caller, object, body),
  }),
  history: ({ gate }, caller, object, body: { id: string; cursor?: string }) => gate.history(caller, object, body),
};
