/** Changes as they are told, and the people of whom they may be. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { objectNamed, type ObjectModel } from "../../derive/model.ts";
import { readMany } from "../../gate/batch-update.ts";
import { mayViewAssignmentsOf } from "../../gate/explain.ts";
import type { Subject } from "../../gate/subject.ts";
import type { ImpactChange, ImpactRow } from "../../http/contract.ts";
import { ASKED_OF_NONE, changeOf, isGain, type ChangeKey } from "./outcome.ts";

const MAKERS: ReadonlySet<string> = new Set(["create", "import"]);

/** What makes a record is decided before there is one. */
export const isMaking = ({ kind, name }: ImpactChange): boolean =>
  kind === "act" && MAKERS.has(name);

/** Of how many records it is, says nothing. */
export const isOfNone = ({ kind, name }: ImpactChange): boolean =>
  kind === "act" && ASKED_OF_NONE.has(name);

export function rowOf(
  object: ObjectModel,
  key: ChangeKey,
  records: number,
): Omit<ImpactRow, "people" | "pairs"> {
  const change = changeOf(key);
  return {
    change,
    isGain: isGain(change),
    label: labelOf(object, change),
    records: isOfNone(change) ? null : records,
  };
}

export const labelOf = ({ declaration, fields }: ObjectModel, { kind, name }: ImpactChange): Text =>
  kind === "act" ? declaration.actions[name]!.label : fields.get(name)!.declaration.label;

/** Acts as they are declared, then fields as they are. */
export const rowOrder =
  (object: ObjectModel) =>
  (a: Pick<ImpactRow, "change">, b: Pick<ImpactRow, "change">): number =>
    placeOf(object, a.change) - placeOf(object, b.change);

function placeOf({ declaration, fields }: ObjectModel, { kind, name }: ImpactChange): number {
  if (kind === "act") return Object.keys(declaration.actions).indexOf(name);
  return 1_000 + 2 * [...fields.keys()].indexOf(name) + (kind === "write" ? 1 : 0);
}

/** Those whose posts and assignments the reader may see. */
export async function knownPeople(
  db: Executor,
  reader: Subject,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await readMany(db, reader, objectNamed(reader.world.model, "person"), people);
  return new Set(
    [...found.values()]
      .filter((person) => mayViewAssignmentsOf(reader, person))
      .map(({ id }) => id),
  );
}
