import { compile, decide } from "@latchkey/policy";
import { BENCH_POLICY, BENCH_SCHEMA } from "./world.ts";
import type { CompiledSubject, RecordFacts } from "@latchkey/policy";
import type { Check, Company, Engine, Person } from "./world.ts";

const NOW = 1_000;
const CONTEXT = { now: NOW };
/** The policy asks nothing about relations. */
const related = () => null;

type Values = RecordFacts["values"];

/**
 * Each check makes the facts of its record, as the gate does with each row, and is given levels, fields, writable fields,
 * obligations and reasons too; the benchmark looks at the verdict.
 */
export function makeLatchkey({ tree }: Company): Engine<Values> {
  return {
    name: "latchkey decide",
    wrap: (record) => ({ ...record }),
    build(person): Check<Values> {
      const compiled = compilePerson(person, tree);
      return (action, object, values) =>
        decide(compiled, object, action, { values, related }, CONTEXT).allow;
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
