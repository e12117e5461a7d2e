import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

/** A job in a unit (the record's `unit`), held by a person, who owns the record; it brings the role. */
export const post = defineObject({
  name: "post",
  label: { zh: "岗位", en: "Post" },
  plural: { zh: "岗位", en: "Posts" },
  title: "title",
  fields: {
    title: {
      type: "text",
      ...basic("岗位名称", "Title"),
      required: true,
      search: true,
      maxLength: 120,
    },
    person: { type: "reference", target: "person", ...basic("任职人", "Holder") },
    role: { type: "reference", target: "role", ...basic("角色", "Role"), required: true },
    template: {
      type: "reference",
      target: "role",
      ...basic("岗位模板", "Template"),
      readOnly: true,
      help: {
        zh: "设立岗位时的角色。现在的角色与它不同时，列为偏离。",
        en: "The role it was made with. A post that brings another one now is listed as deviating.",
      },
    },
    from: { type: "time", ...basic("开始", "From") },
    until: { type: "time", ...basic("结束", "Until") },
    primary: { type: "boolean", ...basic("主岗", "Primary"), default: true },
  },
  actions: standardActions("administration", [...EVERYDAY, "import", "assign", "transfer"]),
  list: {
    columns: ["title", "person", "unit", "role", "template", "from", "until"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["role", "template", "person", "unit"],
  },
  form: [
    section(
      ["岗位", "Post"],
      ["title", "person", "unit", "role", "template", "primary", "from", "until"],
    ),
  ],
});
