/** From a request to the person who makes it. */
import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuditTrail } from "../audit/trail.ts";
import type { Database } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import { MAX_PASSWORD, type Auth } from "../identity/auth.ts";
import { liveSession, sessionById, type LiveSession } from "../identity/live-session.ts";
import { demandReading } from "./while-viewing.ts";
import { beginAttempt, forgetFailures, noteFailure, type Source } from "../identity/throttle.ts";

export interface SessionParts {
  readonly auth: Auth;
  readonly db: Database;
  readonly trail: AuditTrail;
}

/**
 * Whoever signs in on a browser takes its cookie over, also in the tabs of the one before. So a page says whose it is, and
 * nothing that it sends is done in another's name.
 */
const PAGE_OF = "x-latchkey-person";
/** And through whose eyes it looks: a page that was opened before that began or ended shows something else. */
const PAGE_VIEWS_AS = "x-latchkey-views-as";

/** Who was found to make a request by the application that passed it on. */
const handedOver = new WeakMap<IncomingMessage, Caller>();

export const handOver = (request: IncomingMessage, caller: Caller): void => {
  handedOver.set(request, caller);
};

export async function authenticate(parts: SessionParts, request: FastifyRequest): Promise<Caller> {
  const known = handedOver.get(request.raw);
  if (!known) return (await findSession(parts, request)).caller;
  authenticated.set(request, known.person);
  return known;
}

/** The same, with the session that it was found by. */
export async function findSession(
  parts: SessionParts,
  request: FastifyRequest,
): Promise<{ readonly caller: Caller; readonly session: string }> {
  const found =
    (await liveSession(parts, request.headers.cookie)) ?? (await thoroughly(parts, request));
  if (found === null) throw new Refusal("not_signed_in");
  const { session, person, viewing, confirmedAgo } = found;
  const owner = request.headers[PAGE_OF];
  if (owner !== undefined && owner !== person) throw new Refusal("other_person");
  if (owner !== undefined && request.headers[PAGE_VIEWS_AS] !== viewing?.target)
    throw new Refusal("viewing_changed");
  authenticated.set(request, person);
  if (viewing) demandReading(request);
  const reason = reasonIn(request);
  const brings = { confirmedAgo, ...(reason === "" ? {} : { reason }) };
  return {
    session,
    caller: { person, source: request.ip, brings, ...(viewing ? { viewing } : {}) },
  };
}

/** Why it is done, for acts that are allowed only with a reason: percent-encoded, since headers hold no Chinese. */
const REASON = "x-latchkey-reason";
/** Characters. */
const MAX_REASON = 400;

function reasonIn({ headers }: FastifyRequest): string {
  const sent = headers[REASON];
  if (typeof sent !== "string") return "";
  try {
    return decodeURIComponent(sent)
      .replaceAll("\u0000", "")
      .toWellFormed()
      .trim()
      .slice(0, MAX_REASON);
  } catch {
    throw badRequest([problem(REASON, "bad_request")]);
  }
}

async function thoroughly(
  { auth, db }: SessionParts,
  request: FastifyRequest,
): Promise<LiveSession | null> {
  const found = await auth.api.getSession({ headers: headersOf(request) });
  return found ? sessionById(db, found.session.id) : null;
}

const authenticated = new WeakMap<FastifyRequest, string>();

/** Who was found to make it. */
export const personOf = (request: FastifyRequest): string | undefined => authenticated.get(request);

/** The endpoints of better-auth that are ours to offer; it has many more. */
const OFFERED: ReadonlySet<string> = new Set([
  "sign-out",
  "get-session",
  "change-password",
  "confirm",
]);

