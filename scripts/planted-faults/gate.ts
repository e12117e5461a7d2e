import { inFile } from "./fault.ts";

/** Faults of the door: versions and windows, writes, duties, shares, and what stands around rights. */
export const GATE_FAULTS = [
  ...inFile("server/src/gate/guard.ts", [
    {
      breaks: "stale epoch: a plan of an older policy still reads",
      find: "select p.n = ${subject.world.version}::bigint",
      put: "select p.n >= ${subject.world.version}::bigint",
      tests: ["gate/guard"],
    },
    {
      breaks: "stale epoch: a plan of a person's older rights still reads",
      find: "s.n = ${version}::bigint",
      put: "s.n >= ${version}::bigint",
      tests: ["gate/guard"],
    },
    {
      breaks: "lost window: a plan goes on after the moment that it ends at",
      find: "\n      and statement_timestamp() < ${until}::timestamptz as ok",
      put: " and ${until}::timestamptz is not null as ok",
      tests: ["gate/guard"],
    },
    {
      breaks: "looking through another's eyes outlives the looker's own rights",
      find: "return subject.viewer ? sql`${of(subject)} and ${of(subject.viewer)}` : of(subject);",
      put: "return of(subject);",
      tests: ["gate/guard"],
    },
    {
      breaks: "a write under way does not wait for a revocation of its writer",
      find: "select pg_advisory_xact_lock_shared(${POLICY_SPACE}, 0), pg_advisory_xact_lock_shared(${SUBJECT_SPACE}, hashtext($1))",
      put: "select pg_advisory_xact_lock_shared(${POLICY_SPACE}, 0), hashtext($1)",
      tests: ["gate/guard"],
    },
    {
      breaks: "changing a person's rights leaves their plans as they are",
      find: "do update set n = subject_version.n + 1",
      put: "do update set n = subject_version.n",
      tests: ["gate/guard"],
    },
    {
      breaks: "publishing leaves everybody's plans as they are",
      find: "update policy_state set n = n + 1 where $1",
      put: "update policy_state set n = n where $1",
      tests: ["gate/guard"],
    },
  ]),
  ...inFile("server/src/gate/rights-effects.ts", [
    {
      breaks: "moving a unit makes no plan stale",
      find: "unit: everybody,",
      put: "",
      tests: ["org/delegation"],
    },
    {
      breaks: "giving or taking an assignment makes no plan stale",
      find: "assignment: holdersOf,",
      put: "",
      tests: ["gate/cells"],
    },
    {
      breaks: "revocation forgotten: ending a sandbox early makes no plan stale",
      find: "end: (executor, act) => inSandboxes(executor, act.records),",
      put: "",
      tests: ["sandboxes/sandboxes"],
    },
    {
      breaks: "publishing is no change of rights",
      find: "if (RESHAPING.has(action) || isPublishing({ object, action })) return everybody;",
      put: "if (RESHAPING.has(action)) return everybody;",
      tests: ["policies/draft"],
    },
  ]),
  ...inFile("server/src/gate/rights-guard.ts", [
    {
      breaks: "an administrator gives themselves a role",
      find: "if (isOwn && !before.some((old) => isNarrower(grant, old)))",
      put: "if (false)",
      tests: ["org/delegation"],
    },
    {
      breaks: "a regional administrator grants beyond the region",
      find: 'throw new Refusal("grant_too_wide");\n      demand(subject, source, grant);',
      put: 'throw new Refusal("grant_too_wide");',
      tests: ["org/delegation"],
    },
    {
      breaks: "an assignment of a sandbox is changed by hand",
      find: 'if (source === "assignment") await refuseOfSandbox(tx, touched);',
      put: "",
      tests: ["sandboxes/sandboxes"],
    },
    {
      breaks: "a regional administrator stops a higher one",
      find: "if (RANKED.has(act.action)) await demandOutranked(tx, subject, touched);",
      put: "",
      tests: ["org/delegation"],
    },
    {
      breaks: "a role is changed past the draft",
      find: 'if (BY_HAND.has(act.action)) throw new Refusal("roles_by_draft");',
      put: "",
      tests: ["policies/draft"],
    },
  ]),
  ...inFile("server/src/gate/share.ts", [
    {
      breaks: "somebody shares with themselves what they do not have",
      find: "await refuseOwnGain(tx, subject, { object: name, id: record.id }, record);",
      put: "",
      tests: ["gate/share"],
    },
    {
      breaks: "sharing tells whether a hidden person is there",
      find: 'if (!seen.has(principal.id)) throw badRequest([problem("principal", "no_such_record")]);',
      put: "",
      tests: ["gate/share"],
    },
  ]),
  ...inFile("server/src/gate/write.ts", [
    {
      breaks: "missing field gate: a closed field is filled in a new record",
      find: "refuseClosedFields(content, () => decision);",
      put: "",
      tests: ["gate/cells"],
    },
    {
      breaks: "missing field gate: a closed field is edited",
      find: "refuseClosedFields([...changed.keys()], (field) => decisions.get(field.writtenBy)!);",
      put: "",
      tests: ["gate/attacks"],
    },
    {
      breaks: "an edit tells whether a guess equals a masked cell",
      find: '.filter((name) => levels[name] === "plain");',
      put: '.filter((name) => levels[name] !== "absent");',
      tests: ["gate/attacks"],
    },
    {
      breaks: "a reference may point at what the writer does not see",
      find: 'if (ids.some((id) => !seen.has(id))) problems.push(problem(field.name, "no_such_record"));',
      put: "",
      tests: ["gate/attacks"],
    },
    {
      breaks: "a lost edit: a version that somebody else has changed since is written over",
      find: "if (record.version === version) return;",
      put: "return;",
      tests: ["gate/gate"],
    },
    {
      breaks: "a record is edited out of its writer's own reach",
      find: 'const record = await findRecord(tx, subject, { object: object.name }, id);\n  if (!record) throw new Refusal("forbidden");\n  return record;',
      put: "const record = await findRecord(tx, subject, { object: object.name }, id);\n  return record!;",
      tests: ["gate/cells"],
    },
    {
      breaks: "a child keeps its old owner and unit when its parent moves",
      find: "if (![...changed.keys()].some((field) => !isContent(field))) return;",
      put: "return;",
      tests: ["gate/cells"],
    },
  ]),
  ...inFile("server/src/gate/mutate.ts", [
    {
      breaks: "nobody looks at what a write of rights came to",
      find: "await check(touched);",
      put: "",
      tests: ["org/delegation"],
    },
    {
      breaks: "the last administrator leaves",
      find: "await keepOne();",
      put: "",
      tests: ["gate/last-administrator"],
    },
    {
      breaks: "a write begins under a plan that does not hold",
      find: "await demandPlan(tx, loaded);",
      put: "",
      tests: ["gate/stale-plan"],
    },
    {
      breaks: "whoever looks through another's eyes writes by the gate",
      find: 'if (subject.viewer) throw new Refusal("viewing_only");',
      put: "",
      tests: ["org/view-as"],
    },
    {
      breaks: "a refused act leaves its half of the work",
      find: 'await tx.query("rollback to savepoint act");',
      put: "",
      tests: ["org/delegation", "gate/attacks"],
    },
    {
      breaks: "audit line lost: a write leaves none",
      find: "await parts.trail.write(tx, allowLine(caller, subject, act, done));",
      put: "",
      tests: ["gate/share"],
    },
    {
      breaks: "audit line lost: a refusal leaves none",
      find: "await parts.trail.write(tx, denyLine(caller, subject, act, refusal));",
      put: "",
      tests: ["http/app", "matrix/matrix-audit", "gate/share"],
    },
    {
      breaks: "a deputy's act stands under the name of who is away",
      find: "person: caller.deputy ?? caller.person,",
      put: "person: caller.person,",
      tests: ["approvals/requests"],
    },
  ]),
  ...inFile("server/src/gate/gate.ts", [
    {
      breaks: "audit line lost: a list leaves none",
      find: "parts.trail.note({",
      put: "void ({",
      tests: ["http/search"],
    },
  ]),
  ...inFile("server/src/gate/once.ts", [
    {
      breaks: "a repetition under a key is taken for another request's",
      find: 'if (rows[0]?.fingerprint !== once.fingerprint) throw new Refusal("key_reused");',
      put: "",
      tests: ["gate/once"],
    },
  ]),
];
