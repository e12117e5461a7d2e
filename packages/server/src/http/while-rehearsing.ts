/** What of the product there is on a stage (R172): it stands here, and nothing else is. */
import type { FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";

/** They go through the stage's gate alone, and need no files, jobs or accounts. */
const ANSWERED: ReadonlySet<string> = new Set([
  "GET /api/me",
  "GET /api/me/rights",
  "GET /api/meta",
  "GET /api/units",
  "GET /api/bundles",
  "GET /api/roles",
  "GET /api/inbox",
  "GET /api/inbox/unread",
  "POST /api/inbox/read",
  "POST /api/search",
  "GET /api/workbench/day",
  "GET /api/workbench/figures",
  "GET /api/workbench/month",
  "GET /api/workbench/trends",
  "GET /api/workbench/team",
  "GET /api/workbench/recent",
]);

const VERBS_ANSWERED: ReadonlySet<string> = new Set([
  "list",
  "trash",
  "count",
  "aggregate",
  "get",
  "create",
  "update",
  "delete",
  "restore",
  "bulk",
  "probe",
  "lookUp",
  "print",
  "reveal",
  "history",
  "explain",
  "whoCanSee",
  "scope",
  "timeline",
  "share",
  "unshare",
  "participants",
]);

export function demandRehearsable({ method, routeOptions, params }: FastifyRequest): void {
  const route = `${method} ${routeOptions.url}`;
  const { call = "" } = (params ?? {}) as { readonly call?: string };
  const isAnswered =
    ANSWERED.has(route) ||
    (route === "POST /api/:call" && VERBS_ANSWERED.has(call.split(".")[1] ?? ""));
  if (!isAnswered) throw new Refusal("rehearsal_not_here");
}
