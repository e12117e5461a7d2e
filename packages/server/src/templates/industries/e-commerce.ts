import { basic, choices, commercial, personal, strategic } from "../../objects/vocabulary.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const eCommerce: IndustryTemplate = {
  id: "eCommerce",
  name: said(["电商", "E-commerce"]),
  summary: said([
    "多平台多店铺：每家店铺只看自己的买家，售后集中处理。",
    "Several platforms and shops: each shop sees its own buyers, after-sales is one desk.",
  ]),
  kinds: {
    region: said(["平台", "Platform"]),
    store: said(["店铺", "Shop"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "store"],
  units: [
    department("operations", ["运营部", "Operations"]),
    department("marketing", ["推广部", "Promotion"]),
    department("service", ["售后中心", "After-sales"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["综合电商平台", "Marketplaces"],
      [unit("store", ["品牌旗舰店", "Flagship shop"]), unit("store", ["家居专营店", "Home shop"])],
    ),
    unit("region", ["直播平台", "Live shopping"], [unit("store", ["官方直播间", "Live room"])]),
    unit(
      "region",
      ["自营渠道", "Own channels"],
      [unit("store", ["小程序商城", "Mini-program shop"])],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["店铺负责人", "Shop head"]),
    inEvery("store", "guide", ["售前客服", "Pre-sales agent"]),
    inEvery("region", "areaManager", ["平台经理", "Platform manager"]),
    inThe("operations", "operationsDirector", ["运营总监", "Operations director"]),
    inThe("operations", "dataAnalyst", ["数据分析师", "Data analyst"]),
    inThe("marketing", "marketingSupervisor", ["推广主管", "Promotion supervisor"]),
    inThe("marketing", "marketingSpecialist", ["推广专员", "Promotion specialist"]),
    inThe("service", "serviceLead", ["售后组长", "After-sales leader"]),
    inThe("service", "serviceAgent", ["售后客服", "After-sales agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["总经理", "General manager"]),
  ],
  duties: {
    storeHead: said([
      "管理一家店铺：看到本店铺全部买家、消费和服务记录，分配客户，打标签，调整会员等级，发放优惠券。看不到其他店铺；不能删除和导出客户。",
      "Runs one shop: sees all its buyers, their spending and service records, assigns customers, sets tags and member levels, issues coupons. No other shop exists; deletes and exports no customers.",
    ]),
    guide: said([
      "接待本店铺的买家：查看基本资料和偏好，登记下单和跟进。别人名下的买家手机号打码；看不到累计消费；不能改标签和会员等级，不能删除和导出。",
      "Answers the shop's buyers: sees their basics and preferences, records orders and follow-ups. Phones of others' buyers are masked, total spend closed; sets no tags or levels, deletes and exports nothing.",
    ]),
    areaManager: said([
      "负责一个平台上的全部店铺：看到买家与消费，补充更正已锁定的服务记录并留痕，导出团队报表，处理升级的投诉。看不到其他平台。",
      "Answers for all shops on a platform: sees buyers and spending, amends locked records with a trace, exports team reports, handles escalated complaints. No other platform exists.",
    ]),
  },
  fields: [
    field("customer", "buyerName", { type: "text", ...personal("平台昵称", "Buyer name") }),
    field("customer", "receiver", { type: "text", ...personal("常用收货人", "Usual receiver") }),
    field("customer", "returnRate", {
      type: "percent",
      ...commercial("退货率", "Return rate"),
      minimum: 0,
      maximum: 100,
      decimals: 1,
    }),
    field("customer", "disputeNote", {
      type: "longText",
      ...strategic("恶意退货与纠纷", "Abusive returns and disputes"),
      maxLength: 2000,
    }),
    field("order", "platformOrder", {
      type: "text",
      ...basic("平台订单号", "Platform order number"),
      maxLength: 60,
    }),
    field("ticket", "returnReason", {
      type: "choice",
      ...basic("退货原因", "Reason for return"),
      choices: choices([
        ["quality", "质量问题", "Quality", "red"],
        ["wrongItem", "发错货", "Wrong item", "volcano"],
        ["size", "尺寸不合适", "Size", "gold"],
        ["late", "物流太慢", "Late delivery", "orange"],
        ["noReason", "七天无理由", "Seven-day return", "default"],
      ]),
    }),
  ],
  tags: [
    tag(["直播粉丝", "Live follower"], "habit", "magenta"),
    tag(["大促囤货", "Stocks up in sales"], "habit", "orange"),
    tag(["高复购", "Buys again"], "value", "gold"),
    tag(["好评达人", "Reviews well"], "value", "green"),
    tag(["职业差评", "Abusive reviewer"], "risk", "red"),
  ],
  notYet: [
    said([
      "店铺订单还不能自动同步，请先用表格导入；售后查看仓储物流的临时权限要另外授予。",
      "Orders do not arrive from the platforms by themselves: import them as files. Temporary access of after-sales to the warehouse is granted separately.",
    ]),
    ...NOT_YET,
  ],
};
