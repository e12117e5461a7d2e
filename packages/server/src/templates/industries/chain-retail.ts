import { basic, choices, contactClass, personal } from "../../objects/vocabulary.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const chainRetail: IndustryTemplate = {
  id: "chainRetail",
  name: said(["连锁零售", "Retail chain"]),
  summary: said([
    "服饰、美妆、家居等多门店零售：导购服务会员，店长调整会员等级。",
    "Fashion, beauty, home and other shops: guides serve members, store heads set their level.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    area: said(["片区", "Area"]),
    store: said(["门店", "Store"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "area", "store"],
  units: [
    department("operations", ["零售运营部", "Retail operations"]),
    department("marketing", ["会员与市场部", "Members and marketing"]),
    department("service", ["客服部", "Customer service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华东大区", "East region"],
      [
        unit(
          "area",
          ["上海片区", "Shanghai area"],
          [
            unit("store", ["南京路店", "Nanjing Road"]),
            unit("store", ["徐家汇店", "Xujiahui"]),
            unit("store", ["五角场店", "Wujiaochang"]),
          ],
        ),
      ],
    ),
    unit(
      "region",
      ["华南大区", "South region"],
      [unit("area", ["广州片区", "Guangzhou area"], [unit("store", ["天河城店", "Tianhe"])])],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["店长", "Store head"]),
    inEvery("store", "guide", ["导购", "Guide"]),
    inEvery("area", "areaManager", ["区域经理", "Area manager"]),
    inEvery("region", "cityManager", ["大区经理", "Regional manager"]),
    inThe("operations", "headOfficeOperations", ["总部运营", "Head office operations"]),
    inThe("operations", "dataAnalyst", ["数据分析师", "Data analyst"]),
    inThe("marketing", "marketingDirector", ["市场总监", "Marketing director"]),
    inThe("marketing", "marketingSupervisor", ["会员运营主管", "Member marketing supervisor"]),
    inThe("marketing", "marketingStaff", ["会员运营", "Member marketing"]),
    inThe("service", "serviceAgent", ["客服", "Service agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["总经理", "General manager"]),
  ],
  duties: {
    cityManager: said([
      "负责一个大区的全部门店：客户、消费、服务与业绩。看不到其他大区的任何数据。",
      "Answers for all stores of a region: customers, spending, service and results. No other region's data exist.",
    ]),
  },
  fields: [
    field("customer", "memberCard", { type: "text", ...contactClass("会员卡号", "Member card") }),
    field("customer", "categories", {
      type: "choices",
      ...basic("偏好品类", "Favourite categories"),
      choices: choices([
        ["women", "女装", "Women", "magenta"],
        ["men", "男装", "Men", "blue"],
        ["children", "童装", "Children", "gold"],
        ["beauty", "美妆", "Beauty", "purple"],
        ["home", "家居", "Home", "green"],
      ]),
    }),
    field("customer", "clothingSize", {
      type: "choice",
      ...basic("尺码", "Size"),
      choices: choices([
        ["xs", "特小码", "XS", "default"],
        ["s", "小码", "S", "default"],
        ["m", "中码", "M", "default"],
        ["l", "大码", "L", "default"],
        ["xl", "加大码", "XL", "default"],
      ]),
    }),
    field("customer", "shoeSize", {
      type: "number",
      ...basic("鞋码", "Shoe size"),
      minimum: 15,
      maximum: 52,
      decimals: 1,
    }),
    field("customer", "anniversary", { type: "date", ...personal("纪念日", "Anniversary") }),
    field("customer", "stylist", { type: "person", ...basic("专属导购", "Personal guide") }),
  ],
  tags: [
    tag(["新品优先", "First for new arrivals"], "habit", "magenta"),
    tag(["折扣敏感", "Waits for sales"], "value", "default"),
    tag(["高客单", "Large baskets"], "value", "gold"),
    tag(["退换较多", "Returns often"], "risk", "volcano"),
    tag(["沉睡会员", "Dormant member"], "risk", "red"),
  ],
  notYet: NOT_YET,
};
