/** Whom a test asks about, as the engine takes them in: a person as they are, or who would hold a role at a unit. */
import type { Subject as Holder, Text } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { findRecord } from "../../gate/list.ts";
import { otherPerson } from "../../gate/explain.ts";
import type { Subject, World } from "../../gate/subject.ts";
import { Refusal } from "../../errors.ts";
import type { TestedSubject } from "../../http/contract.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import { plainText, text } from "../phrases.ts";

export interface Tested {
  readonly holder: Holder;
  readonly name: Text;
  /** The unit that samples are seen from. */
  readonly own: string;
}

/** What a test names and is not there, or not the reader's to see. */
export type Missing = "role" | "unit" | "post" | "person" | "record" | "object";

const SOMEBODY = "00000000-0000-4000-8000-000000005e1f";
const SOMEWHERE = "00000000-0000-4000-8000-0000000004e1";

interface Finding {
  readonly executor: Executor;
  readonly subjects: SubjectStore;
  readonly asker: Subject;
}

/** As the asker may know them, in a world in which roles may differ. */
export async function findTested(
  finding: Finding,
  who: TestedSubject,
  world: World,
): Promise<Tested | Missing> {
  if (who.kind === "role") return holderOf(world, who.role, who.unit);
  if (who.kind === "person") return findPerson(finding, who.person, world);
  const post = await findRecord(finding.executor, finding.asker, { object: "post" }, who.post);
  if (!post) return "post";
  return holderOf(world, String(post.cells.get("role")), String(post.cells.get("unit")));
}

function holderOf(world: World, role: string, unit: string | null): Tested | Missing {
  const held = world.policy.roles.find(({ id }) => id === role);
  if (!held) return "role";
  if (unit !== null && world.tree.name(unit) === null) return "unit";
  const own = unit ?? SOMEWHERE;
  const because = text("假设持有", "supposed to be held");
  return {
    name: held.name,
    own,
    holder: {
      id: SOMEBODY,
      attributes: { units: [own], groups: [], principals: [SOMEBODY, own] },
      assignments: [{ id: SOMEBODY, role, unit: own, from: null, until: null, because }],
    },
  };
}

async function findPerson(
  { executor, subjects, asker }: Finding,
  person: string,
  world: World,
): Promise<Tested | Missing> {
  try {
    const { holder, name, unit } = await otherPerson(executor, subjects, asker, person);
    const known = new Set(world.policy.roles.map(({ id }) => id));
    if (holder.assignments.some(({ role }) => !known.has(role))) return "role";
    return { holder, name: plainText(name), own: unit ?? SOMEWHERE };
  } catch (error) {
    if (error instanceof Refusal) return "person";
    throw error;
  }
}
