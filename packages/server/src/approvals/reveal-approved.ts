/** A masked cell that may be looked at in full only with an approval (R102, R134): once it is given, each look has its trace. */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Json } from "../fields/module.ts";
import type { Caller } from "../gate/mutate.ts";
import { revealCell } from "../gate/reveal.ts";
import type { ApprovalParts } from "./approvals.ts";
import type { Operation } from "./operation.ts";
import { readRequest } from "./request-store.ts";
import type { StoredRequest } from "./request.ts";

/** By who asked, while it lasts, and by their rights of this moment; to everybody else there is no such request. */
export async function revealApproved(
  { gate, db }: ApprovalParts,
  caller: Caller,
  { id }: { readonly id?: unknown },
): Promise<{ readonly value: Json }> {
  const { content } = await demandLook(db, caller.person, id);
  const { object, field = "" } = content;
  const record = content.records[0]!.id;
  const detail = { field, request: textOf(id) };
  const act = { object, action: "reveal", records: [record], isApproved: true, detail } as const;
  const value = await gate.write(caller, act, async (tx, subject) => {
    await demandLook(tx, subject.person, id);
    return revealCell(tx, subject, object, { id: record, field });
  });
  return { value };
}

export const isLook = ({ kind, content, state, isOver }: StoredRequest): boolean =>
  kind === "operation" &&
  (content as Operation).action === "reveal" &&
  state === "approved" &&
  !isOver;

async function demandLook(
  executor: Executor,
  person: string,
  id: unknown,
): Promise<StoredRequest<Operation>> {
  const request = UUID.test(textOf(id)) ? await readRequest(executor, textOf(id)) : null;
  if (!request || request.asker !== person || !isLook(request)) throw new Refusal("not_found");
  return request as StoredRequest<Operation>;
}
