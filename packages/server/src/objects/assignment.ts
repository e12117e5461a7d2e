import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

/** A person or a group holds a role at a unit. The person owns the record; its `unit` is `atUnit`. */
export const assignment = defineObject({
  name: "assignment",
  label: { zh: "授权", en: "Assignment" },
  plural: { zh: "授权", en: "Assignments" },
  title: "reason",
  fields: {
    person: { type: "reference", target: "person", ...basic("人员", "Person") },
    group: { type: "reference", target: "group", ...basic("人员组", "Group") },
    role: { type: "reference", target: "role", ...basic("角色", "Role"), required: true },
    atUnit: {
      type: "unit",
      ...basic("授权单元", "At unit"),
      help: { zh: "数据范围从这个单元算起。", en: "Scopes are relative to this unit." },
    },
    from: { type: "time", ...basic("开始", "From") },
    until: { type: "time", ...basic("结束", "Until") },
    reason: { type: "text", ...basic("理由", "Reason"), required: true, maxLength: 400 },
    sandbox: {
      type: "reference",
      target: "sandbox",
      ...basic("时限沙箱", "Sandbox"),
      readOnly: true,
      help: { zh: "由时限沙箱授予，随沙箱结束。", en: "Given by a sandbox, and over with it." },
    },
  },
  actions: {
    ...standardActions("administration", ["view", "create", "edit", "delete", "history", "export"]),
    revoke: action(["收回", "Revoke"], { bundle: "administration", layer: "operate" }),
  },
  list: {
    columns: ["person", "group", "role", "sandbox", "atUnit", "from", "until", "reason"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["role", "person", "group", "atUnit", "until"],
  },
  form: [
    section(
      ["授权", "Assignment"],
      ["person", "group", "role", "sandbox", "atUnit", "from", "until", "reason"],
    ),
  ],
});
