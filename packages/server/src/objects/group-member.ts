import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

export const groupMember = defineObject({
  name: "groupMember",
  label: { zh: "组成员", en: "Group member" },
  plural: { zh: "组成员", en: "Group members" },
  title: "person",
  fields: {
    group: { type: "reference", target: "group", ...basic("人员组", "Group"), required: true },
    person: { type: "reference", target: "person", ...basic("成员", "Member"), required: true },
    from: { type: "time", ...basic("开始", "From") },
    until: { type: "time", ...basic("结束", "Until") },
  },
  actions: standardActions("administration", [
    "view",
    "create",
    "edit",
    "delete",
    "restore",
    "history",
  ]),
  list: {
    columns: ["group", "person", "from", "until"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["group", "person"],
  },
  form: [section(["组成员", "Group member"], ["group", "person", "from", "until"])],
});
