/** What is answered to who looks as somebody else does (R105): it stands here, and nothing else is. */
import type { FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";

/** They read, leave no mark, spend no allowance, and go through the gate with the caller as they are. */
const ANSWERED: ReadonlySet<string> = new Set([
  "GET /api/me",
  "GET /api/me/rights",
  "GET /api/meta",
  "GET /api/openapi.json",
  "GET /api/units",
  "GET /api/bundles",
  "GET /api/roles",
  "GET /api/teamFunctions",
  "GET /api/customFields",
  "GET /api/policy/draft",
  "GET /api/policy/regulations",
  "GET /api/policy/tests",
  "GET /api/policy/simulate",
  "POST /api/policy/simulate",
  "GET /api/policy/vocabulary",
  "POST /api/policyRule.preview",
  "GET /api/policy/impact",
  "GET /api/policy/impact/people",
  "GET /api/policy/impact/person",
  "GET /api/policy/impact/records",
  "GET /api/policy/rehearsals",
  "GET /api/policy/versions",
  "GET /api/policy/versions/:number",
  "GET /api/files/:object/:id/:field/:file",
  "GET /api/me/rehearsals",
  "GET /api/requests",
  "GET /api/sandboxes",
  "GET /api/sandboxes/:id/trace",
  "GET /api/inbox",
  "GET /api/inbox/unread",
  "POST /api/search",
  "GET /api/workbench/day",
  "GET /api/workbench/figures",
  "GET /api/workbench/month",
  "GET /api/workbench/trends",
  "GET /api/workbench/team",
  "GET /api/workbench/recent",
  "POST /api/unit.moveImpact",
  "POST /api/viewing/end",
]);

const VERBS_ANSWERED: ReadonlySet<string> = new Set([
  "list",
  "trash",
  "count",
  "aggregate",
  "get",
  "history",
  "explain",
  "whoCanSee",
  "scope",
  "timeline",
  "participants",
  "files",
]);

/** Whatever is not known to read is refused: a route that comes later says here that it does. */
export function demandReading({ method, routeOptions, params }: FastifyRequest): void {
  const route = `${method} ${routeOptions.url}`;
  const { call = "" } = params as { readonly call?: string };
  const isAnswered =
    ANSWERED.has(route) ||
    (route === "POST /api/:call" && VERBS_ANSWERED.has(call.split(".")[1] ?? ""));
  if (!isAnswered) throw new Refusal("viewing_only");
}
