/** Rights for a time (R58–R62). They are approved, or refused, as the requests they are. */
import type { FastifyInstance } from "fastify";
import type { Caller } from "../gate/mutate.ts";
import {
  dropFromSandbox,
  endSandbox,
  extendSandbox,
  previewSandbox,
  initiateSandbox,
} from "../sandboxes/sandbox-commands.ts";
import { sandboxesReply, sandboxTrace } from "../sandboxes/sandbox-reply.ts";
import type { Services } from "../services.ts";
import { onceOf } from "./once.ts";
import { authenticate } from "./session.ts";

type Command = (services: Services, caller: Caller, body: object) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "sandbox.preview": previewSandbox,
  "sandbox.initiate": initiateSandbox,
  "sandbox.extend": extendSandbox,
  "sandbox.drop": dropFromSandbox,
  "sandbox.end": endSandbox,
};

export function registerSandboxes(app: FastifyInstance, services: Services): void {
  app.get("/api/sandboxes", async (request) =>
    sandboxesReply(services, await authenticate(services, request)),
  );
  app.get<{ Params: { id: string } }>("/api/sandboxes/:id/trace", async (request) =>
    sandboxTrace(services, await authenticate(services, request), request.params.id),
  );
  for (const [name, command] of Object.entries(COMMANDS)) {
    app.post(`/api/${name}`, async (request) => {
      const caller = { ...(await authenticate(services, request)), ...onceOf(request) };
      const { body } = request;
      return command(services, caller, typeof body === "object" && body !== null ? body : {});
    });
  }
}
