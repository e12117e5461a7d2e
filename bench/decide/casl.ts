import { AbilityBuilder, createMongoAbility, subject } from "@casl/ability";
import { EXPORT_LIMIT, HEAD_EXPORT_LIMIT, OBJECTS } from "./world.ts";
import type { Subject } from "@casl/ability";
import type { Check, Engine, Holding, Person } from "./world.ts";

type Grant = (
  builder: AbilityBuilder<ReturnType<typeof createMongoAbility>>,
  person: Person,
  unit: string,
) => void;

const EVERY: string[] = [...OBJECTS];

const GRANTS: Record<Holding["role"], Grant> = {
  head: ({ can }, _person, unit) => {
    can(["view", "edit", "assign", "share", "archive"], EVERY, { unitPath: unit });
    can("export", EVERY, { unitPath: unit, amount: { $lte: HEAD_EXPORT_LIMIT } });
    can("delete", EVERY, { unitPath: unit, stage: "closed" });
  },
  clerk: ({ can }, person, unit) => {
    can(["view", "edit", "share"], EVERY, { owner: person.id });
    can("view", EVERY, { unit });
  },
  pooler: ({ can }, _person, unit) => {
    can("view", EVERY, { owner: null, unitPath: unit });
  },
  auditor: ({ can }) => {
    can("view", EVERY);
  },
  intern: ({ can }, person) => {
    can("view", EVERY, { owner: person.id, stage: { $in: ["new", "open"] } });
  },
  compliance: ({ cannot }) => {
    cannot(["edit", "export", "archive", "delete"], EVERY, { sealed: true });
    cannot("export", EVERY, { amount: { $gt: EXPORT_LIMIT } });
  },
};

/** One ability a person, kept; a unit's subtree is an element of the record's path, so no list is searched. */
export function makeCasl(): Engine<Subject> {
  return {
    name: "@casl/ability can",
    // Marked with its type once, as the handbook advises, so that a check need not.
    wrap: (record) => subject(record.object, { ...record }),
    build(person): Check<Subject> {
      const builder = new AbilityBuilder(createMongoAbility);
      // The last rule that matches wins, so what is forbidden must come last.
      const last = person.holdings.toSorted(
        (left, right) => Number(left.role === "compliance") - Number(right.role === "compliance"),
      );
      for (const { role, unit } of last) GRANTS[role](builder, person, unit);
      const ability = builder.build();
      return (action, _object, record) => ability.can(action, record);
    },
  };
}
