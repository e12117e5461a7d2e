/**
 * The one way to the server. Replies are the contract's types; whatever goes wrong is an {@link ApiFailure}.
 *
 * A 401 in the middle of work does not throw: the request waits while the sign-in dialog is open over the page and is
 * then sent again, so that nothing typed is lost. So does what needs a reason or the password.
 */
import type { ApiError } from "@latchkey/server/contract";
import { noteServerTime } from "./clock.ts";
import { noteAnswer, noteRequest, noteUnreachable } from "./connection/connection.ts";
import { actingEyes, actingHeaders } from "./session/acting.ts";
import { bringWhatIsMissing } from "./session/bringing.ts";
import { addressOf, rehearsal } from "./session/rehearsal.ts";
import { waitForSignIn } from "./session/expiry.ts";
import { noteWorldVersion } from "./session/world-version.ts";

export class ApiFailure extends Error {
  readonly status: number;
  readonly error: ApiError;

  constructor(status: number, error: ApiError) {
    super(error.code);
    this.status = status;
    this.error = error;
  }
}

export interface Once {
  /** Sent again under its key, a write is done once. */
  readonly key: string;
  /** Milliseconds after which it counts as not answered. */
  readonly patience?: number;
}

/** `POST /api/<object>.<verb>` */
export function call<Reply>(
  object: string,
  verb: string,
  body: object = {},
  once?: Once,
): Promise<Reply> {
  return request<Reply>(`/api/${object}.${verb}`, {
    ...jsonOf(body),
    ...(once?.patience ? { patience: once.patience } : {}),
    headers: { ...JSON_TYPE, ...(once ? { "idempotency-key": once.key } : {}) },
  });
}

export function post<Reply>(path: string, body: object = {}, signal?: AbortSignal): Promise<Reply> {
  return request<Reply>(path, { ...jsonOf(body), ...(signal ? { signal } : {}) });
}

const JSON_TYPE = { "content-type": "application/json" };

const jsonOf = (body: object) => ({
  method: "POST" as const,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

export function get<Reply>(path: string, signal?: AbortSignal): Promise<Reply> {
  return request<Reply>(path, { method: "GET", ...(signal ? { signal } : {}) });
}

export function upload<Reply>(path: string, form: FormData): Promise<Reply> {
  return request<Reply>(path, { method: "POST", body: form });
}

export function isFailure(problem: unknown, code?: string): problem is ApiFailure {
  return problem instanceof ApiFailure && (code === undefined || problem.error.code === code);
}

export interface Sending {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  onProgress(share: number): void;
}

/** A file as it is, with word of how far it has come, which `fetch` does not give. */
export function sendFile<Reply>(path: string, file: Blob, sending: Sending): Promise<Reply> {
  return whileSignedIn(path, (brought) => sendOnce<Reply>(path, file, sending, brought));
}

function sendOnce<Reply>(
  path: string,
  file: Blob,
  { signal, onProgress }: Sending,
  brought: Headings,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    const answer = () => readText<Reply>(sender.status, sender.responseText);
    sender.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    // What the answer refuses, the promise refuses.
    sender.addEventListener("load", () => resolve(Promise.resolve().then(answer)));
    sender.addEventListener("error", () => {
      noteUnreachable();
      reject(offline());
    });
    sender.addEventListener("abort", () => reject(signal.reason));
    signal.addEventListener("abort", () => sender.abort(), { once: true });
    sender.open("POST", addressOf(path));
    sender.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries({ ...actingHeaders(), ...brought }))
      sender.setRequestHeader(name, value);
    sender.send(file);
  });
}

type Headings = Readonly<Record<string, string>>;

interface Question {
  readonly method: "GET" | "POST";
  readonly headers?: Headings;
  readonly body?: string | FormData;
  readonly signal?: AbortSignal;
  readonly patience?: number;
}

function request<Reply>(path: string, question: Question): Promise<Reply> {
  return whileSignedIn(path, async (brought) => {
    const response = await send(path, {
      ...question,
      headers: { ...question.headers, ...brought },
    });
    return readText<Reply>(response.status, await response.text());
  });
}

async function whileSignedIn<Reply>(
  path: string,
  work: (brought: Headings) => Promise<Reply>,
): Promise<Reply> {
  let brought: Headings = {};
  for (;;) {
    try {
      return await work(brought);
    } catch (problem) {
      const more = isFailure(problem) ? await bringWhatIsMissing(problem) : null;
      if (more !== null) {
        brought = { ...brought, ...more };
        continue;
      }
      if (actingEyes() !== null && isNoLongerViewing(problem)) return startOver();
      if (rehearsal !== null && isFailure(problem, "rehearsal_over")) return startOver();
      const isOver = isEndedSession(problem) && !isSigningIn(path);
      if (!isOver || !(await waitForSignIn(problem.error.code))) throw problem;
    }
  }
}

const isNoLongerViewing = (problem: unknown): boolean =>
  isFailure(problem, "viewing_changed") || isFailure(problem, "viewing_over");

/** What the page shows was seen through eyes that are closed now, or on a stage that is gone. */
function startOver(): Promise<never> {
  window.location.assign("/");
  return new Promise(() => {});
}

/** Who is suspended is known well enough: asking for their password again would go round in a circle. */
function isEndedSession(problem: unknown): problem is ApiFailure {
  return isFailure(problem) && problem.status === 401 && problem.error.code !== "suspended";
}

/** A wrong password is an answer, not a session that ended. */
function isSigningIn(path: string): boolean {
  return path.startsWith("/api/auth/");
}

async function send(path: string, { patience, ...question }: Question): Promise<Response> {
  const headers = new Headers({
    ...question.headers,
    ...(isSigningIn(path) ? {} : actingHeaders()),
  });
  const end = noteRequest();
  try {
    const response = await fetch(addressOf(path), {
      credentials: "same-origin",
      ...question,
      headers,
      ...(patience ? { signal: AbortSignal.timeout(patience) } : {}),
    });
    if (NOT_OURS.has(response.status)) throw new TypeError(`no server behind ${response.status}`);
    noteServerTime(response.headers.get("date"));
    noteWorldVersion(response.headers.get("x-latchkey-version"));
    noteAnswer();
    return response;
  } catch (problem) {
    if (question.signal?.aborted) throw problem;
    noteUnreachable();
    throw offline();
  } finally {
    end();
  }
}

/** What a proxy answers while the server behind it does not. */
const NOT_OURS: ReadonlySet<number> = new Set([502, 503, 504]);

export function offline(): ApiFailure {
  return new ApiFailure(0, ownError("offline"));
}

/** Not sent, but not lost: it waits on this device. */
export function kept(): ApiFailure {
  return new ApiFailure(0, ownError("kept"));
}

export const isKept = (problem: unknown): boolean => isFailure(problem, "kept");

function readText<Reply>(status: number, text: string): Reply {
  const body = parseJson(text);
  if (status >= 200 && status < 300) return body as Reply;
  throw new ApiFailure(status, isApiError(body) ? body : ownError(`http_${status}`));
}

function parseJson(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isApiError(body: unknown): body is ApiError {
  if (typeof body !== "object" || body === null || !("code" in body)) return false;
  // Sign-in errors come from the authentication library, whose message is one English string.
  return "message" in body && typeof body.message === "object";
}

/** A failure that the server did not word; screens word it by its code. */
function ownError(code: string): ApiError {
  return { code, message: { zh: "", en: "" } };
}
