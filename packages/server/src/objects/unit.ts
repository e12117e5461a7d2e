import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

/** A node of the organisation tree. Its own `unit` is itself, so that scopes relative to a unit reach it. */
export const unit = defineObject({
  name: "unit",
  label: { zh: "组织单元", en: "Unit" },
  plural: { zh: "组织架构", en: "Units" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), required: true, search: true, maxLength: 120 },
    code: { type: "text", ...basic("编码", "Code"), unique: true, search: true, maxLength: 40 },
    parent: { type: "unit", ...basic("上级单元", "Parent"), writtenBy: "move" },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      required: true,
      default: "store",
      choices: choices([
        ["group", "集团", "Group", "red"],
        ["company", "公司", "Company", "volcano"],
        ["region", "大区", "Region", "purple"],
        ["province", "省区", "Province", "geekblue"],
        ["city", "城市", "City", "blue"],
        ["area", "片区", "Area", "cyan"],
        ["store", "门店", "Store", "green"],
        ["department", "部门", "Department", "gold"],
        ["partner", "合作伙伴", "Partner", "default"],
      ]),
    },
    zone: { type: "text", ...basic("时区", "Time zone"), default: "Asia/Shanghai", maxLength: 60 },
    head: { type: "person", ...basic("负责人", "Head") },
    tags: { type: "tags", ...basic("标签", "Tags") },
    address: { type: "text", ...basic("地址", "Address"), maxLength: 300 },
    closedOn: { type: "date", ...basic("撤销日期", "Closed on") },
  },
  actions: {
    ...standardActions("administration", [...EVERYDAY, "import"]),
    move: action(["移动", "Move"], { bundle: "administration", layer: "operate" }),
  },
  list: {
    columns: ["name", "code", "kind", "parent", "head", "tags", "zone", "closedOn"],
    sort: { field: "createdAt", direction: "asc" },
    filters: ["kind", "parent", "tags"],
  },
  form: [
    section(
      ["组织单元", "Unit"],
      ["name", "code", "kind", "parent", "head", "tags", "zone", "address", "closedOn"],
    ),
  ],
});
