import { newEnforcer, newModelFromString } from "casbin";
import { EXPORT_LIMIT, HEAD_EXPORT_LIMIT } from "./world.ts";
import type { BenchRecord, Check, Company, Engine, Holding, Person } from "./world.ts";

const MODEL = `
[request_definition]
r = rec, act
[policy_definition]
p = act, test, unit, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = (p.act == r.act) && applies(p.test, p.unit, r.rec)
`;

type Line = readonly [actions: readonly string[], test: string, effect: "allow" | "deny"];

const LINES: Record<Holding["role"], readonly Line[]> = {
  head: [
    [["view", "edit", "assign", "share", "archive"], "subtree", "allow"],
    [["export"], "subtree-small", "allow"],
    [["delete"], "subtree-closed", "allow"],
  ],
  clerk: [
    [["view", "edit", "share"], "own", "allow"],
    [["view"], "unit", "allow"],
  ],
  pooler: [[["view"], "pool", "allow"]],
  auditor: [[["view"], "all", "allow"]],
  intern: [[["view"], "own-early", "allow"]],
  compliance: [
    [["edit", "export", "archive", "delete"], "sealed", "deny"],
    [["export"], "large", "deny"],
  ],
};

/**
 * One small enforcer a person, asked synchronously, with conditions as registered functions: rules in the text of the
 * matcher (`eval`) are many times slower. Enforcers are made beforehand, because making one is asynchronous.
 */
export async function makeCasbin(
  { tree }: Company,
  people: readonly Person[],
): Promise<Engine<BenchRecord>> {
  const isIn = (record: BenchRecord, unit: string) => tree.isWithin(record.unit, unit) === true;
  const checks = new Map<Person, Check<BenchRecord>>();
  for (const person of people) {
    const tests: Record<string, (unit: string, record: BenchRecord) => boolean> = {
      subtree: (unit, record) => isIn(record, unit),
      "subtree-small": (unit, record) => isIn(record, unit) && record.amount <= HEAD_EXPORT_LIMIT,
      "subtree-closed": (unit, record) => isIn(record, unit) && record.stage === "closed",
      own: (_unit, record) => record.owner === person.id,
      "own-early": (_unit, record) =>
        record.owner === person.id && (record.stage === "new" || record.stage === "open"),
      unit: (unit, record) => record.unit === unit,
      pool: (unit, record) => record.owner === null && isIn(record, unit),
      all: () => true,
      sealed: (_unit, record) => record.sealed,
      large: (_unit, record) => record.amount > EXPORT_LIMIT,
    };
    const enforcer = await newEnforcer(newModelFromString(MODEL));
    await enforcer.addFunction("applies", (test: string, unit: string, record: BenchRecord) =>
      tests[test]!(unit, record),
    );
    const lines = person.holdings.flatMap(({ role, unit }) =>
      LINES[role].flatMap(([actions, test, effect]) =>
        actions.map((action) => [action, test, unit, effect]),
      ),
    );
    await enforcer.addPolicies(lines);
    checks.set(person, (action, _object, record) => enforcer.enforceSync(record, action));
  }
  return {
    name: "casbin enforceSync",
    wrap: (record) => record,
    build: (person) => checks.get(person)!,
  };
}
