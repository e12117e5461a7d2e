/** What a region's administrator is asked, verb by verb (R154): what is done in a region, and what is of the whole. */
import { roleIdOf } from "../policies/templates/registry.ts";

const words = (zh: string) => ({ zh, en: zh });

/** What is asked of the region's administrator, of somebody or something `here` or `there`. */
export interface Place {
  readonly unit: string;
  /** A child of the unit's region, to be moved. */
  readonly child: string;
  readonly parent: string;
  readonly person: string;
  readonly post: string;
  readonly held: string;
  readonly group: string;
}

export const VERBS_OF_REGION: Readonly<Record<string, (place: Place, here: Place) => object>> = {
  "person.create": ({ unit }) => ({ values: { name: "新", email: `${unit}@new.example`, unit } }),
  "person.update": ({ person: id }) => ({ id, version: 1, values: { name: "改名" } }),
  "person.invite": ({ person: id }) => ({ id }),
  "viewing/start": ({ person }) => ({ person }),
  "person.suspend": ({ person: id }) => ({ id }),
  "post.create": ({ unit }) => ({ values: { title: "导购", role: roleIdOf("guide"), unit } }),
  "post.update": ({ post: id }) => ({ id, version: 1, values: { title: "导购二" } }),
  "post.delete": ({ post: id }) => ({ id, version: 2 }),
  "assignment.create": ({ unit: atUnit }, { person }) => ({
    values: { person, role: roleIdOf("intern"), atUnit, reason: "试" },
  }),
  "assignment.delete": ({ held: id }) => ({ id, version: 1 }),
  // A group that holds something beyond the region is joined by nobody through the region's administrator.
  "groupMember.create": ({ group }, { person }) => ({ values: { group, person } }),
  "group.create": ({ unit }) => ({ values: { name: `新组${unit}`, unit } }),
  "unit.create": ({ parent }) => ({ values: { name: "新店", kind: "store", parent } }),
  "unit.update": ({ child: id }) => ({ id, version: 1, values: { name: "改名店" } }),
  "unit.move": ({ unit: parent }, { child: id }) => ({ id, version: 2, parent }),
};

/** The policy is one: none of it is a region's. */
export const VERBS_OF_WHOLE: Readonly<Record<string, object>> = {
  "role.save": { name: words("新"), duties: words("新"), grants: {}, classes: {} },
  "role.archive": { id: roleIdOf("guide"), version: 1 },
  "policyDraft.submit": { version: 1 },
  "policyDraft.publish": { version: 1 },
  "policyDraft.discard": { version: 1 },
  "policyDraft.rollBack": { number: 1 },
  "policyDraft.setFourEyes": { version: 1, fourEyes: "never" },
  "policyTest.save": {},
  "policyTest.addShipped": { ids: [] },
  "policy/simulate": {},
  "policyFile.compare": { text: "" },
  "policyDraft.drop": { version: 1, role: roleIdOf("guide") },
  "regulation.save": { name: "新规", words: "试" },
  "regulation.review": { id: roleIdOf("guide") },
  "customField.add": { object: "customer", label: words("新"), type: "text", sensitivity: "basic" },
};
