/**
 * Rehearsals of a draft over HTTP (R106, R172). A stage answers below an address of its own, `/rehearsal/<id>/api/…`, by an
 * application of its own over the stage's schema: which of the two a tab works in is in its address, and a tab beside it
 * stays where it is.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import {
  finishRehearsal,
  judgeTask,
  startRehearsal,
} from "../policies/rehearsals/rehearsal-commands.ts";
import { myRehearsals, rehearsalsReply } from "../policies/rehearsals/rehearsal-reply.ts";
import type { Stage } from "../policies/rehearsals/rehearsals.ts";
import type { Services } from "../services.ts";
import { authenticate, handOver } from "./session.ts";

type Command = (services: Services, caller: Caller, body: object) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "rehearsal.start": startRehearsal,
  "rehearsal.end": finishRehearsal,
  "rehearsal.judge": judgeTask,
};

/** Builds the application of a stage. */
export type BuildStage = (services: Services) => Promise<FastifyInstance>;

export function registerRehearsals(
  app: FastifyInstance,
  services: Services,
  build: BuildStage,
): void {
  app.get<{ Querystring: { draft?: unknown } }>("/api/policy/rehearsals", async (request) => {
    const caller = await authenticate(services, request);
    const { draft } = request.query;
    if (draft === undefined) return rehearsalsReply(services, caller, null);
    if (!/^\d{1,9}$/.test(textOf(draft))) throw new Refusal("not_found");
    return rehearsalsReply(services, caller, Number(draft));
  });
  app.get("/api/me/rehearsals", async (request) =>
    myRehearsals(services, await authenticate(services, request)),
  );
  for (const [name, command] of Object.entries(COMMANDS)) {
    app.post(`/api/${name}`, async (request) => {
      const caller = await authenticate(services, request);
      const { body } = request;
      return command(services, caller, typeof body === "object" && body !== null ? body : {});
    });
  }
  registerStages(app, services, build);
}

function registerStages(app: FastifyInstance, services: Services, build: BuildStage): void {
  const applications = new WeakMap<Stage, Promise<FastifyInstance>>();
  const applicationOf = (stage: Stage): Promise<FastifyInstance> => {
    const known = applications.get(stage) ?? build(onStage(services, stage));
    applications.set(stage, known);
    return known;
  };
  type Entering = FastifyRequest<{ Params: { id: string; "*": string } }>;
  app.route<{ Params: { id: string; "*": string } }>({
    method: ["GET", "POST"],
    url: "/rehearsal/:id/api/*",
    // Before the body is read: it is for the other application to read.
    onRequest: async (request: Entering, reply) => {
      const caller = await authenticate(services, request);
      const application = await applicationOf(
        await services.rehearsals.enter(caller, request.params.id),
      );
      handOver(request.raw, caller);
      request.raw.url = request.raw.url!.replace(/^\/rehearsal\/[^/]+/, "");
      reply.hijack();
      application.routing(request.raw, reply.raw);
    },
    handler: () => {
      throw new Refusal("unknown_endpoint");
    },
  });
}

/** The stage's own parts; whatever else an application has is not there, whoever asks for it. */
const onStage = (services: Services, { db, subjects, gate, trail }: Stage): Services => ({
  db,
  subjects,
  gate,
  trail,
  objects: services.objects,
  auth: ABSENT,
  exchange: ABSENT,
  files: ABSENT,
  approvals: ABSENT,
  impacts: ABSENT,
  shadow: ABSENT,
  rehearsals: ABSENT,
  close: () => Promise.resolve(),
});

const ABSENT = new Proxy(
  {},
  {
    get() {
      throw new Refusal("rehearsal_not_here");
    },
  },
) as never;
