import { compile, decide } from "@latchkey/policy";
import { BENCH_POLICY, BENCH_SCHEMA } from "./world.ts";
import type { CompiledSubject } from "@latchkey/policy";
import type { Check, Company, Engine, Person } from "./world.ts";

const NOW = 1_000;
const CONTEXT = { now: NOW };

/** Each check gives levels, fields, writable fields, obligations and reasons too; the benchmark looks at the verdict. */
export function makeLatchkey({ tree }: Company): Engine {
  return {
    name: "latchkey decide",
    build(person): Check {
      const compiled = compilePerson(person, tree);
      return (action, record) =>
        decide(compiled, record.object, action, record.facts, CONTEXT).allow;
    },
  };
}

export function compilePerson(person: Person, tree: Company["tree"]): CompiledSubject {
  const because = { zh: "岗位", en: "post" };
  const assignments = person.holdings.map(({ role, unit }, index) => ({
    id: `${person.id}-${index}`,
    role,
    unit,
    from: null,
    until: null,
    because,
  }));
  const subject = { id: person.id, attributes: {}, assignments };
  return compile({ schema: BENCH_SCHEMA, policy: BENCH_POLICY, subject, tree, now: NOW });
}
