import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, contactClass, personal, section } from "./vocabulary.ts";

/** A person owns their own record; `unit` is where they belong, posts say where else they work. */
export const person = defineObject({
  name: "person",
  label: { zh: "人员", en: "Person" },
  plural: { zh: "人员", en: "People" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("姓名", "Name"), required: true, search: true, maxLength: 120 },
    number: {
      type: "text",
      ...basic("工号", "Staff number"),
      unique: true,
      search: true,
      maxLength: 40,
    },
    email: {
      type: "email",
      ...contactClass("工作邮箱", "Work e-mail"),
      required: true,
      unique: true,
      search: true,
    },
    phone: { type: "phone", ...personal("手机", "Phone"), search: true },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "active",
      choices: choices([
        ["active", "在职", "Active", "green"],
        ["suspended", "已停用", "Suspended", "red"],
      ]),
      writtenBy: "suspend",
    },
    locale: {
      type: "choice",
      ...basic("语言", "Language"),
      default: "zh",
      choices: choices([
        ["zh", "简体中文", "Simplified Chinese"],
        ["en", "英文", "English"],
      ]),
      writtenBy: "setPreferences",
    },
    zone: {
      type: "text",
      ...basic("时区", "Time zone"),
      default: "Asia/Shanghai",
      maxLength: 60,
      writtenBy: "setPreferences",
    },
    joinedOn: { type: "date", ...basic("入职日期", "Joined on") },
    leftOn: { type: "date", ...basic("离职日期", "Left on") },
  },
  states: {
    field: "status",
    initial: "active",
    transitions: { active: ["suspended"], suspended: ["active"] },
  },
  actions: {
    ...standardActions("administration", [...EVERYDAY, "import", "reveal", "transfer"]),
    suspend: action(["停用与恢复", "Suspend and reinstate"], {
      bundle: "administration",
      layer: "operate",
    }),
    setPreferences: action(["个人设置", "Set preferences"], {
      bundle: "administration",
      layer: "change",
    }),
    viewAs: action(["以其视角查看", "View as"], {
      bundle: "administration",
      layer: "operate",
    }),
    resetSignIn: action(["重置登录方式", "Reset sign-in"], {
      bundle: "administration",
      layer: "operate",
    }),
  },
  relations: {
    posts: { target: "post", by: { inverse: "person" } },
    assignments: { target: "assignment", by: { inverse: "person" } },
    memberships: { target: "groupMember", by: { inverse: "person" } },
  },
  list: {
    columns: ["name", "number", "unit", "email", "phone", "status", "joinedOn"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "unit", "joinedOn"],
  },
  form: [
    section(
      ["人员", "Person"],
      ["name", "number", "email", "phone", "unit", "status", "joinedOn", "leftOn"],
    ),
    section(["个人设置", "Preferences"], ["locale", "zone"]),
  ],
});
