import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

export const savedView = defineObject({
  name: "savedView",
  label: { zh: "视图", en: "Saved view" },
  plural: { zh: "视图", en: "Saved views" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), required: true, maxLength: 80 },
    object: { type: "text", ...basic("业务对象", "Object"), required: true, maxLength: 60 },
    query: {
      type: "longText",
      ...basic("筛选、排序与列", "Filter, sort and columns"),
      help: {
        zh: "JSON;打开时按打开者的权限执行。",
        en: "JSON; run under the rights of whoever opens it.",
      },
    },
    shared: { type: "boolean", ...basic("与同单元共享", "Shared in my unit"), default: false },
    position: { type: "number", ...basic("顺序", "Position"), decimals: 0, default: 0 },
  },
  actions: standardActions("administration", ["view", "create", "edit", "delete", "share"]),
  list: {
    columns: ["name", "object", "shared", "owner", "updatedAt"],
    sort: { field: "createdAt", direction: "asc" },
    filters: ["object", "shared", "owner"],
  },
  form: [section(["视图", "Saved view"], ["name", "object", "query", "shared", "position"])],
});
