/** The application, built without listening: authenticate → parse → gate → reply. */
import { existsSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { constants } from "node:zlib";
import compress, { type FastifyCompressOptions } from "@fastify/compress";
import staticFiles from "@fastify/static";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";
import type { Services } from "../services.ts";
import { VERBS } from "./verbs.ts";
import { registerFiles } from "./files.ts";
import { registerInbox } from "./inbox.ts";
import { onceOf } from "./once.ts";
import { registerPages } from "./pages.ts";
import { registerPermissions } from "./permissions.ts";
import { registerPolicy } from "./policy.ts";
import { registerRecordFiles } from "./record-files.ts";
import { registerRehearsals } from "./rehearsals.ts";
import { registerRequests } from "./requests.ts";
import { registerGroups } from "./groups.ts";
import { registerSandboxes } from "./sandboxes.ts";
import { registerSearch } from "./search.ts";
import { registerWorkbench } from "./workbench.ts";
import { registerViewing } from "./viewing.ts";
import { demandRehearsable } from "./while-rehearsing.ts";
import { authenticate, passToAuth, personOf, signIn } from "./session.ts";

/**
 * Answers of some size, for people on the road: a list takes a fifth. Files come as they are. The middle quality; what it
 * costs is done beside the thread that answers.
 */
const COMPRESSION = {
  globalDecompression: false,
  threshold: 4_096,
  customTypes: /^application\/json/,
  encodings: ["br", "gzip"],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
} satisfies FastifyCompressOptions;

/** Bodies are questions and records, not files. */
const BODY_LIMIT = 1024 * 1024;

export interface AppOptions {
  readonly services: Services;
  /** The built web, if there is one. */
  readonly web: string | null;
  readonly log: boolean;
  /** Addresses of proxies whose word about the caller's address is taken. */
  readonly trustProxy?: string;
  /** Of a rehearsal, which the true application passes requests on to. */
  readonly isStage?: true;
}

export async function buildApp({
  services,
  web,
  log,
  trustProxy,
  isStage,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: log
      ? { level: "error", redact: ["req.headers.cookie", "req.headers.authorization"] }
      : false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    ...(trustProxy ? { trustProxy } : {}),
  });
  await app.register(compress, COMPRESSION);
  app.setErrorHandler((error, request, reply) => replyError(error, request, reply));
  app.addHook("onRequest", refuseForeignOrigins);
  if (isStage) app.addHook("onRequest", async (request) => demandRehearsable(request));
  app.addHook("onSend", protectBrowsers);
  // Pages that were loaded under an older one forget what they know, and ask again.
  app.addHook("onSend", async (request, reply) => {
    const person = personOf(request);
    const version = person === undefined ? null : services.subjects.versionFor(person);
    if (version !== null) reply.header("x-latchkey-version", version);
  });

  app.get("/api/health", async () => {
    await services.db.query("select 1");
    return { ok: true };
  });
  app.post("/api/auth/sign-in/email", (request, reply) => signIn(services, request, reply));
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    handler: (request, reply) => passToAuth(services, request, reply),
  });
  registerPages(app, services);
  registerFiles(app, services);
  registerRecordFiles(app, services);
  registerInbox(app, services);
  registerPermissions(app, services);
  registerPolicy(app, services);
  registerRehearsals(app, services, (stage) => buildStage(stage, trustProxy));
  registerRequests(app, services);
  registerGroups(app, services);
  registerSandboxes(app, services);
  registerSearch(app, services);
  registerWorkbench(app, services);
  registerViewing(app, services);
  app.post<{ Params: { call: string } }>("/api/:call", async (request) => {
    const caller = { ...(await authenticate(services, request)), ...onceOf(request) };
    const { object, verb } = parseCall(request.params.call, services);
    const body = typeof request.body === "object" && request.body !== null ? request.body : {};
    return VERBS[verb]!(services, caller, object, body as never);
  });
  if (web !== null && existsSync(web)) await serveWeb(app, web);
  app.setNotFoundHandler((request, reply) => replyNotFound(request, reply, web));
  return app;
}

async function buildStage(
  services: Services,
  trustProxy: string | undefined,
): Promise<FastifyInstance> {
  const options = trustProxy ? { trustProxy } : {};
  const app = await buildApp({ services, web: null, log: false, isStage: true, ...options });
  await app.ready();
  return app;
}

/** Objects that exist and objects that do not are told apart only by who may see them. */
function parseCall(call: string, services: Services): { object: string; verb: string } {
  const [object = "", verb = "", ...rest] = call.split(".");
  const known = services.objects.has(object) && Object.hasOwn(VERBS, verb) && rest.length === 0;
  if (!known) throw new Refusal("unknown_endpoint");
  return { object, verb };
}

/** By the route that answers, not by how its address is written: `/%61pi/…` leads to the same one. */
const isOfApi = ({ routeOptions, url }: FastifyRequest): boolean =>
  (routeOptions.url ?? url).startsWith("/api/");

/** A page of another site must not act with a visitor's cookie. */
async function refuseForeignOrigins(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers;
  if (request.method === "GET" || origin === undefined || !isOfApi(request)) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host)
    throw new Refusal("forbidden");
}

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

async function protectBrowsers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header("x-content-type-options", "nosniff");
  reply.header("x-frame-options", "DENY");
  reply.header("referrer-policy", "same-origin");
  // A file brings a narrower one of its own.
  if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", POLICY);
  if (isOfApi(request)) reply.header("cache-control", "no-store");
}

/** Refusals speak for themselves; anything else is logged under a reference and told nobody. */
function replyError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  // Whoever asked may have left in the middle of the answer, which is no failure of ours.
  if (refusal.code === "internal" && !request.raw.socket.destroyed)
    request.log.error({ err: error, reference: refusal.text.en }, "a request failed");
  const { code, text, extras, status } = refusal;
  return reply.status(status).send({ code, message: text, ...extras });
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Refusal("too_large", { limit: "1 MB" });
  // Whatever the framework has against a request: its form, its type, more parts than there may be.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Refusal("bad_request");
  return new Refusal("internal", { id: randomUUID().slice(0, 8) });
}

async function serveWeb(app: FastifyInstance, web: string): Promise<void> {
  await app.register(staticFiles, {
    root: web,
    wildcard: false,
    preCompressed: true,
    setHeaders(reply, path) {
      // Vite names assets by their content.
      if (path.includes("/assets/"))
        reply.header("cache-control", "public, max-age=31536000, immutable");
    },
  });
}

const NOT_SCREENS = /^\/(api|assets)\//;

/** Addresses of the web's own screens all start at its one page; a file of an older build is no screen. */
function replyNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
  web: string | null,
): FastifyReply {
  const isScreen =
    request.method === "GET" && !NOT_SCREENS.test(request.url) && web !== null && existsSync(web);
  if (isScreen) return reply.sendFile("index.html");
  return replyError(new Refusal("unknown_endpoint"), request, reply);
}
