import { basic, choices, commercial } from "../../objects/vocabulary.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const teaDrinks: IndustryTemplate = {
  id: "teaDrinks",
  name: said(["茶饮连锁", "Tea-drink chain"]),
  summary: said([
    "从几家到上千家门店：店员、店长、片区、城市、总部层层分开；另有加盟招商。",
    "From a few to thousands of stores: clerks, heads, areas, cities and head office each apart; franchise sales beside them.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    city: said(["城市", "City"]),
    area: said(["片区", "Area"]),
    store: said(["门店", "Store"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "city", "area", "store"],
  units: [
    department("operations", ["运营部", "Operations"]),
    department("marketing", ["市场部", "Marketing"]),
    department("service", ["客服部", "Customer service"]),
    department("franchise", ["招商部", "Franchise sales"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华南大区", "South region"],
      [
        unit(
          "city",
          ["深圳", "Shenzhen"],
          [
            unit(
              "area",
              ["南山片区", "Nanshan area"],
              [
                unit("store", ["科技园店", "Science Park"]),
                unit("store", ["海岸城店", "Coastal City"]),
                unit("store", ["蛇口店", "Shekou"]),
              ],
            ),
          ],
        ),
      ],
    ),
    unit(
      "region",
      ["华东大区", "East region"],
      [
        unit(
          "city",
          ["上海", "Shanghai"],
          [
            unit(
              "area",
              ["黄浦片区", "Huangpu area"],
              [unit("store", ["南京路店", "Nanjing Road"])],
            ),
          ],
        ),
      ],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["店长", "Store head"]),
    inEvery("store", "guide", ["店员", "Clerk"]),
    inEvery("area", "areaManager", ["区域主管", "Area manager"]),
    inEvery("city", "cityManager", ["城市经理", "City manager"]),
    inThe("operations", "operationsDirector", ["运营总监", "Operations director"]),
    inThe("operations", "headOfficeOperations", ["总部运营", "Head office operations"]),
    inThe("operations", "dataAnalyst", ["数据分析师", "Data analyst"]),
    inThe("marketing", "marketingSupervisor", ["市场部主管", "Marketing supervisor"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("service", "serviceLead", ["客服组长", "Service team leader"]),
    inThe("service", "serviceAgent", ["客服", "Service agent"]),
    inThe("franchise", "salesManager", ["招商经理", "Franchise sales manager"]),
    inThe("franchise", "seller", ["招商专员", "Franchise sales"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["老板", "Owner"]),
  ],
  fields: [
    field("customer", "cupSize", {
      type: "choice",
      ...basic("杯型", "Cup"),
      choices: choices([
        ["medium", "中杯", "Medium", "default"],
        ["large", "大杯", "Large", "blue"],
        ["bucket", "桶装", "Bucket", "gold"],
      ]),
    }),
    field("customer", "toppings", {
      type: "choices",
      ...basic("常加小料", "Toppings"),
      choices: choices([
        ["pearls", "珍珠", "Pearls", "volcano"],
        ["taro", "芋圆", "Taro balls", "purple"],
        ["jelly", "仙草冻", "Grass jelly", "green"],
        ["pudding", "布丁", "Pudding", "gold"],
        ["foam", "奶盖", "Cheese foam", "orange"],
      ]),
    }),
    field("customer", "usualTime", {
      type: "choice",
      ...basic("常点时段", "Usual time"),
      choices: choices([
        ["morning", "上午", "Morning", "gold"],
        ["afternoon", "下午茶", "Afternoon", "orange"],
        ["evening", "晚间", "Evening", "geekblue"],
      ]),
    }),
    field("customer", "groupOrders", {
      type: "boolean",
      ...commercial("企业团单客户", "Orders for a company"),
    }),
    field("lead", "franchiseCity", {
      type: "text",
      ...basic("意向加盟城市", "City of interest"),
      maxLength: 60,
    }),
    field("lead", "franchiseBudget", {
      type: "money",
      ...commercial("加盟预算", "Franchise budget"),
    }),
  ],
  tags: [
    tag(["常点少糖", "Less sugar"], "habit", "lime"),
    tag(["爱尝新", "Tries new drinks"], "habit", "magenta"),
    tag(["办公室团单", "Office orders"], "value", "geekblue"),
    tag(["生日月", "Birthday month"], "campaign", "orange"),
    tag(["投诉过", "Has complained"], "risk", "red"),
  ],
  notYet: NOT_YET,
};
