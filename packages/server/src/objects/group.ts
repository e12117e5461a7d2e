import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

export const group = defineObject({
  name: "group",
  label: { zh: "人员组", en: "Group" },
  plural: { zh: "人员组", en: "Groups" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), required: true, search: true, maxLength: 120 },
    purpose: { type: "longText", ...basic("用途", "Purpose"), maxLength: 2000 },
  },
  actions: standardActions("administration", [...EVERYDAY, "assign", "transfer"]),
  relations: { members: { target: "groupMember", by: { inverse: "group" } } },
  list: {
    columns: ["name", "purpose", "owner", "unit", "updatedAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["owner", "unit"],
  },
  form: [section(["人员组", "Group"], ["name", "purpose", "owner", "unit"])],
});
