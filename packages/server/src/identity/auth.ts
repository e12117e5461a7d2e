/**
 * Signing in, by better-auth on the same database. The id of a user is the id of the person; what a person may do is no
 * business of this room. Sessions are looked up in the database at every request (`live-session.ts`), so that an ended
 * one ends at once.
 */
import { betterAuth } from "better-auth";
import { v7 as uuid } from "uuid";
import type { Database } from "../db/database.ts";
import { kyselyOver } from "../db/kysely.ts";

const SESSION_SECONDS = 7 * 24 * 3600;
/** Characters. */
export const MAX_PASSWORD = 256;

export interface AuthOptions {
  readonly db: Database;
  readonly secret: string;
  /** Where browsers reach us, `https://crm.example.com`; decides on secure cookies. */
  readonly baseUrl: string;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ db, secret, baseUrl }: AuthOptions) {
  return betterAuth({
    appName: "Latchkey",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    database: { db: kyselyOver(db), type: "postgres" },
    user: { modelName: "auth_user" },
    session: {
      modelName: "auth_session",
      expiresIn: SESSION_SECONDS,
      // A cached session would outlive its revocation.
      cookieCache: { enabled: false },
    },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: MAX_PASSWORD,
    },
    // Our own throttle also covers an account attacked from many addresses, and leaves its trace in the audit.
    rateLimit: { enabled: false },
    // The application has refused pages of other sites before a request comes here; it may be reached by several names.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: "latchkey",
      // Our migrations make its tables. To compare them it reads every column of the database at each start.
      database: { generateId: () => uuid(), validateSchema: false },
    },
  });
}
