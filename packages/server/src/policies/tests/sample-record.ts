/** A record that need not exist, as facts for the engine: whose it is, where, and the few cells that are said. */
import {
  evaluateCondition,
  type Context,
  type RecordFacts,
  type RelatedAtom,
  type Truth,
  type UnitTree,
  type Value,
} from "@latchkey/policy";
import type { Model, ObjectModel } from "../../derive/model.ts";
import type { Json } from "../../fields/module.ts";
import type { SampleRecord } from "../../http/contract.ts";
import { sampleField } from "./parse-test.ts";

/** Whom and what samples are seen from; ids that no row has. */
const COLLEAGUE = "00000000-0000-4000-8000-00000000c011";
const RECORD = "00000000-0000-4000-8000-00000000e001";
const BELOW = "00000000-0000-4000-8000-0000000be101";
const ELSEWHERE = "00000000-0000-4000-8000-0000000e15e0";

/** The tree with two units more: one below `own`, and one that is within nothing. */
export function sampleTree(tree: UnitTree, own: string): UnitTree {
  return {
    isWithin(unit, root) {
      if (unit === root) return true;
      if (unit === BELOW) return own === root || tree.isWithin(own, root) === true;
      if (unit === ELSEWHERE || root === BELOW || root === ELSEWHERE) return false;
      // A unit that only the test knows is within none of those that are there.
      return tree.isWithin(unit, root) ?? false;
    },
  };
}

interface Around {
  readonly model: Model;
  readonly object: ObjectModel;
  /** Id of whom the test asks about, and of their unit. */
  readonly person: string;
  readonly own: string;
  /** Of {@link sampleTree}. */
  readonly tree: UnitTree;
  readonly context: Context;
}

export function sampleFacts(sample: SampleRecord, around: Around): RecordFacts {
  const { model, object, person } = around;
  const place = placeOf(sample, around);
  const own: Record<string, Value> = { ...place, id: RECORD };
  const ofParents = new Map<string, Record<string, Value>>();
  for (const [name, value] of Object.entries(sample.values)) {
    const field = sampleField(model, object, name);
    if (!field || value === null) continue;
    const { type } = field.declaration;
    const cell =
      type === "person"
        ? value === "self"
          ? person
          : COLLEAGUE
        : type === "unit"
          ? unitOf(String(value), around)
          : field.module.engineValue(value as Json);
    const [head = "", inner] = name.split(".");
    if (inner === undefined) own[head] = cell;
    else ofParents.set(head, { ...ofParents.get(head), [inner]: cell });
  }
  const participant = participantOf(sample, around);
  const holds = (where: RelatedAtom["where"], values: Record<string, Value>): Truth =>
    evaluateCondition(where, { values, related }, around.context, around.tree);
  /** Its team is that of what it follows; what it refers to lies where it lies itself. */
  const related = ({ relation, where }: Pick<RelatedAtom, "relation" | "where">): Truth => {
    if (relation === "participants")
      return participant === null ? false : holds(where, participant);
    // A sample wears no tags but those it says, and of these nothing more is known.
    if (object.fields.get(relation)?.module.kind === "ids")
      return own[relation] === undefined ? false : null;
    return object.fields.has(relation)
      ? holds(where, { ...place, id: RECORD, ...ofParents.get(relation) })
      : false;
  };
  return { values: own, related };
}

function placeOf({ of, unit }: SampleRecord, around: Around): Record<string, Value> {
  const owner = of === "self" ? around.person : of === "nobody" ? null : COLLEAGUE;
  const where = of === "unit" ? unit! : of === "below" || of === "elsewhere" ? of : "own";
  return { owner, createdBy: owner, unit: unitOf(where, around) };
}

/** A word for a unit, or the id of one. */
const unitOf = (word: string, { own }: Around): string =>
  word === "own" ? own : word === "below" ? BELOW : word === "elsewhere" ? ELSEWHERE : word;

function participantOf({ takesPart }: SampleRecord, { person }: Around) {
  if (takesPart === null) return null;
  return {
    principalId: person,
    principalKind: "person",
    function: takesPart,
    from: null,
    until: null,
  };
}
