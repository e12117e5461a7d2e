/** Rights as people meet them: bundles, roles, my own rights, and the commands that change the organisation. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { BundleMeta, MyRights, RoleMeta, TeamFunctionsReply } from "./contract.ts";
import type { Caller } from "../gate/mutate.ts";
import {
  addField,
  archiveField,
  changeField,
  listFields,
  orderFields,
  restoreField,
} from "../org/custom-fields.ts";
import { relabelField } from "../org/field-labels.ts";
import { invitePerson } from "../org/invite-person.ts";
import { moveImpact } from "../org/move-impact.ts";
import { moveUnit } from "../org/move-unit.ts";
import { setPersonStatus } from "../org/suspend-person.ts";
import { dutiesReply } from "../policies/duties-reply.ts";
import { myRights } from "../policies/my-rights.ts";
import { bundleList, roleList } from "../policies/role-list.ts";
import { functionsReply } from "../policies/team-functions.ts";
import type { Services } from "../services.ts";
import { authenticate } from "./session.ts";

type Command = (services: Services, caller: Caller, body: never) => Promise<unknown>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "unit.move": moveUnit,
  "unit.moveImpact": moveImpact,
  "person.suspend": (services, caller, body) =>
    setPersonStatus(services, caller, body, "suspended"),
  "person.reinstate": (services, caller, body) => setPersonStatus(services, caller, body, "active"),
  "person.invite": invitePerson,
  "customField.add": addField,
  "customField.change": changeField,
  "customField.archive": archiveField,
  "customField.restore": restoreField,
  "customField.order": orderFields,
  "customField.relabel": relabelField,
};

export function registerPermissions(app: FastifyInstance, services: Services): void {
  app.get("/api/bundles", async (request): Promise<readonly BundleMeta[]> => {
    await authenticate(services, request);
    return bundleList((await services.subjects.world()).model);
  });
  app.get("/api/roles", async (request): Promise<{ roles: readonly RoleMeta[] }> => {
    return { roles: await listRoles(services, await authenticate(services, request)) };
  });
  app.get("/api/teamFunctions", async (request): Promise<TeamFunctionsReply> => {
    const caller = await authenticate(services, request);
    const act = { object: "participant", action: "functions", records: [] };
    return services.gate.read(caller, act, async (subject) => ({
      result: functionsReply(subject),
      records: [],
    }));
  });
  app.get("/api/customFields", async (request) =>
    listFields(services, await authenticate(services, request)),
  );
  app.get("/api/me/rights", async (request): Promise<MyRights> => {
    const { person, viewing } = await authenticate(services, request);
    return myRights(services.db, await services.subjects.reload(person, viewing));
  });
  app.get("/api/duties", async (request) =>
    dutiesReply(services, await authenticate(services, request)),
  );
  for (const [name, command] of Object.entries(COMMANDS)) {
    app.post(`/api/${name}`, async (request) => {
      const caller = await authenticate(services, request);
      return command(services, caller, bodyOf(request) as never);
    });
  }
}

const bodyOf = ({ body }: FastifyRequest): object =>
  typeof body === "object" && body !== null ? body : {};

const listRoles = (services: Services, caller: Caller): Promise<readonly RoleMeta[]> =>
  services.gate.read(caller, { object: "role", action: "list", records: [] }, async (subject) => {
    const roles = await roleList(services.db, subject);
    return { result: roles, records: roles.map(({ id }) => id!) };
  });
