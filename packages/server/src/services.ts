/** The composition root: everything that runs, built once, handed to whoever needs it. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessKind } from "./approvals/access-kind.ts";
import type { ApprovalParts } from "./approvals/approvals.ts";
import { shareKind } from "./approvals/share-kind.ts";
import { operationKind } from "./approvals/operation-kind.ts";
import { tellWaits } from "./approvals/tell-waits.ts";
import { AuditTrail } from "./audit/trail.ts";
import type { Database } from "./db/database.ts";
import { foldIfAny, startChores, type Chore } from "./db/chores.ts";
import { migrate } from "./db/migrate.ts";
import { tendLog, tendTable } from "./db/upkeep.ts";
import { createGate, type Gate } from "./gate/gate.ts";
import { forgetKeys } from "./gate/once.ts";
import { forgetNotices } from "./inbox/notices.ts";
import { tellOverdue } from "./policies/regulations/review-notices.ts";
import { createExchange, type Exchange } from "./exchange/exchange.ts";
import { wakeLeftIndexes } from "./exchange/rest-indexes.ts";
import { createFiles, type Files } from "./files/files.ts";
import { MEGABYTE } from "./files/receive.ts";
import { openStorage, type StorageSettings } from "./files/storage.ts";
import { createAuth, type Auth } from "./identity/auth.ts";
import type { ObjectDeclaration } from "./objects/declaration.ts";
import { OBJECTS } from "./objects/registry.ts";
import { createSubjects, type SubjectStore } from "./org/subjects.ts";
import { publishDue } from "./policies/schedule-draft.ts";
import { Shadow } from "./policies/shadow/shadow.ts";
import { noteViewingEnds } from "./org/view-as.ts";
import { createRehearsals, type Rehearsals } from "./policies/rehearsals/rehearsals.ts";
import { createImpacts, type Impacts } from "./policies/impact/impacts.ts";
import { groupRuleKind } from "./groups/group-rule-kind.ts";
import { noteEnds } from "./sandboxes/note-ends.ts";
import { tellEnds } from "./policies/sandboxes/end-notices.ts";
import { sandboxKinds } from "./sandboxes/sandbox-kinds.ts";
import { foldSearchBatch } from "./search/fold.ts";
import { searchIndexesOf } from "./search/search-index.ts";
import { foldTally } from "./tally/fold.ts";
import { talliesOf } from "./tally/tally.ts";

export interface Services {
  readonly db: Database;
  readonly subjects: SubjectStore;
  readonly trail: AuditTrail;
  readonly gate: Gate;
  readonly auth: Auth;
  readonly exchange: Exchange;
  readonly files: Files;
  readonly approvals: ApprovalParts;
  readonly impacts: Impacts;
  readonly shadow: Shadow;
  readonly rehearsals: Rehearsals;
  /** Names of the declared objects. */
  readonly objects: ReadonlySet<string>;
  /** Lets jobs leave off, writes what waits, then closes the database. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly db: Database;
  readonly baseUrl: string;
  readonly onError?: (error: unknown) => void;
  /** Where uploaded and exported files lie; a folder of this process where absent. */
  readonly files?: string;
  /** Where the files of records lie; beside the others where absent. */
  readonly storage?: StorageSettings;
  /** Megabytes of one file of a record. */
  readonly maxFileSize?: number;
  /** Others than the shipped ones in tests. */
  readonly declarations?: readonly ObjectDeclaration[];
}

/** A scan of a long contract, a photo of a phone. */
const MAX_FILE_SIZE = 50;

export async function startServices(options: ServiceOptions): Promise<Services> {
  const { db, baseUrl, onError = () => {}, declarations } = options;
  await migrate(db);
  const objects = declarations ?? Object.values(OBJECTS);
  const subjects = createSubjects(db, objects);
  const trail = new AuditTrail(db, onError);
  const impacts = createImpacts(db, subjects);
  const shadow = new Shadow(db, onError);
  const gate = createGate({ db, subjects, trail, watch: shadow.watch });
  const directory = options.files ?? join(tmpdir(), `latchkey-files-${process.pid}`);
  const exchange = createExchange({ db, gate, subjects, directory, onError });
  await wakeLeftIndexes(db);
  await exchange.jobs.start();
  const files = await createFiles({
    db,
    gate,
    storage: await openStorage(
      options.storage ?? { kind: "disk", directory: join(directory, "records") },
    ),
    folder: join(directory, "arriving"),
    limit: (options.maxFileSize ?? MAX_FILE_SIZE) * MEGABYTE,
  });
  const operation = { ...operationKind, afterwards: () => exchange.jobs.wake("export_job") };
  const isImporting = () => exchange.jobs.isWorking("import_job");
  const rehearsals = createRehearsals({ db, subjects, trail, declarations: objects, onError });
  const kinds = [operation, ...ASKED, groupRuleKind(subjects), ...sandboxKinds(subjects)];
  const approvals: ApprovalParts = { db, gate, subjects, trail, kinds };
  const chores = startChores(
    [
      ...choresOf(db, objects, isImporting),
      files.sweep,
      exchange.sweep,
      () => noteEnds(db, trail),
      () => tellWaits(approvals),
      () => publishDue({ db, gate, subjects, trail }),
      () => shadow.tend(),
      () => noteViewingEnds(db, trail),
      () => rehearsals.strike(),
    ],
    onError,
  );
  return {
    db,
    subjects,
    trail,
    gate,
    exchange,
    files,
    approvals,
    impacts,
    shadow,
    rehearsals,
    auth: createAuth({ db, secret: await readSecret(db), baseUrl }),
    objects: new Set(objects.map(({ name }) => name)),
    async close() {
      await impacts.close();
      await exchange.jobs.stop();
      await chores.stop();
      await shadow.close();
      await rehearsals.close();
      await trail.close();
      await db.close();
    },
  };
}

/** What people ask for by themselves where they are refused; the first that has an answer gives it. */
const ASKED = [shareKind, accessKind];

async function readSecret(db: Database): Promise<string> {
  const { rows } = await db.query<{ secret: string }>("select secret from policy_state");
  return rows[0]!.secret;
}

/** What makes reading a little faster waits for an import's end where both would share the one connection. */
function choresOf(
  db: Database,
  objects: readonly ObjectDeclaration[],
  isImporting: () => boolean,
): readonly Chore[] {
  const isEmbedded = db.kind === "embedded";
  const patient = (chore: Chore): Chore =>
    isEmbedded ? async () => (isImporting() ? 0 : chore()) : chore;
  return [
    ...talliesOf(objects).map((tally) => foldIfAny(db, tally.delta, () => foldTally(db, tally))),
    ...searchIndexesOf(objects).map((index) =>
      patient(foldIfAny(db, index.queue, () => foldSearchBatch(db, index))),
    ),
    () => forgetKeys(db),
    () => forgetNotices(db),
    () => tellOverdue(db),
    () => tellEnds(db),
    ...(isEmbedded ? [() => tendLog(db), patient(() => tendTable(db))] : []),
  ];
}
