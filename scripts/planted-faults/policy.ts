import { inFile } from "./fault.ts";

const CASES = ["conformance"];
const WORLDS = ["conformance", "fuzz-even"];

/** Faults of the engine. */
export const POLICY_FAULTS = [
  ...inFile("policy/src/truth.ts", [
    {
      breaks: "inverted comparison: less includes equal",
      find: "lt: ordered((left, right) => left < right)",
      put: "lt: ordered((left, right) => left <= right)",
      tests: WORLDS,
    },
    {
      breaks: "an unknown cell compares as false, so that a forbid on it lapses",
      find: 'if (typeof left !== typeof right || typeof left === "object") return null;',
      put: 'if (typeof left !== typeof right || typeof left === "object") return false;',
      tests: ["truth"],
    },
    {
      breaks: "an empty element of a list counts as known not to match",
      find: "return list.includes(null) ? null : false;",
      put: "return false;",
      tests: WORLDS,
    },
    {
      breaks: "lists overlap in what neither holds",
      find: "element !== null && right.includes(element)",
      put: "right.includes(element)",
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/evaluate.ts", [
    {
      breaks: "the opposite of unknown is true",
      find: "negate(evaluate(of, world))",
      put: "!evaluate(of, world)",
      tests: WORLDS,
    },
    {
      breaks: "an unknown part of a condition is forgotten",
      find: "if (found === null) truth = null;",
      put: "",
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/fold.ts", [
    {
      breaks: "an unknown constant lets a permit apply",
      find: "{ permit: false, forbid: true, exact: null }",
      put: "{ permit: true, forbid: true, exact: null }",
      tests: WORLDS,
    },
    {
      breaks: "an unknown constant takes a forbid away",
      find: "{ permit: false, forbid: true, exact: null }",
      put: "{ permit: false, forbid: false, exact: null }",
      tests: WORLDS,
    },
    {
      breaks: "a negation is folded for the wrong question",
      find: '{ permit: "forbid", forbid: "permit", exact: "exact" }',
      put: '{ permit: "permit", forbid: "forbid", exact: "exact" }',
      tests: WORLDS,
    },
    {
      breaks: "a mirrored comparison keeps its direction",
      find: 'lt: "gt",',
      put: 'lt: "lt",',
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/compile.ts", [
    {
      breaks: "a right holds one moment longer than its window",
      find: "now < until",
      put: "now <= until",
      tests: CASES,
    },
    {
      breaks: "a right holds before it begins",
      find: "(from === null || from <= now) && ",
      put: "",
      tests: CASES,
    },
    {
      breaks: "an ended assignment counts",
      find: ".filter((assignment) => isLive(assignment, now))",
      put: "",
      tests: CASES,
    },
    {
      breaks: "a plan holds to the last edge of a window and not to the nearest",
      find: "Math.min(...edges)",
      put: "Math.max(...edges)",
      tests: ["laws"],
    },
    {
      breaks: "a bound is forgotten",
      find: "return bound ? rules.map((rule) => ({ ...rule, bound })) : rules;",
      put: "return rules;",
      tests: WORLDS,
    },
    {
      breaks: "the window of whoever bounds is forgotten",
      find: "...[...bounds].map(({ validUntil }) => validUntil),",
      put: "",
      tests: ["laws"],
    },
  ]),
  ...inFile("policy/src/flatten-role.ts", [
    {
      breaks: "rules of an included role are lost, forbids among them",
      find: "for (const included of role.includes ?? []) collect(roles, included, [...trail, id], found);",
      put: "",
      tests: CASES,
    },
    {
      breaks: "a role that is not there is passed over in silence",
      find: 'if (!role) throw new PolicyError("unknown-role", `unknown role \\`${id}\\``);',
      put: "if (!role) return;",
      tests: ["parse", "plan", "conformance", "explain", "compare"],
    },
  ]),
  ...inFile("policy/src/refusal.ts", [
    {
      breaks: "dropped forbid: none refuses",
      find: 'return effect === "forbid" && !fields && obligations.length === 0;',
      put: "return false;",
      tests: CASES,
    },
    {
      breaks: "a forbid that closes a field refuses the act",
      find: "&& !fields &&",
      put: "&&",
      tests: CASES,
    },
  ]),
  ...inFile("policy/src/totals.ts", [
    {
      breaks: "an act is allowed without its view",
      find: "return canView && canAct && !isRefused;",
      put: "return canAct && !isRefused;",
      tests: CASES,
    },
    {
      breaks: "wrong union: what a forbid closes is open again beside a bound",
      find: "viewCap: zip(left.viewCap, right.viewCap, Math.min)",
      put: "viewCap: zip(left.viewCap, right.viewCap, Math.max)",
      tests: WORLDS,
    },
    {
      breaks: "an act shows more of a field than looking does",
      find: "return Math.min(viewLevel(totals, index), totals.named[index]!, totals.actCap[index]!);",
      put: "return Math.min(totals.named[index]!, totals.actCap[index]!);",
      tests: WORLDS,
    },
    {
      breaks: "a field that is not seen can be written",
      find: "return isOpen && viewLevel(totals, index) > ABSENT;",
      put: "return isOpen;",
      tests: WORLDS,
    },
    {
      breaks: "missing field gate: a forbid of looking closes no field",
      find: "viewCap: onView ? zip(totals.viewCap, fields.levels, Math.min) : totals.viewCap,",
      put: "viewCap: totals.viewCap,",
      tests: CASES,
    },
    {
      breaks: "a forbid closes no field for writing",
      find: `closedForWriting: onAct
      ? zip(totals.closedForWriting, fields.write, either)
      : totals.closedForWriting,`,
      put: "closedForWriting: totals.closedForWriting,",
      tests: CASES,
    },
    {
      breaks: "a duty that a forbid demands is lost",
      find: "demanded: [...totals.demanded, ...obligations] };",
      put: "demanded: totals.demanded };",
      tests: CASES,
    },
    {
      breaks: "a permit of an act opens its fields for looking",
      find: "opened: onView ? zip",
      put: "opened: onAct ? zip",
      tests: CASES,
    },
    {
      breaks: "a bound does not lower the levels of fields",
      find: "(may ? Math.min(value, of(bound, index)) : ABSENT)",
      put: "(may ? value : ABSENT)",
      tests: WORLDS,
    },
    {
      breaks: "what a bound demands is lost",
      find: "[addDemands(combineObligations(permits.obligations), demandsOf(bound))]",
      put: "[combineObligations(permits.obligations)]",
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/select-fields.ts", [
    {
      breaks: "`*` opens a secret field",
      find: "if (field.secret && !doesReachSecret) return false;",
      put: "",
      tests: CASES,
    },
    {
      breaks: "`*` of a forbid leaves secret fields open",
      find: "reachedBy(type, selectors, true)",
      put: "reachedBy(type, selectors, false)",
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/piece.ts", [
    {
      breaks: "a forbid does not reach below its unit",
      find: 'kind: "within",',
      put: 'kind: "compare", op: "eq", left: { path: `record.${field}` }, right: { value: assignment.unit },',
      tests: CASES,
    },
    {
      breaks: "a bound limits the forbids of its assignment",
      find: 'bound: rule.effect === "permit" ? held.bound : null,',
      put: "bound: held.bound,",
      tests: WORLDS,
    },
    {
      breaks: "`*` names actions of objects that do not know the rule's scope",
      find: 'return actions.includes("*") && scopeOf(type, rule.scope) !== undefined;',
      put: 'return actions.includes("*");',
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/split-side.ts", [
    {
      breaks: "a list shows what a forbid refuses, and hides the rest",
      find: "splitForbids(split, next, isTrue ? totals : less, index + 1);",
      put: "splitForbids(split, next, isTrue ? less : totals, index + 1);",
      tests: CASES,
    },
    {
      breaks: "the arms of a list overlap",
      find: "none: [...known.none, asked]",
      put: "none: known.none",
      tests: WORLDS,
    },
    {
      breaks:
        "a bound is left out of a list where its permits seem to add nothing, and its quota with it",
      find: "const mayCount = permits.canAct && side.hasQuota;",
      put: "const mayCount = false;",
      tests: WORLDS,
    },
  ]),
  ...inFile("policy/src/bind.ts", [
    {
      breaks: "a list compares with the clock of the process",
      find: 'head === "context" && name !== "now"',
      put: 'head === "context"',
      tests: ["plan", "conformance", "atoms", "laws"],
    },
  ]),
  ...inFile("policy/src/obligations.ts", [
    {
      breaks: "of two confirmations the fresh one counts as the weaker",
      find: "return right.withinMinutes - left.withinMinutes;",
      put: "return left.withinMinutes - right.withinMinutes;",
      tests: ["obligations"],
    },
    {
      breaks: "a duty that every permit demands is spared",
      find: "return [...(demands.toSorted(weakestFirst)[0] ?? []), ...distinct(quotas)];",
      put: "return distinct(quotas);",
      tests: ["obligations"],
    },
  ]),
  ...inFile("policy/src/implication.ts", [
    {
      breaks: "constants of two fields exclude each other, so that an arm of a list is lost",
      find: "? [operandKey(part.left), operandKey(part.right)]",
      put: '? ["", operandKey(part.right)]',
      tests: ["fold"],
    },
  ]),
  ...inFile("policy/src/find-flip.ts", [
    {
      breaks: "a flip forgets the forbids that come with what would become live",
      find: "(isLiveNow(input, rule) || steps.has(`assignment ${rule.held.assignment.id}`)),",
      put: "isLiveNow(input, rule),",
      tests: ["find-flip"],
    },
    {
      breaks: "a flip is proposed that does not flip",
      find: "if (isAllowedWith(question, values)) return { to: true, steps, values };",
      put: "return { to: true, steps, values };",
      tests: ["find-flip", "conformance"],
    },
  ]),
  ...inFile("policy/src/explain-field.ts", [
    {
      breaks: "who limits a field is not told",
      find: "one.level < (levelOf(one) ?? ABSENT)",
      put: "false",
      tests: ["explain-field"],
    },
  ]),
  ...inFile("policy/src/explain-rule.ts", [
    {
      breaks: "a rule is explained as applied though its bound keeps it from the act",
      find: 'return isWithin ? "applied" : "out-of-bound";',
      put: 'return "applied";',
      tests: ["find-flip"],
    },
  ]),
  ...inFile("policy/src/parse-shape.ts", [
    {
      breaks: "a misspelt condition of a rule is passed over in silence",
      find: 'if (!known.includes(key)) report(parser, "unknown-key", key);',
      put: "",
      tests: ["parse"],
    },
    {
      breaks: "ten thousand rules are read",
      find: "if (input.length > limit) {",
      put: "if (input.length < 0) {",
      tests: ["limits"],
    },
  ]),
  ...inFile("policy/src/parse-rule.ts", [
    {
      breaks: "a forbid that closes nothing is taken",
      find: 'if (effect === "forbid" && named.length === 0 && isSound) report(here, "closes-nothing");',
      put: "",
      tests: ["parse"],
    },
  ]),
  ...inFile("policy/src/parse-subjects.ts", [
    {
      breaks: "bounds that come back to their start are taken",
      find: "if (back) report(parser,",
      put: "if (back && false) report(parser,",
      tests: ["parse-subjects"],
    },
  ]),
  ...inFile("policy/src/check-schema.ts", [
    {
      breaks: "a unit field that is not there lets every forbid reach everywhere",
      find: 'if (kind === undefined) report(here, "unknown-field", unitField);',
      put: "if (kind === undefined) return;",
      tests: ["problems"],
    },
  ]),
];
