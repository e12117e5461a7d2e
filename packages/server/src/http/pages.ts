/** What a person needs besides records: who they are, what exists for them, the organisation. */
import type { FastifyInstance } from "fastify";
import type { IndustriesReply, Me, Meta, SetupState, UnitNode } from "./contract.ts";
import { demandPlan } from "../gate/guard.ts";
import { marksScreens } from "../gate/watermark.ts";
import type { Caller } from "../gate/mutate.ts";
import { withSubject, type Subject } from "../gate/subject.ts";
import { readRunningFor } from "../policies/rehearsals/rehearsal-store.ts";
import type { Services } from "../services.ts";
import { industryMetas } from "../org/industries.ts";
import { demandEmpty, setUp, setupState } from "../org/setup.ts";
import { unitNodes } from "../org/units.ts";
import { mayList, metaFor, sensitivityMetas } from "./meta.ts";
import { openApiFor } from "./openapi.ts";
import { authenticate } from "./session.ts";

function rolesHeld({ holder, context }: Subject): readonly string[] {
  const now = context["now"] as number;
  const live = holder.assignments.filter(
    ({ from, until }) => (from === null || from <= now) && (until === null || until > now),
  );
  return [...new Set(live.map(({ role }) => role))];
}

/** By the plans that are kept while they hold: to make them all takes longer than everything else a first page asks. */
const metaOf = ({ db, subjects }: Services, caller: Caller): Promise<Meta> =>
  withSubject(subjects, caller, async (subject) => {
    await demandPlan(db, subject);
    return metaFor(subject);
  });

export function registerPages(app: FastifyInstance, services: Services): void {
  app.get("/api/me", async (request): Promise<Me> => {
    const { person, viewing } = await authenticate(services, request);
    const { rows } = await services.db.query<{ email: string }>(
      "select email from auth_user where id = $1",
      [person],
    );
    // Fresh, not as last loaded: this answer is not guarded by a statement of its own.
    const subject = await services.subjects.reload(person, viewing);
    const { viewer } = subject;
    const { tree, organisation } = subject.world;
    return {
      person: {
        id: subject.person,
        name: subject.name,
        email: viewer ? "" : (rows[0]?.email ?? ""),
      },
      unit:
        subject.unit === null
          ? null
          : {
              id: subject.unit,
              name: tree.name(subject.unit) ?? "",
            },
      posts: subject.posts,
      sandboxes: subject.sandboxes.map(({ id, name, from, until }) => ({
        id,
        name,
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
      })),
      roles: rolesHeld(subject),
      locale: subject.locale,
      zone: subject.zone,
      organisation: organisation.name,
      currency: organisation.currency,
      until: subject.validUntil?.toISOString() ?? null,
      may: mayList(viewer?.screens ?? subject),
      watermark: marksScreens(subject),
      // Looked through another's eyes, they are not for whoever looks.
      rehearsals: viewer ? 0 : (await readRunningFor(services.db, person)).length,
      viewing: viewer
        ? { by: { id: viewer.person, name: viewer.name }, until: viewer.until.toISOString() }
        : null,
    };
  });
  app.get("/api/meta", async (request) => {
    return metaOf(services, await authenticate(services, request));
  });
  app.get("/api/openapi.json", async (request) => {
    return openApiFor(await metaOf(services, await authenticate(services, request)));
  });
  app.get("/api/units", async (request): Promise<readonly UnitNode[]> => {
    const caller = await authenticate(services, request);
    return services.gate.read(
      caller,
      { object: "unit", action: "list", records: [] },
      async (subject) => {
        const nodes = await unitNodes(services.db, subject);
        return { result: nodes, records: nodes.map(({ id }) => id) };
      },
    );
  });
  app.get("/api/setup", (): Promise<SetupState> => setupState(services.db));
  app.get("/api/setup/industries", async (): Promise<IndustriesReply> => {
    await demandEmpty(services.db);
    return { industries: industryMetas(), sensitivities: sensitivityMetas() };
  });
  app.post("/api/setup", async (request) => setUp(services, request.body));
}
