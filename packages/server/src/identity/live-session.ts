/**
 * Whose session is it, in one statement: the question that every request asks. better-auth answers it in two, and for
 * several times the work. It still has the last word on whatever is not plainly in order (`null` here): a session that
 * has ended, a cookie that is forged or there twice, a session that is due to be made longer.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "../db/database.ts";
import type { Auth } from "./auth.ts";

export interface LiveSessionParts {
  readonly auth: Auth;
  readonly db: Database;
}

export interface LiveSession {
  readonly session: string;
  readonly person: string;
  /** Minutes since the password was entered in it. */
  readonly confirmedAgo: number;
  /** Whom it looks as, and until when. */
  readonly viewing?: { readonly target: string; readonly until: Date };
}

/** Null where better-auth is to be asked. `cookies`: the header of the request. */
export async function liveSession(
  { auth, db }: LiveSessionParts,
  cookies: string | undefined,
): Promise<LiveSession | null> {
  const { authCookies, secret, sessionConfig } = await auth.$context;
  const token = tokenIn(cookies ?? "", authCookies.sessionToken.name, secret);
  if (token === null) return null;
  const { rows } = await db.query<SessionRow>(
    `${SESSION} where s.token = $1 and s."expiresAt" > statement_timestamp() + $2 * interval '1 second'`,
    [token, sessionConfig.expiresIn - sessionConfig.updateAge],
  );
  return rows[0] ? sessionOf(rows[0]) : null;
}

/** Of a session that better-auth has found to be live. */
export async function sessionById(db: Database, id: string): Promise<LiveSession | null> {
  const { rows } = await db.query<SessionRow>(`${SESSION} where s.id = $1`, [id]);
  return rows[0] ? sessionOf(rows[0]) : null;
}

interface SessionRow {
  readonly session: string;
  readonly person: string;
  readonly target: string | null;
  readonly until: Date | null;
  readonly confirmed_ago: number;
}

const SESSION = `select s.id as session, s."userId" as person, v.target, v.until,
    (extract(epoch from statement_timestamp() - coalesce(c.at, s."createdAt")) / 60)::float8 as confirmed_ago
  from auth_session s left join confirmed_session c on c.session = s.id
  left join viewing_as v on v.session = s.id and v.until > statement_timestamp()`;

const sessionOf = ({ session, person, target, until, confirmed_ago }: SessionRow): LiveSession => ({
  session,
  person,
  confirmedAgo: confirmed_ago,
  ...(target !== null && until !== null ? { viewing: { target, until } } : {}),
});

function tokenIn(cookies: string, name: string, secret: string): string | null {
  const found = cookies
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(`${name}=`));
  if (found.length !== 1) return null;
  const value = decoded(found[0]!.slice(name.length + 1));
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  return isSigned(token, value.slice(dot + 1), secret) ? token : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function isSigned(token: string, signature: string, secret: string): boolean {
  const given = Buffer.from(signature);
  const expected = Buffer.from(createHmac("sha256", secret).update(token).digest("base64"));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
