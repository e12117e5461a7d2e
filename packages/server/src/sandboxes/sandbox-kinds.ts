/** What waits for a second person's approval: a sandbox, and a later end of one. */
import { problem, badRequest, Refusal, passes } from "../errors.ts";
import type { Executor } from "../db/database.ts";
import type { Subject } from "../gate/subject.ts";
import type { RequestKind } from "../approvals/request.ts";
import { membersOf } from "../gate/group-members.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { text } from "../policies/phrases.ts";
import { demandGiving, demandSandbox } from "../policies/sandboxes/sandbox-measure.ts";
import { sandboxName } from "../policies/sandboxes/sandbox-role.ts";
import {
  lockSandbox,
  moveEnd,
  openSandboxRow,
  readSandbox,
  type StoredSandbox,
} from "../policies/sandboxes/sandbox-store.ts";
import { toWall } from "../fields/wall-clock.ts";
import { conflictsOf } from "./sandbox-conflicts.ts";
import { sentenceOf } from "./sandbox-reply.ts";

interface SandboxRequest {
  readonly sandbox: string;
}

interface ExtensionRequest extends SandboxRequest {
  /** ISO. */
  readonly until: string;
}

type Subjects = Pick<SubjectStore, "loadAll">;

export const sandboxKinds = (subjects: Subjects): readonly RequestKind[] => [
  openingOf(subjects),
  extensionOf(subjects),
];

const aboutSandbox = ({ sandbox }: SandboxRequest) => ({ object: "sandbox", id: sandbox });

async function gains(
  executor: Executor,
  { sandbox: id }: SandboxRequest,
): Promise<readonly string[]> {
  const sandbox = await readSandbox(executor, id);
  if (!sandbox) return [];
  const { people, groups } = sandbox.content;
  return [...people, ...(await membersOf(executor, groups))];
}

const openingOf = (subjects: Subjects): RequestKind<SandboxRequest> => ({
  name: "sandbox",
  runsAs: "approver",
  about: aboutSandbox,
  gains,
  act: ({ content }) => ({ object: "sandbox", action: "open", records: [content.sandbox] }),
  mayApprove: mayGive,
  async describe(executor, reader, { content }) {
    const sandbox = await readSandbox(executor, content.sandbox);
    if (!sandbox) return text("开启一个时限沙箱", "open a sandbox");
    const { zh, en } = await sentenceOf(executor, reader, sandbox);
    // Whoever approves an exception knows of what.
    const conflicts = await conflictsOf(executor, reader, sandbox);
    return text(
      [
        `开启时限沙箱“${sandbox.name}”：${zh.replace(/。$/, "")}`,
        ...conflicts.map((one) => one.zh),
      ].join("；"),
      [
        `open the sandbox “${sandbox.name}”: ${en.replace(/\.$/, "")}`,
        ...conflicts.map((one) => one.en),
      ].join("; "),
    );
  },
  async carryOut(tx, { approver }, { content, asker }) {
    const sandbox = await demandOpen(tx, content.sandbox);
    if (sandbox.approvedAt !== null) throw new Refusal("wrong_state");
    await demandBoth(tx, subjects, { approver, asker, sandbox });
    const notices = await openSandboxRow(tx, sandbox, approver.person);
    return { result: { sandbox: sandbox.id }, records: [sandbox.id], notices };
  },
});

const extensionOf = (subjects: Subjects): RequestKind<ExtensionRequest> => ({
  name: "sandboxExtension",
  runsAs: "approver",
  about: aboutSandbox,
  gains,
  act: ({ content }) => ({ object: "sandbox", action: "prolong", records: [content.sandbox] }),
  mayApprove: mayGive,
  async describe(executor, reader, { content }) {
    const sandbox = await readSandbox(executor, content.sandbox);
    const name = sandboxName(sandbox?.name ?? "");
    const until = toWall(content.until, reader.zone).slice(0, 16);
    return text(`把${name.zh}延期至 ${until}`, `extend ${name.en} until ${until}`);
  },
  async carryOut(tx, { approver }, { content, asker }) {
    const sandbox = await demandOpen(tx, content.sandbox);
    const to = new Date(content.until);
    if (sandbox.approvedAt === null || to <= sandbox.until) throw new Refusal("wrong_state");
    await demandBoth(tx, subjects, { approver, asker, sandbox });
    const notices = await moveEnd(tx, sandbox, { to, by: approver.person });
    return {
      result: { sandbox: sandbox.id },
      records: [sandbox.id],
      detail: { until: content.until },
      notices,
    };
  },
});

/** What is over does not come back to life: it is initiated anew. */
async function demandOpen(tx: Executor, id: string): Promise<StoredSandbox> {
  const sandbox = await lockSandbox(tx, id);
  if (!sandbox) throw new Refusal("not_found");
  if (sandbox.isOver) throw badRequest([problem("until", "window_over")]);
  return sandbox;
}

interface Both {
  readonly approver: Subject;
  readonly asker: string;
  readonly sandbox: StoredSandbox;
}

/** By the rights that both have at this moment, not those of when it was initiated. */
async function demandBoth(
  tx: Executor,
  subjects: Subjects,
  { approver, asker, sandbox }: Both,
): Promise<void> {
  await demandSandbox(tx, approver, "approve", sandbox);
  await demandGiving(tx, approver, sandbox);
  const [maker] = await subjects.loadAll(tx, approver.world, [asker]);
  // Whoever set it up may have left, or give less than they did.
  if (!maker || !(await couldGive(tx, maker, sandbox))) throw new Refusal("asker_may_not");
}

async function mayGive(
  executor: Executor,
  approver: Subject,
  { content, asker }: { readonly content: SandboxRequest; readonly asker: string },
): Promise<boolean> {
  const sandbox = await readSandbox(executor, content.sandbox);
  return sandbox !== null && asker !== approver.person && mayApprove(executor, approver, sandbox);
}

/** Whether their rights would do it. */
export const mayApprove = (
  executor: Executor,
  approver: Subject,
  sandbox: StoredSandbox,
): Promise<boolean> =>
  passes(async () => {
    await demandSandbox(executor, approver, "approve", sandbox);
    await demandGiving(executor, approver, sandbox);
  });

const couldGive = (executor: Executor, maker: Subject, sandbox: StoredSandbox): Promise<boolean> =>
  passes(() => demandGiving(executor, maker, sandbox));
