import { CELL_FAULTS } from "./cells.ts";
import { inFile } from "./fault.ts";
import { GATE_FAULTS } from "./gate.ts";

/** Faults of whoever gives rights, asks for them, counts, searches, takes out and signs in. */
export const SERVER_FAULTS = [
  ...CELL_FAULTS,
  ...GATE_FAULTS,
  ...inFile("server/src/org/subjects.ts", [
    {
      breaks: "whoever looks through another's eyes is not bounded by themselves",
      find: "bound: { subject: viewer.person },",
      put: "",
      tests: ["org/view-as"],
    },
    {
      breaks: "a suspended person is loaded",
      find: "and p.status = 'active' and not v.suspended`;",
      put: "`;",
      tests: ["http/app", "org/delegation"],
    },
    {
      breaks: "a right that begins or ends by itself ends no plan",
      find: "...holder.assignments.flatMap(({ from, until }) => [from, until]),",
      put: "",
      tests: ["org/subjects", "sandboxes/sandboxes"],
    },
  ]),
  ...inFile("server/src/policies/grant-width.ts", [
    {
      breaks: "changing rights is granted by who does not have it",
      find: "if (changesRights(named, model)) return reaches(subject, named, rule.scope, unit);",
      put: "",
      tests: ["policies/grantable"],
    },
    {
      breaks: "a right under a condition counts as one without",
      find: 'rule.effect !== "permit" || rule.when || !rule.actions',
      put: 'rule.effect !== "permit" || !rule.actions',
      tests: ["policies/grantable"],
    },
    {
      breaks: "who administers one unit grants at every other",
      find: '(unit === "anywhere" || unit === assignment.unit)',
      put: "true",
      tests: ["policies/grantable"],
    },
    {
      breaks: "who administers a region grants outside it",
      find: 'return unit === "anywhere" || world.tree.isWithin(unit, assignment.unit) === true;',
      put: "return true;",
      tests: ["org/delegation"],
    },
    {
      breaks: "somebody widens a role that they hold",
      find: "if (!isHeld) return;",
      put: "return;",
      tests: ["org/delegation"],
    },
  ]),
  ...inFile("server/src/policies/bundles.ts", [
    {
      breaks: "bundle expanded too wide: to all actions of its block",
      find: "action.bundle === bundleName",
      put: 'action.bundle.split(".")[0] === bundleName.split(".")[0]',
      tests: ["policies/bundles"],
    },
  ]),
  ...inFile("server/src/policies/draft-commands.ts", [
    {
      breaks: "own draft approved",
      find: "draft.submittedBy !== null && draft.submittedBy !== subject.person",
      put: "draft.submittedBy !== null",
      tests: ["policies/draft"],
    },
    {
      breaks: "a red permission test does not refuse a publishing",
      find: "await demandGreen(tx, subjects, subject, world);",
      put: "",
      tests: ["policies/tests/policy-tests"],
    },
    {
      breaks: "a policy is published that nobody can publish after",
      find: "(await findPublishers(tx, subjects, world)).length === 0",
      put: "false",
      tests: ["policies/rule-preview"],
    },
    {
      breaks: "a change after the submission leaves the approval as it is",
      find: 'await dropChange(tx, draft.id, change.role);\n    await writeDraft(tx, draft.id, { state: "open", submittedBy: null });',
      put: "await dropChange(tx, draft.id, change.role);",
      tests: ["policies/draft"],
    },
  ]),
  ...inFile("server/src/policies/over-policy.ts", [
    {
      breaks: "a second pair of eyes is asked for by nobody",
      find: 'rule === "always" || (rule === "auto" && publishers.length > 1)',
      put: 'rule === "always"',
      tests: ["policies/draft"],
    },
  ]),
  ...inFile("server/src/policies/sandboxes/sandbox-measure.ts", [
    {
      breaks: "a sandbox gives what its initiator could not grant",
      find: "demandGrantable(subject, rules, { by: GRANTING, unit });",
      put: "void rules;",
      tests: ["sandboxes/sandboxes"],
    },
    {
      breaks: "whoever set up a sandbox is in it by the time it opens",
      find: 'if (await isMember(executor, sandbox.content, subject.person)) throw new Refusal("forbidden");',
      put: "",
      tests: ["sandboxes/sandboxes"],
    },
  ]),
  ...inFile("server/src/policies/sandboxes/sandbox-acts.ts", [
    {
      breaks: "a sandbox gives acts that were not added",
      find: "return act === null || adds.includes(act);",
      put: "return true;",
      tests: ["sandboxes/sandboxes"],
    },
  ]),
  ...inFile("server/src/policies/sandboxes/parse-sandbox.ts", [
    {
      breaks: "a sandbox lasts for ever",
      find: "else if (until > latestEnd(from, subject.zone))",
      put: "else if (false)",
      tests: ["sandboxes/sandboxes"],
    },
  ]),
  ...inFile("server/src/policies/sandboxes/sandbox-store.ts", [
    {
      breaks: "a sandbox that is ended leaves its assignments to their old end",
      find: 'until = case when "from" < $2::timestamptz then $2::timestamptz else until end,',
      put: "until = until,",
      tests: ["sandboxes/sandboxes"],
    },
  ]),
  ...inFile("server/src/approvals/deciders.ts", [
    {
      breaks: "own request approved",
      find: "const seen = new Set([asker, ...passedBy(trace)]);",
      put: "const seen = new Set(passedBy(trace));",
      tests: ["approvals/operations"],
    },
    {
      breaks: "one person decides two steps of a chain",
      find: "const seen = new Set([asker, ...passedBy(trace)]);",
      put: "const seen = new Set([asker]);",
      tests: ["approvals/operations"],
    },
    {
      breaks: "whoever gains by a request decides it",
      find: "rung.filter((person) => !gaining.has(person))",
      put: "rung",
      tests: ["approvals/operations", "approvals/requests", "sandboxes/sandboxes"],
    },
    {
      breaks: "somebody decides what they could not grant",
      find: "if (await kind.mayApprove(executor, one, request as never)) people.push(one.person);",
      put: "people.push(one.person);",
      tests: ["approvals/requests", "approvals/operations"],
    },
    {
      breaks: "heads come in before the nearest had their time",
      find: "Math.floor(Math.max(0, waitedHours) / PATIENCE_HOURS) + 1",
      put: "Math.floor(waitedHours / PATIENCE_HOURS) + 9",
      tests: ["approvals/requests"],
    },
    {
      breaks: "a deputy decides what they asked for themselves",
      find: "const others = new Set([...now, asker, ...passedBy(trace), ...(await gainers(request))]);",
      put: "const others = new Set([...now]);",
      tests: ["approvals/requests"],
    },
  ]),
  ...inFile("server/src/approvals/approvals.ts", [
    {
      breaks: "whoever is not asked decides",
      find: 'if (!now.includes(person)) throw new Refusal("not_yours_to_decide");',
      put: "",
      tests: ["approvals/requests"],
    },
    {
      breaks: "a request is decided twice",
      find: 'if (request.state !== "waiting") throw new Refusal("decided_already");',
      put: "",
      tests: ["approvals/requests"],
    },
    {
      breaks: "what is decided is not what was looked at",
      find: 'if (request.version !== version) throw new Refusal("request_moved");',
      put: "",
      tests: ["approvals/requests"],
    },
    {
      breaks: "a request is withdrawn by anybody",
      find: 'if (request.asker !== subject.person) throw new Refusal("not_found");',
      put: "",
      tests: ["approvals/requests"],
    },
  ]),
  ...inFile("server/src/approvals/operation.ts", [
    {
      breaks: "an approver gives what they could not grant",
      find: "return passes(async () => given.forEach((one) => demand(approver, source, one)));",
      put: "return given.length > 0;",
      tests: ["approvals/beyond-posts"],
    },
  ]),
  ...inFile("server/src/tally/tally.ts", [
    {
      breaks: "folding forgets what the base had",
      find: 'kept."${column}" + excluded."${column}"',
      put: 'excluded."${column}"',
      tests: ["tally/tally"],
    },
  ]),
  ...inFile("server/src/tally/fold.ts", [
    {
      breaks: "what is folded stays among the deltas and counts twice",
      find: 'select ctid from "${tally.delta}" limit $1)) returning *),',
      put: 'select ctid from "${tally.delta}" limit $1)) and false returning *),',
      tests: ["tally/tally"],
    },
  ]),
  ...inFile("server/src/db/migrations/0005-tallies.sql", [
    {
      breaks: "a tally is not corrected when a record is deleted",
      find: '1::bigint, "spend" from added where deleted_at is null',
      put: '1::bigint, "spend" from added',
      tests: ["tally/tally"],
    },
  ]),
  ...inFile("server/src/exchange/run-export.ts", [
    {
      breaks: "mask forgotten in exported files",
      find: "return { value: maskCell(field, cell), isMasked: cell !== null || !field.module.maskSql };",
      put: "return { value: cell, isMasked: false };",
      tests: ["exchange/exchange", "matrix/export"],
    },
    {
      breaks: "a closed column is exported",
      find: `const level = decision.fields.includes(field.name)
      ? (decision.actLevels[field.name] ?? "absent")
      : "absent";`,
      put: 'const level = decision.levels[field.name] ?? "absent";',
      tests: ["exchange/exchange", "matrix/export"],
    },
    {
      breaks: "a file goes on under rights that were taken on the way",
      find: 'if (planDigest(subject, view) !== job.plan) throw new Refusal("rights_changed");',
      put: "",
      tests: ["exchange/exchange", "race/revocation"],
    },
    {
      breaks: "a text of a file is run as a formula",
      find: 'typeof cell === "string" && !isNumericColumn(column) ? safeText(cell) : cell',
      put: "cell",
      tests: ["exchange/exchange"],
    },
  ]),
  ...inFile("server/src/exchange/exports.ts", [
    {
      breaks: "a file is fetched by rights that were taken since",
      find: 'if (planDigest(subject, viewOf(exporterOf(subject, row), object, "export")) !== row.plan)',
      put: "if (false)",
      tests: ["exchange/old-exports"],
    },
  ]),
  ...inFile("server/src/exchange/export-store.ts", [
    {
      breaks: "another's file is fetched",
      find: "where id = $1 and owner = $2 and deleted_at is null",
      put: "where id = $1 and $2::uuid is not null and deleted_at is null",
      tests: ["exchange/exchange", "matrix/export"],
    },
  ]),
  ...inFile("server/src/identity/live-session.ts", [
    {
      breaks: "a forged cookie is somebody's session",
      find: "return isSigned(token, value.slice(dot + 1), secret) ? token : null;",
      put: "return token;",
      tests: ["identity/live-session"],
    },
    {
      breaks: "session not ended: one that ran out lives on",
      find: " and s.\"expiresAt\" > statement_timestamp() + $2 * interval '1 second'",
      put: " and $2 > 0",
      tests: ["identity/live-session"],
    },
    {
      breaks: "looking through another's eyes does not end by the clock",
      find: "on v.session = s.id and v.until > statement_timestamp()",
      put: "on v.session = s.id",
      tests: ["org/view-as"],
    },
  ]),
  ...inFile("server/src/identity/throttle.ts", [
    {
      breaks: "passwords are tried without a wait",
      find: "if (count < allowed) return 0;",
      put: "if (count > 0) return 0;",
      tests: ["http/app"],
    },
    {
      breaks: "passwords tried at the same moment are not counted together",
      find: 'await tx.query("insert into sign_in_failure (email) values ($1)", [email]);',
      put: "",
      tests: ["http/app"],
    },
  ]),
  ...inFile("server/src/gate/rights-keeping.ts", [
    {
      breaks: "session not ended: a suspended person stays signed in",
      find: "and (p.status <> 'active' or p.deleted_at is not null)`,",
      put: "and false`,",
      tests: ["org/delegation"],
    },
    {
      breaks: "a unit stands below itself",
      find: 'if (rows.length > 0) throw new Refusal("unit_cycle");',
      put: "",
      tests: ["org/delegation"],
    },
  ]),
  ...inFile("server/src/audit/trail.ts", [
    {
      breaks: "a line of the trail does not say through whose eyes",
      find: 'select id, person, person, person, unit, "viewedAs", at,',
      put: "select id, person, person, person, unit, null::uuid, at,",
      tests: ["org/view-as"],
    },
    {
      breaks: "lines that could not be written are given up",
      find: "this.#waiting = [...lines, ...this.#waiting];",
      put: "",
      tests: ["audit/trail"],
    },
  ]),
];
