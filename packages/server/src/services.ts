/** The composition root: everything that runs, built once, handed to whoever needs it. */
import { AuditTrail } from "./audit/trail.ts";
import type { Database } from "./db/database.ts";
import { migrate } from "./db/migrate.ts";
import { createGate, type Gate } from "./gate/gate.ts";
import { createAuth, type Auth } from "./identity/auth.ts";
import type { ObjectDeclaration } from "./objects/declaration.ts";
import { OBJECTS } from "./objects/registry.ts";
import { createSubjects, type SubjectStore } from "./org/subjects.ts";

export interface Services {
  readonly db: Database;
  readonly subjects: SubjectStore;
  readonly trail: AuditTrail;
  readonly gate: Gate;
  readonly auth: Auth;
  /** Names of the declared objects. */
  readonly objects: ReadonlySet<string>;
  /** Writes what waits, then closes the database. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly db: Database;
  readonly baseUrl: string;
  readonly onError?: (error: unknown) => void;
  /** Others than the shipped ones in tests. */
  readonly declarations?: readonly ObjectDeclaration[];
}

export async function startServices({ db, baseUrl, onError, declarations }: ServiceOptions): Promise<Services> {
  await migrate(db);
  const objects = declarations ?? Object.values(OBJECTS);
  const subjects = createSubjects(db, objects);
  const trail = new AuditTrail(db, onError ?? (() => {}));
  const gate = createGate({ db, subjects, trail });
  const { rows } = await db.query<{ secret: string }>("select secret from policy_state");
  return {
    ...{ db, subjects, trail, gate },
    auth: createAuth({ db, secret: rows[0]!.secret, baseUrl }),
    objects: new Set(objects.map(({ name }) => name)),
    async close() {
      await trail.close();
      await db.close();
    },
  };
}
