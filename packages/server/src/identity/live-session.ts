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

/** The id of the person; null where better-auth is to be asked. `cookies`: the header of the request. */
export async function personOfSession(
  { auth, db }: LiveSessionParts,
  cookies: string | undefined,
): Promise<string | null> {
  const { authCookies, secret, sessionConfig } = await auth.$context;
  const token = tokenIn(cookies ?? "", authCookies.sessionToken.name, secret);
  if (token === null) return null;
  const { rows } = await db.query<{ userId: string }>(
    `select "userId" from auth_session
     where token = $1 and "expiresAt" > statement_timestamp() + $2 * interval '1 second'`,
    [token, sessionConfig.expiresIn - sessionConfig.updateAge],
  );
  return rows[0]?.userId ?? null;
}

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
