import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const tag = defineObject({
  name: "tag",
  label: { zh: "标签", en: "Tag" },
  plural: { zh: "标签", en: "Tags" },
  title: "name",
  fields: {
    name: {
      type: "text",
      ...basic("标签", "Tag"),
      required: true,
      unique: true,
      search: true,
      maxLength: 40,
    },
    group: {
      type: "choice",
      ...basic("标签组", "Group"),
      choices: choices([
        ["habit", "消费习惯", "Habit", "orange"],
        ["value", "价值", "Value", "gold"],
        ["service", "服务", "Service", "cyan"],
        ["campaign", "活动", "Campaign", "magenta"],
        ["risk", "风险", "Risk", "red"],
      ]),
    },
    color: { type: "text", ...basic("颜色", "Colour"), maxLength: 20 },
    archived: {
      type: "boolean",
      ...basic("已停用", "Archived"),
      default: false,
      help: {
        zh: "停用后不能再打，已有的标签和规则不受影响。",
        en: "No longer offered; records and rules that carry it keep it.",
      },
    },
  },
  actions: standardActions("administration", [
    "view",
    "create",
    "edit",
    "delete",
    "restore",
    "history",
    "merge",
  ]),
  list: {
    columns: ["name", "group", "color", "archived", "updatedAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["group", "archived"],
  },
  form: [section(["标签", "Tag"], ["name", "group", "color", "archived"])],
});
