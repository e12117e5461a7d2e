/** The policy as a versioned draft (R144): what waits, what was published, and the commands on them. */
import type { FastifyInstance } from "fastify";
import { Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import {
  discardDraft,
  dropRole,
  publishDraft,
  reopenDraft,
  returnDraft,
  rollBack,
  setFourEyes,
  submitDraft,
  type DraftInput,
} from "../policies/draft-commands.ts";
import { setClass } from "../policies/class-commands.ts";
import { scheduleDraft, unscheduleDraft } from "../policies/schedule-draft.ts";
import { comparePolicy, exportPolicy, importPolicy } from "../policies/file/file-commands.ts";
import { draftReply, versionReply, versionsReply } from "../policies/draft-reply.ts";
import {
  commandImpact,
  impactOfPerson,
  impactOfRecord,
  impactPeople,
  impactRecords,
  impactReply,
} from "../policies/impact/impact-reply.ts";
import {
  shadowFound,
  shadowReply,
  startShadow,
  stopShadow,
} from "../policies/shadow/shadow-reply.ts";
import {
  addShippedTests,
  archiveTest,
  restoreTest,
  saveTest,
} from "../policies/tests/test-commands.ts";
import { askable, simulate } from "../policies/tests/simulate.ts";
import { testsReply } from "../policies/tests/test-reply.ts";
import {
  openReview,
  removeRegulation,
  saveRegulation,
  settleReviewed,
} from "../policies/regulations/regulation-commands.ts";
import { regulationsReply } from "../policies/regulations/regulation-reply.ts";
import { archiveRole, saveRole } from "../policies/role-commands.ts";
import { previewRule, vocabularyReply } from "../policies/rule-preview.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Services } from "../services.ts";
import { authenticate } from "./session.ts";

type Command = (services: Services, caller: Caller, body: DraftInput) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "role.save": saveRole,
  "role.archive": archiveRole,
  "policyDraft.drop": dropRole,
  "policyDraft.discard": discardDraft,
  "policyDraft.reopen": reopenDraft,
  "policyDraft.setFourEyes": setFourEyes,
  "policyDraft.setClass": setClass as Command,
  "policyDraft.submit": submitDraft,
  "policyDraft.return": returnDraft,
  "policyDraft.publish": publishDraft,
  "policyDraft.schedule": scheduleDraft,
  "policyDraft.unschedule": unscheduleDraft,
  "policyDraft.startShadow": startShadow,
  "policyDraft.stopShadow": stopShadow,
  "policyDraft.rollBack": rollBack,
  "policyRule.preview": previewRule as Command,
  "policyDraft.countImpact": (services, caller, { version }) =>
    commandImpact(services, caller, "count", version),
  "policyDraft.stopImpact": (services, caller, { version }) =>
    commandImpact(services, caller, "stop", version),
  "policyFile.compare": comparePolicy,
  "policyFile.import": importPolicy,
  "regulation.save": saveRegulation as Command,
  "regulation.remove": removeRegulation as Command,
  "regulation.review": openReview as Command,
  "regulation.settle": settleReviewed as Command,
  "policyTest.save": saveTest,
  "policyTest.archive": archiveTest,
  "policyTest.restore": restoreTest,
  "policyTest.addShipped": addShippedTests as Command,
};

/** Of a body that holds a whole policy. */
const FILE_LIMIT = 16 * 1024 * 1024;

export function registerPolicy(app: FastifyInstance, services: Services): void {
  app.get("/api/policy/draft", async (request) =>
    draftReply(services, await authenticate(services, request)),
  );
  app.get("/api/policy/vocabulary", async (request) =>
    vocabularyReply(services, await authenticate(services, request)),
  );
  app.get("/api/policy/regulations", async (request) =>
    regulationsReply(services, await authenticate(services, request)),
  );
  app.get("/api/policy/tests", async (request) =>
    testsReply(services, await authenticate(services, request)),
  );
  app.get("/api/policy/simulate", async (request) =>
    askable(services, await authenticate(services, request)),
  );
  app.post("/api/policy/simulate", async (request) =>
    simulate(services, await authenticate(services, request), request.body),
  );
  app.get<{ Querystring: { before?: unknown } }>("/api/policy/versions", async (request) =>
    versionsReply(
      services,
      await authenticate(services, request),
      request.query.before === undefined ? null : numberIn(request.query.before),
    ),
  );
  app.get<{ Params: { number: string } }>("/api/policy/versions/:number", async (request) => {
    const caller = await authenticate(services, request);
    return versionReply(services, caller, numberIn(request.params.number));
  });
  registerImpact(app, services);
  registerShadow(app, services);
  app.get<{ Querystring: { of?: unknown } }>("/api/policy/file", async (request, reply) => {
    const caller = await authenticate(services, request);
    const of = request.query.of === "draft" ? "draft" : "published";
    const text = await exportPolicy(services, caller, of);
    return reply
      .type("application/yaml; charset=utf-8")
      .header("content-disposition", `attachment; filename="policy-${of}.yaml"`)
      .send(text);
  });
  for (const [name, command] of Object.entries(COMMANDS)) {
    const limit = name.startsWith("policyFile.") ? { bodyLimit: FILE_LIMIT } : {};
    app.post(`/api/${name}`, limit, async (request) => {
      const caller = await authenticate(services, request);
      const { body } = request;
      return command(services, caller, typeof body === "object" && body !== null ? body : {});
    });
  }
}

interface Asking {
  readonly Querystring: Readonly<Record<string, unknown>>;
}

const changeIn = ({ object, kind, name, from, to }: Asking["Querystring"]) => ({
  object,
  change: { kind, name, from, to },
});

/** What the draft would have meant for what people really asked for. */
function registerShadow(app: FastifyInstance, services: Services): void {
  app.get("/api/policy/shadow", async (request) =>
    shadowReply(services, await authenticate(services, request)),
  );
  app.get<Asking>("/api/policy/shadow/found", async (request) =>
    shadowFound(services, await authenticate(services, request), {
      ...changeIn(request.query),
      offset: numberIn(request.query["offset"] ?? "0"),
    }),
  );
}

/** What the draft means for people and records. */
function registerImpact(app: FastifyInstance, services: Services): void {
  app.get("/api/policy/impact", async (request) =>
    impactReply(services, await authenticate(services, request)),
  );
  app.get<Asking>("/api/policy/impact/people", async (request) =>
    impactPeople(services, await authenticate(services, request), {
      ...changeIn(request.query),
      offset: numberIn(request.query["offset"] ?? "0"),
    }),
  );
  app.get<Asking>("/api/policy/impact/person", async (request) =>
    impactOfPerson(services, await authenticate(services, request), idIn(request.query["person"])),
  );
  app.get<Asking>("/api/policy/impact/record", async (request) =>
    impactOfRecord(services, await authenticate(services, request), {
      object: textOf(request.query["object"]),
      id: idIn(request.query["id"]),
    }),
  );
  app.get<Asking>("/api/policy/impact/records", async (request) => {
    const { person, after } = request.query;
    return impactRecords(services, await authenticate(services, request), {
      ...changeIn(request.query),
      person: idIn(person),
      after: after === undefined ? null : idIn(after),
    });
  });
}

/** What is no id is nothing's. */
function idIn(input: unknown): string {
  const id = textOf(input);
  if (!UUID.test(id)) throw new Refusal("not_found");
  return id;
}

/** A number that is none is the number of nothing. */
function numberIn(input: unknown): number {
  const words = textOf(input);
  if (!/^\d{1,9}$/.test(words)) throw new Refusal("not_found");
  return Number(words);
}
