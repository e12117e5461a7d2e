import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, filesOf, financial, section } from "./vocabulary.ts";

export const product = defineObject({
  name: "product",
  label: { zh: "产品", en: "Product" },
  plural: { zh: "产品", en: "Products" },
  title: "name",
  fields: {
    sku: {
      type: "text",
      ...basic("编码", "SKU"),
      required: true,
      unique: true,
      search: true,
      maxLength: 40,
    },
    name: { type: "text", ...basic("品名", "Name"), required: true, search: true },
    nameEnglish: { type: "text", ...basic("英文品名", "English name"), search: true },
    category: {
      type: "choice",
      ...basic("品类", "Category"),
      choices: choices([
        ["milkTea", "奶茶", "Milk tea", "orange"],
        ["fruitTea", "果茶", "Fruit tea", "magenta"],
        ["pureTea", "原叶茶", "Pure tea", "green"],
        ["cheeseFoam", "芝士奶盖", "Cheese foam", "gold"],
        ["bakery", "烘焙", "Bakery", "volcano"],
        ["retail", "茶礼零售", "Retail", "purple"],
      ]),
    },
    price: { type: "money", ...commercial("标准售价", "List price"), required: true },
    cost: { type: "money", ...financial("成本", "Cost") },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "onSale",
      choices: choices([
        ["planned", "待上市", "Planned", "blue"],
        ["onSale", "在售", "On sale", "green"],
        ["withdrawn", "已下架", "Withdrawn", "default"],
      ]),
    },
    description: { type: "longText", ...basic("介绍", "Description"), maxLength: 2000 },
    files: filesOf(basic("附件", "Files")),
  },
  actions: standardActions("administration", [...EVERYDAY, "import"]),
  list: {
    columns: ["sku", "name", "category", "price", "cost", "status"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["category", "status"],
  },
  form: [
    section(
      ["产品", "Product"],
      ["sku", "name", "nameEnglish", "category", "status", "description"],
    ),
    section(["价格", "Price"], ["price", "cost"]),
    section(["附件", "Files"], ["files"]),
  ],
});
