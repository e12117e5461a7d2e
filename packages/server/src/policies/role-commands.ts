/** Saving or archiving a role: it collects in the draft, and takes effect when somebody publishes that (R144). */
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import type { Caller, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { RoleDraft, SavedRole } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { applyChange } from "./apply-change.ts";
import {
  beginDraft,
  dropChange,
  lockDrafts,
  putChange,
  readChanges,
  readOpenDraft,
  writeDraft,
  type Change,
} from "./draft-store.ts";
import { worldOfDraft, type PolicyChanges, type RoleChange } from "./draft-world.ts";
import { rulesOfRole } from "./grant-width.ts";
import { demandOverPolicy } from "./over-policy.ts";
import { unknownCitations } from "./regulations/citations.ts";
import { isAdministering } from "./rights-actions.ts";
import { readRole, type StoredRole } from "./role-rows.ts";
import { isSameRole, type Definition, type RoleContent } from "./role-content.ts";
import { parseDraft } from "./role-draft.ts";
import { demandFewRules } from "./rule-count.ts";
import { withKept } from "./rule-parts.ts";
import { nameOfIncluded, ROLE_TEMPLATES } from "./templates/registry.ts";

const EDIT = { object: "policyDraft", action: "edit", records: [] } as const;

export function saveRole({ gate }: Services, caller: Caller, input: unknown): Promise<SavedRole> {
  return gate.write(caller, EDIT, async (tx, subject) => {
    demandOverPolicy(subject, "edit");
    const draft = parseDraft(input, subject.world.model);
    const problems = await unknownCitations(tx, draft);
    if (problems.length > 0) throw badRequest(problems);
    return propose(tx, subject, draft, (known) => contentOf(draft, known, subject));
  });
}

export function archiveRole(
  { gate }: Services,
  caller: Caller,
  {
    id,
    version,
    change,
  }: { readonly id?: unknown; readonly version?: unknown; readonly change?: unknown },
): Promise<SavedRole> {
  return gate.write(caller, EDIT, async (tx, subject) => {
    demandOverPolicy(subject, "edit");
    if (typeof id !== "string") throw new Refusal("not_found");
    if (!Number.isInteger(version))
      throw badRequest([problem("version", "not_number", { value: "" })]);
    const seen = {
      id,
      version: version as number,
      ...(Number.isInteger(change) ? { change: change as number } : {}),
    };
    return propose(tx, subject, seen, () => null);
  });
}

/** What the editor began from: the role as published, and the draft's own change of it. */
type Seen = Pick<RoleDraft, "id" | "version" | "change">;

/** The role as it stands in the draft, else as it is or was when it was archived; null: it is new. */
type Known = RoleContent | null;

/** Tries the change and undoes it, so that who could not make it cannot propose it; then it waits in the draft. */
async function propose(
  tx: Executor,
  subject: Subject,
  seen: Seen,
  contentFrom: (known: Known) => RoleContent | null,
): Promise<Done<SavedRole>> {
  if (seen.id !== undefined && !UUID.test(seen.id)) throw new Refusal("not_found");
  await lockDrafts(tx);
  const draft = (await readOpenDraft(tx)) ?? (await beginDraft(tx, { by: subject.person }));
  const changes = await readChanges(tx, draft.id);
  const mine = changes.roles.find(({ role }) => role === seen.id);
  const stored = seen.id === undefined ? null : await readRole(tx, seen.id);
  refuseOutdated(seen, stored, mine);
  const published = stored && !stored.isGone ? stored.content : null;
  const proposed = contentFrom(mine?.content ?? stored?.content ?? null);
  const role = proposed?.id ?? seen.id!;
  const others = { ...changes, roles: changes.roles.filter((one) => one.role !== role) };
  const content = proposed && withFlag(subject, proposed, others);
  const isNothing =
    content === null ? published === null : published !== null && isSameRole(content, published);
  let at = 0;
  if (isNothing) await dropChange(tx, draft.id, role);
  else {
    const change = { role, base: stored?.version ?? null, content, by: subject.person };
    await demandFewRules(tx, [...others.roles, change]);
    await tryChange(tx, subject, change, others);
    at = await putChange(tx, draft.id, change);
  }
  // Whoever submitted it submitted something else.
  await writeDraft(tx, draft.id, { state: "open", submittedBy: null });
  return {
    result: { id: role, change: at },
    records: [draft.id],
    detail: { draft: draft.number, role },
  };
}

/** Somebody else published the role, or changed it in the draft, since it was looked at: never a lost edit. */
function refuseOutdated(
  { id, version, change = 0 }: Seen,
  stored: StoredRole | null,
  mine: Change | undefined,
): void {
  if (id === undefined) return;
  if (!mine && !stored) throw new Refusal(change > 0 ? "stale" : "not_found");
  if ((mine?.version ?? 0) !== change || (stored?.version ?? 0) !== version)
    throw new Refusal("stale");
}

async function tryChange(
  tx: Executor,
  subject: Subject,
  change: Pick<Change, "role" | "base" | "content">,
  others: PolicyChanges,
): Promise<void> {
  await tx.query("savepoint trial");
  await applyChange(tx, subject, change, worldOfDraft(subject.world, withRole(others, change)));
  await tx.query("rollback to savepoint trial");
}

/** A new role starts with nothing (R10): what it may do is what the draft says, and the base every role includes. */
function contentOf(draft: RoleDraft, known: Known, subject: Subject): RoleContent {
  const template = draft.preset === undefined ? undefined : ROLE_TEMPLATES[draft.preset];
  const id = uuid();
  const old: Omit<RoleContent, "name" | "nameEnglish" | "duties" | "dutiesEnglish"> = known ?? {
    id,
    unit: subject.unit,
    preset: draft.preset ?? null,
    administrator: false,
    definition:
      draft.function === undefined
        ? {
            ...(template?.rules ? { rules: template.rules } : {}),
            includes: template?.includes ?? ["staff"],
          }
        : { function: draft.function === "new" ? id : draft.function },
  };
  const { grants, classes, fields, apart, cites, includes, beyond } = draft;
  const base = (old.definition.includes ?? []).filter((name) => name === BASE);
  const kept = old.definition.rules ?? [];
  const rules = draft.rules && withKept(kept, draft.rules, subject.world.model);
  const { apart: before, cites: cited, ...definition }: Definition = old.definition;
  const others = apart ?? before ?? [];
  const rested = cites ?? cited ?? [];
  return {
    ...old,
    name: draft.name.zh,
    nameEnglish: filled(draft.name.en),
    duties: filled(draft.duties.zh),
    dutiesEnglish: filled(draft.duties.en),
    definition: {
      ...definition,
      grants,
      classes,
      ...(fields ? { fields } : {}),
      ...(rules ? { rules } : {}),
      ...(others.length > 0 ? { apart: others } : {}),
      ...(rested.length > 0 ? { cites: rested } : {}),
      ...(includes ? { includes: [...base, ...includes.map(nameOfIncluded)] } : {}),
      ...(beyond ? { beyond: beyond.map(nameOfIncluded) } : {}),
    },
  };
}

/** What every role includes, and nobody takes out. */
const BASE = "staff";

const withRole = ({ roles, classes }: PolicyChanges, change: RoleChange): PolicyChanges => ({
  roles: [...roles, change],
  classes,
});

function withFlag(subject: Subject, content: RoleContent, others: PolicyChanges): RoleContent {
  const world = worldOfDraft(subject.world, withRole(others, { role: content.id, content }));
  const rules = rulesOfRole({ world }, content.id);
  return { ...content, administrator: isAdministering(rules, world.model) };
}

const filled = (words: string): string | null => (words === "" ? null : words);
