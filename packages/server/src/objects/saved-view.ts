import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
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
        zh: "JSON；打开时按打开者的权限执行。",
        en: "JSON; run under the rights of whoever opens it.",
      },
    },
    shared: { type: "boolean", ...basic("与同单元共享", "Shared in my unit"), default: false },
    opensFor: {
      type: "reference",
      target: "role",
      ...basic("默认打开给", "Opens for"),
      help: {
        zh: "在所属单元及其下级任此岗位的人，打开列表时先看到这个视图。",
        en: "Whoever holds this post in the view's unit or below has the list open with it.",
      },
      writtenBy: "setPostDefault",
      showsRecord: true,
    },
    position: { type: "number", ...basic("顺序", "Position"), decimals: 0, default: 0 },
  },
  actions: {
    ...standardActions("administration", ["view", "create", "edit", "delete", "share"]),
    setPostDefault: action(["设为岗位默认", "Make a post's default"], {
      bundle: "administration",
      layer: "operate",
    }),
  },
  list: {
    columns: ["name", "object", "shared", "opensFor", "owner", "updatedAt"],
    sort: { field: "createdAt", direction: "asc" },
    filters: ["object", "shared", "owner"],
  },
  form: [
    section(["视图", "Saved view"], ["name", "object", "query", "shared", "opensFor", "position"]),
  ],
});
