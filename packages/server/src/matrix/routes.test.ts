/** Whatever the application answers is asked in the matrix, or it stands here why not. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";
import { expect, test } from "vitest";
import { buildApp } from "../http/app.ts";
import { VERBS } from "../http/verbs.ts";
import { createEnterprise } from "../testing/enterprise.ts";
import { exportFile } from "./export-path.ts";
import { PATHS } from "./paths.ts";

/** The paths of the matrix that ask it. */
const asked = (...paths: readonly string[]) => ({ paths });
/** Why the matrix does not, and what proves it instead. */
const because = (why: string) => ({ why });

type Proof = ReturnType<typeof asked> | ReturnType<typeof because>;

const OWN_FILE = because(
  "a file that its reader brought themselves, nobody else's exists: exchange/*.test.ts",
);
const BEFORE_ALL = because(
  "before there is an organisation, or that there is one: org/industries.test.ts",
);
const ACCOUNT = because("one's own session and password, no record: http/app.test.ts");
const COMMAND = because("an act of administration, behind the gate's guards: org/*.test.ts");
const SHADOW = because(
  "for who has rights over the whole policy, of people and records they see: policies/shadow/shadow.test.ts",
);
const POLICY = because("for who has rights over the whole policy: policies/draft.test.ts");
const FILE = because("for who has rights over the whole policy: policies/file/policy-file.test.ts");
const RULES = because(
  "for who has rights over the whole policy, of records they see: policies/rule-preview.test.ts",
);
const TESTS = because(
  "for who has rights over the whole policy, of records they see: policies/tests/policy-tests.test.ts",
);
const REGULATIONS = because(
  "for who has rights over the whole policy: policies/regulations/regulations.test.ts",
);
const REQUESTS = because(
  "of requests that one asked, decided or may decide; of their records as titles are read: approvals/requests.test.ts",
);
const VIEWING = because("whose eyes a session looks through, and no record: org/view-as.test.ts");
const IMPACT = because(
  "for who has rights over the whole policy, of people and records they see: policies/impact/impact.test.ts",
);
const SANDBOXES = because(
  "for who sees the sandbox as a record, of people as titles are read: sandboxes/sandboxes.test.ts",
);
const REHEARSALS = because(
  "for who has rights over the whole policy, or is named in one; a stage is a gate over copies of what its person sees: policies/rehearsals/rehearsals.test.ts",
);
const GROUPS = because(
  "for who sees the group as a record, of people they see with a post they see: groups/group-rules.test.ts",
);
const POSTS = because(
  "of posts and assignments that the reader lists, done by the acts of each: org/post-templates.test.ts",
);
const SHAPING = because("for who may edit every role, and of no record: org/custom-fields.test.ts");