/** `/api/auth/*` apart from signing in. */
export async function passToAuth(
  parts: SessionParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const name = request.url.replace(/^\/api\/auth\//, "").replace(/\?.*$/, "");
  if (!OFFERED.has(name)) throw new Refusal("unknown_endpoint");
  if (name === "change-password") return changePassword(parts, request, reply);
  if (name === "confirm") return confirmPassword(parts, request);
  return sendOn(await parts.auth.handler(toWebRequest(request)), reply);
}

export async function signIn(
  parts: SessionParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { email: given } = (request.body ?? {}) as { email?: unknown };
  const email = textOf(given ?? "")
    .trim()
    .toLowerCase()
    .slice(0, 254);
  const webRequest = toWebRequest(request);
  // An old session has no part in opening a new one.
  webRequest.headers.delete("cookie");
  const attempt = { action: "signIn", person: null, detail: { email } };
  const source = { email, address: request.ip };
  const response = await tryPassword(parts, attempt, source, () => parts.auth.handler(webRequest));
  if (!response.ok) throw new Refusal("cannot_sign_in");
  const { user } = (await response.clone().json()) as { user: { id: string } };
  await noteAttempt(parts, { ...attempt, person: user.id }, source, null);
  return sendOn(response, reply);
}

/** Tries of the password of somebody who is signed in, counted apart from those of signing in. */
const passwordOf = (person: string, { ip }: FastifyRequest): Source => ({
  email: `password of ${person}`,
  address: ip,
});

/** Whoever sits down at a session that was left open is not to find out its password by trying. */
async function changePassword(
  parts: SessionParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { person } = await authenticate(parts, request);
  const attempt = { action: "changePassword", person, detail: {} };
  const source = passwordOf(person, request);
  const response = await tryPassword(parts, attempt, source, () =>
    parts.auth.handler(toWebRequest(request)),
  );
  if (response.ok) await noteAttempt(parts, attempt, source, null);
  return sendOn(response, reply);
}

/** It is the person themselves who sits there now, and not somebody at a session that was left open. */
async function confirmPassword(
  parts: SessionParts,
  request: FastifyRequest,
): Promise<{ readonly ok: true }> {
  const { caller, session } = await findSession(parts, request);
  const { person } = caller;
  const { password } = (request.body ?? {}) as { password?: unknown };
  const attempt = { action: "confirmPassword", person, detail: {} };
  const source = passwordOf(person, request);
  const body = { password: textOf(password ?? "").slice(0, MAX_PASSWORD) };
  const response = await tryPassword(parts, attempt, source, () =>
    parts.auth.api.verifyPassword({ body, headers: headersOf(request), asResponse: true }),
  );
  if (!response.ok) throw new Refusal("wrong_password");
  await parts.db.query(
    `insert into confirmed_session (session, at) values ($1, statement_timestamp())
       on conflict (session) do update set at = excluded.at`,
    [session],
  );
  await noteAttempt(parts, attempt, source, null);
  return { ok: true };
}

interface Attempt {
  readonly action: string;
  /** Null as long as nobody knows. */
  readonly person: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** With patience, and with a line for whatever did not succeed; what did is told by whoever knows by whom. */
async function tryPassword(
  parts: SessionParts,
  attempt: Attempt,
  source: Source,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    await beginAttempt(parts.db, source);
  } catch (error) {
    await noteAttempt(parts, attempt, source, "too_many_attempts");
    throw error;
  }
  const response = await work();
  if (response.status >= 500) throw new Error(`${attempt.action} failed: ${await response.text()}`);
  if (response.ok) await forgetFailures(parts.db, source);
  else {
    await noteFailure(parts.db, source);
    await noteAttempt(parts, attempt, source, "cannot_sign_in");
  }
  return response;
}

/** `refusal`: null where it succeeded. */
const noteAttempt = (
  { db, trail }: SessionParts,
  { action, person, detail }: Attempt,
  { address: source }: Source,
  refusal: string | null,
): Promise<void> =>
  trail.write(db, {
    person,
    action,
    detail,
    source,
    unit: null,
    object: null,
    records: [],
    verdict: refusal === null ? "allowed" : "refused",
    reason: refusal,
  });

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function toWebRequest(request: FastifyRequest): Request {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  const headers = headersOf(request);
  headers.delete("content-length");
  const body = request.method === "GET" ? undefined : JSON.stringify(request.body ?? {});
  return new Request(url, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

async function sendOn(response: Response, reply: FastifyReply): Promise<unknown> {
  reply.status(response.status);
  for (const [name, value] of response.headers)
    if (name !== "set-cookie") reply.header(name, value);
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply.send(await response.text());
}
