/** Asking for what one may not do, and deciding what others ask. */
import type { FastifyInstance } from "fastify";
import {
  approveRequest,
  createRequest,
  refuseRequest,
  withdrawRequest,
  type ApprovalParts,
} from "../approvals/approvals.ts";
import { endDeputy, nameDeputy } from "../approvals/deputies.ts";
import { proposalReply, requestsReply, type Which } from "../approvals/request-reply.ts";
import { revealApproved } from "../approvals/reveal-approved.ts";
import { badRequest } from "../errors.ts";
import type { Caller } from "../gate/mutate.ts";
import { notChoice } from "../policies/parse-shape.ts";
import type { Services } from "../services.ts";
import { onceOf } from "./once.ts";
import { authenticate } from "./session.ts";

type Command = (parts: ApprovalParts, caller: Caller, body: object) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "request.propose": proposalReply,
  "request.create": createRequest,
  "request.approve": approveRequest,
  "request.refuse": refuseRequest,
  "request.withdraw": withdrawRequest,
  "request.reveal": revealApproved,
  "request.nameDeputy": nameDeputy,
  "request.endDeputy": endDeputy,
};

const WHICH: readonly string[] = ["decide", "mine", "decided"] satisfies readonly Which[];

export function registerRequests(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: { which?: unknown } }>("/api/requests", async (request) => {
    const caller = await authenticate(services, request);
    const { which = "decide" } = request.query;
    if (typeof which !== "string" || !WHICH.includes(which))
      throw badRequest([notChoice("which", which, WHICH)]);
    return requestsReply(services.approvals, caller, which as Which);
  });
  for (const [name, command] of Object.entries(COMMANDS)) {
    app.post(`/api/${name}`, async (request) => {
      const caller = { ...(await authenticate(services, request)), ...onceOf(request) };
      const { body } = request;
      return command(
        services.approvals,
        caller,
        typeof body === "object" && body !== null ? body : {},
      );
    });
  }
}