const ROUTES: Readonly<Record<string, Proof>> = {
  "GET /api/health": because("that the database answers"),
  "POST /api/auth/sign-in/email": ACCOUNT,
  "GET /api/auth/*": ACCOUNT,
  "POST /api/auth/*": ACCOUNT,
  "GET /api/setup": BEFORE_ALL,
  "GET /api/setup/industries": BEFORE_ALL,
  "POST /api/setup": BEFORE_ALL,
  "GET /api/me": because("the reader's own name, posts and actions"),
  "GET /api/me/rights": because(
    "the reader's own assignments: policies/my-rights, http/permissions.test.ts",
  ),
  "GET /api/meta": asked("meta"),
  "GET /api/openapi.json": asked("OpenAPI"),
  "GET /api/units": asked("unit tree"),
  "GET /api/bundles": because("words for actions, the same for everybody"),
  "GET /api/roles": because(
    "the list of roles under the guard of their records: http/permissions.test.ts",
  ),
  "GET /api/duties": because(
    "of people and grants that its reader sees as records: policies/duties.test.ts",
  ),
  "GET /api/customFields": SHAPING,
  "POST /api/customField.add": SHAPING,
  "POST /api/customField.change": SHAPING,
  "POST /api/customField.archive": SHAPING,
  "POST /api/customField.restore": SHAPING,
  "POST /api/customField.order": SHAPING,
  "POST /api/customField.relabel": SHAPING,
  "POST /api/unit.move": COMMAND,
  "POST /api/unit.moveImpact": asked("impact of a move"),
  "POST /api/person.suspend": COMMAND,
  "POST /api/person.reinstate": COMMAND,
  "POST /api/person.invite": COMMAND,
  "POST /api/role.save": POLICY,
  "POST /api/role.archive": POLICY,
  "GET /api/policy/draft": POLICY,
  "GET /api/policy/file": FILE,
  "POST /api/policyFile.compare": FILE,
  "POST /api/policyFile.import": FILE,
  "GET /api/policy/vocabulary": RULES,
  "POST /api/policyRule.preview": RULES,
  "GET /api/policy/impact": IMPACT,
  "GET /api/policy/impact/people": IMPACT,
  "GET /api/policy/impact/person": IMPACT,
  "GET /api/policy/impact/record": IMPACT,
  "GET /api/policy/impact/records": IMPACT,
  "POST /api/policyDraft.countImpact": IMPACT,
  "POST /api/policyDraft.stopImpact": IMPACT,
  "GET /api/policy/regulations": REGULATIONS,
  "POST /api/regulation.save": REGULATIONS,
  "POST /api/regulation.remove": REGULATIONS,
  "POST /api/regulation.review": REGULATIONS,
  "POST /api/regulation.settle": REGULATIONS,
  "GET /api/policy/tests": TESTS,
  "GET /api/policy/simulate": because(
    "words for objects, actions and open fields, for who has rights over the whole policy",
  ),
  "POST /api/policy/simulate": because(
    "for who has rights over the whole policy, of records they see: policies/tests/simulate.test.ts",
  ),
  "POST /api/policyTest.save": TESTS,
  "POST /api/policyTest.archive": TESTS,
  "POST /api/policyTest.restore": TESTS,
  "POST /api/policyTest.addShipped": TESTS,
  "GET /api/policy/versions": POLICY,
  "GET /api/policy/versions/:number": POLICY,
  "POST /api/policyDraft.drop": POLICY,
  "POST /api/policyDraft.discard": POLICY,
  "POST /api/policyDraft.reopen": POLICY,
  "POST /api/policyDraft.setFourEyes": POLICY,
  "POST /api/policyDraft.setClass": because(
    "for who has rights over the whole policy: policies/field-classes.test.ts",
  ),
  "POST /api/policyDraft.submit": POLICY,
  "POST /api/policyDraft.return": POLICY,
  "POST /api/policyDraft.publish": POLICY,
  "POST /api/policyDraft.schedule": POLICY,
  "POST /api/policyDraft.unschedule": POLICY,
  "GET /api/policy/shadow": SHADOW,
  "GET /api/policy/shadow/found": SHADOW,
  "POST /api/policyDraft.startShadow": SHADOW,
  "POST /api/policyDraft.stopShadow": SHADOW,
  "POST /api/policyDraft.rollBack": POLICY,
  "GET /api/teamFunctions": because("words for places in teams: policies/team-functions.test.ts"),
  "GET /api/policy/rehearsals": REHEARSALS,
  "GET /api/me/rehearsals": REHEARSALS,
  "POST /api/rehearsal.start": REHEARSALS,
  "POST /api/rehearsal.end": REHEARSALS,
  "POST /api/rehearsal.judge": REHEARSALS,
  "GET /rehearsal/:id/api/*": REHEARSALS,
  "POST /rehearsal/:id/api/*": REHEARSALS,
  "GET /api/posts/deviations": POSTS,
  "POST /api/post.realign": POSTS,
  "POST /api/post.undoRealign": POSTS,
  "POST /api/post.acceptDeviation": POSTS,
  "POST /api/post.dropAcceptance": POSTS,
  "GET /api/groups/:id/rule": GROUPS,
  "POST /api/group.setRule": GROUPS,
  "POST /api/group.previewRule": GROUPS,
  "GET /api/sandboxes": SANDBOXES,
  "GET /api/sandboxes/:id/trace": SANDBOXES,
  "POST /api/sandbox.preview": SANDBOXES,
  "POST /api/sandbox.initiate": SANDBOXES,
  "POST /api/sandbox.extend": SANDBOXES,
  "POST /api/sandbox.drop": SANDBOXES,
  "POST /api/sandbox.end": SANDBOXES,
  "POST /api/imports": OWN_FILE,
  "GET /api/imports/:id": OWN_FILE,
  "POST /api/imports/:id/read": OWN_FILE,
  "POST /api/imports/:id/check": OWN_FILE,
  "POST /api/imports/:id/run": OWN_FILE,
  "POST /api/imports/:id/undo": asked("references"),
  "GET /api/imports/:id/problems": OWN_FILE,
  "GET /api/imports/:id/errors": OWN_FILE,
  "GET /api/exports/:id": asked("export"),
  "GET /api/exports/:id/file": asked("export"),
  "POST /api/files/:object/:id/:field": because(
    "decided as a change of the cell: files/files.test.ts",
  ),
  "GET /api/files/:object/:id/:field/:file": asked("file"),
  "GET /api/inbox": asked("inbox"),
  "GET /api/inbox/unread": asked("inbox"),
  "POST /api/inbox/read": because("a mark on one's own notices: workbench/inbox.test.ts"),
  "GET /api/requests": REQUESTS,
  "POST /api/request.propose": REQUESTS,
  "POST /api/request.create": REQUESTS,
  "POST /api/request.approve": REQUESTS,
  "POST /api/request.refuse": REQUESTS,
  "POST /api/request.withdraw": REQUESTS,
  "POST /api/request.reveal": REQUESTS,
  "POST /api/request.nameDeputy": REQUESTS,
  "POST /api/request.endDeputy": REQUESTS,
  "POST /api/viewing/start": VIEWING,
  "POST /api/viewing/end": VIEWING,
  "POST /api/search": asked("search over objects"),
  "GET /api/workbench/day": asked("workbench"),
  "GET /api/workbench/figures": asked("workbench"),
  "GET /api/workbench/month": asked("workbench"),
  "GET /api/workbench/trends": asked("workbench"),
  "GET /api/workbench/team": asked("workbench"),
  "GET /api/workbench/recent": asked("recently opened"),
  "POST /api/:call": because("its verbs are listed below"),
};

