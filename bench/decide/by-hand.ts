import { EXPORT_LIMIT, HEAD_EXPORT_LIMIT } from "./world.ts";
import type { BenchRecord, Check, Company, Engine, Holding, Person } from "./world.ts";

type Permit = (action: string, record: BenchRecord) => boolean;

/** What a careful programmer would write for this one policy, with nothing to configure; it answers yes or no only. */
export function makeByHand({ tree }: Company): Engine<BenchRecord> {
  const permits: Record<Holding["role"], (person: Person, unit: string) => Permit | null> = {
    head: (_person, unit) => (action, record) =>
      (action === "view" ||
        action === "edit" ||
        action === "assign" ||
        action === "share" ||
        action === "archive" ||
        (action === "export" && record.amount <= HEAD_EXPORT_LIMIT) ||
        (action === "delete" && record.stage === "closed")) &&
      tree.isWithin(record.unit, unit) === true,
    clerk: (person, unit) => (action, record) =>
      ((action === "view" || action === "edit" || action === "share") &&
        record.owner === person.id) ||
      (action === "view" && record.unit === unit),
    pooler: (_person, unit) => (action, record) =>
      action === "view" && record.owner === null && tree.isWithin(record.unit, unit) === true,
    auditor: () => (action) => action === "view",
    intern: (person) => (action, record) =>
      action === "view" &&
      record.owner === person.id &&
      (record.stage === "new" || record.stage === "open"),
    compliance: () => null,
  };
  return {
    name: "closure written by hand",
    wrap: (record) => record,
    build(person): Check<BenchRecord> {
      const own = person.holdings
        .map(({ role, unit }) => permits[role](person, unit))
        .filter((permit) => permit !== null);
      return (action, _object, record) => {
        if (
          record.sealed &&
          (action === "edit" || action === "export" || action === "archive" || action === "delete")
        ) {
          return false;
        }
        if (action === "export" && record.amount > EXPORT_LIMIT) return false;
        for (const permit of own) if (permit(action, record)) return true;
        return false;
      };
    },
  };
}
