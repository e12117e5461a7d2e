/** Groups that follow a rule (R167), and posts that deviate from their template (R166). */
import type { FastifyInstance } from "fastify";
import type { Caller } from "../gate/mutate.ts";
import { previewRule, ruleReply, setRule } from "../groups/group-commands.ts";
import { acceptDeviations, dropAcceptances } from "../org/accept-deviations.ts";
import { deviationsReply, realignPosts, undoRealign } from "../org/realign-posts.ts";
import type { Services } from "../services.ts";
import { authenticate } from "./session.ts";

type Command = (services: Services, caller: Caller, body: object) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "group.setRule": setRule,
  "group.previewRule": previewRule,
  "post.realign": realignPosts,
  "post.undoRealign": undoRealign,
  "post.acceptDeviation": acceptDeviations,
  "post.dropAcceptance": dropAcceptances,
};

export function registerGroups(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { id: string } }>("/api/groups/:id/rule", async (request) =>
    ruleReply(services, await authenticate(services, request), request.params.id),
  );
  app.get<{ Querystring: { template?: unknown; offset?: unknown; accepted?: unknown } }>(
    "/api/posts/deviations",
    async (request) =>
      deviationsReply(services, await authenticate(services, request), request.query),
  );
  for (const [name, command] of Object.entries(COMMANDS))
    app.post(`/api/${name}`, async (request) => {
      const caller = await authenticate(services, request);
      const { body } = request;
      return command(services, caller, typeof body === "object" && body !== null ? body : {});
    });
}