const VERBS_ASKED: Readonly<Record<string, Proof>> = {
  list: asked("list", "cells", "sort and pages", "filter", "search", "related lists", "fields"),
  trash: asked("trash"),
  count: asked("count"),
  aggregate: asked("group and total"),
  get: asked("get"),
  create: asked("error texts"),
  update: asked("update"),
  delete: asked("delete"),
  restore: asked("delete"),
  bulk: asked("bulk"),
  probe: asked("probe"),
  lookUp: because("what it opens is a scope that the matrix reads by: gate/look-up.test.ts"),
  print: asked("print"),
  reveal: asked("reveal"),
  export: asked("export"),
  history: asked("history"),
  explain: asked("explain", "explain in general"),
  whoCanSee: asked("who can see"),
  scope: asked("scope line"),
  timeline: asked("timeline"),
  share: asked("share"),
  unshare: asked("share"),
  participants: asked("participants"),
  files: asked("files"),
  removeFile: asked("removeFile"),
  restoreFile: because("decided as a change of the cell: files/files.test.ts"),
};

/** `GET /api/me`, as the application registers them. */
async function routesOf(): Promise<readonly string[]> {
  const routes: string[] = [];
  const watch = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) if (one !== "HEAD") routes.push(`${one} ${url}`);
    });
  };
  subscribe("fastify.initialization", watch);
  const world = await createEnterprise();
  const app = await buildApp({ services: world.services, web: null, log: false });
  await app.ready();
  unsubscribe("fastify.initialization", watch);
  await app.close();
  await world.close();
  return routes;
}

test("R141: every route is asked in the matrix, or it is said why not", async () => {
  expect((await routesOf()).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test("R141: so is every verb", () => {
  expect(Object.keys(VERBS).toSorted()).toEqual(Object.keys(VERBS_ASKED).toSorted());
});

test("R141: what is said to be asked is a path of the matrix, and no path is forgotten", () => {
  const proofs = [...Object.values(ROUTES), ...Object.values(VERBS_ASKED)];
  const named = new Set(proofs.flatMap((proof) => ("paths" in proof ? proof.paths : [])));
  expect([...named].toSorted()).toEqual([...PATHS, exportFile].map(({ name }) => name).toSorted());
});
