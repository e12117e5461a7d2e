import {
  basic,
  choices,
  commercial,
  financial,
  personal,
  strategic,
} from "../../objects/vocabulary.ts";
import { OWN } from "../../policies/templates/words.ts";
import type { IndustryTemplate, TemplateField } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

/** A client's means are known to the adviser in charge alone; their VIP rule opens the class beyond (R54). */
const ADVISER_ONLY: TemplateField["only"] = { wealthAdviser: OWN, goldAdviser: OWN };

export const finance: IndustryTemplate = {
  id: "finance",
  name: said(["金融与财富", "Finance and wealth"]),
  summary: said([
    "分公司与网点：理财顾问只看自己的客户，客服只处理反馈，严格隔离。",
    "Branches and outlets: advisers see their own clients, the desk handles feedback only, strictly apart.",
  ]),
  kinds: {
    company: said(["分公司", "Branch company"]),
    store: said(["网点", "Outlet"]),
    department: said(["部门", "Department"]),
  },
  levels: ["company", "store"],
  units: [
    department("marketing", ["市场部", "Marketing"]),
    department("service", ["客服中心", "Customer service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "company",
      ["上海分公司", "Shanghai branch"],
      [
        unit("store", ["陆家嘴网点", "Lujiazui outlet"]),
        unit("store", ["徐汇网点", "Xuhui outlet"]),
      ],
    ),
    unit(
      "company",
      ["深圳分公司", "Shenzhen branch"],
      [unit("store", ["前海网点", "Qianhai outlet"])],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["网点负责人", "Outlet head"]),
    inEvery("store", "wealthAdviser", ["理财顾问", "Wealth adviser"]),
    inEvery("store", "goldAdviser", ["金牌顾问", "Gold adviser"]),
    inEvery("company", "areaManager", ["分公司总经理", "Branch manager"]),
    inThe("marketing", "marketingSupervisor", ["市场主管", "Marketing supervisor"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("service", "serviceRepresentative", ["客服代表", "Service representative"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "management", ["管理层", "Management"]),
  ],
  duties: {
    storeHead: said([
      "管理一个网点：看到本网点全部客户的基本资料、交易和服务记录，分配客户，打标签。看不到客户的资产与风险测评，也看不到其他网点；不能删除和导出客户。",
      "Runs one outlet: sees the basics, transactions and service records of all its clients, assigns clients and sets tags. Neither assets nor risk profiles, and no other outlet; deletes and exports no clients.",
    ]),
    areaManager: said([
      "负责一家分公司的网点：看到客户与交易，补充更正已锁定的服务记录并留痕，导出团队报表，处理升级的投诉。看不到其他分公司。",
      "Answers for the outlets of a branch: sees clients and transactions, amends locked records with a trace, exports team reports, handles escalated complaints. No other branch exists.",
    ]),
  },
  fields: [
    field("customer", "idNumber", {
      type: "text",
      ...personal("证件号码", "Identity number"),
      maxLength: 40,
    }),
    field(
      "customer",
      "riskProfile",
      {
        type: "choice",
        ...financial("风险承受能力", "Risk profile"),
        choices: choices([
          ["r1", "保守型", "Conservative", "blue"],
          ["r2", "稳健型", "Cautious", "cyan"],
          ["r3", "平衡型", "Balanced", "green"],
          ["r4", "成长型", "Growth", "gold"],
          ["r5", "进取型", "Aggressive", "red"],
        ]),
      },
      ADVISER_ONLY,
    ),
    field(
      "customer",
      "investableAssets",
      { type: "money", ...financial("可投资资产", "Investable assets") },
      ADVISER_ONLY,
    ),
    field(
      "customer",
      "incomeSource",
      { type: "text", ...strategic("收入来源", "Source of income"), personal: true },
      ADVISER_ONLY,
    ),
    field("customer", "assessedOn", { type: "date", ...basic("测评日期", "Assessed on") }),
    field("customer", "products", {
      type: "choices",
      ...commercial("持有产品", "Products held"),
      choices: choices([
        ["deposit", "存款", "Deposit", "default"],
        ["fund", "基金", "Fund", "blue"],
        ["insurance", "保险", "Insurance", "green"],
        ["trust", "信托", "Trust", "purple"],
        ["loan", "贷款", "Loan", "orange"],
      ]),
    }),
  ],
  tags: [
    tag(["产品到期", "Product matures"], "service", "gold"),
    tag(["测评将过期", "Assessment expires"], "service", "volcano"),
    tag(["家族客户", "Family client"], "value", "purple"),
    tag(["转介客户", "Referred"], "value", "green"),
    tag(["合规关注", "Compliance watch"], "risk", "red"),
  ],
  notYet: [
    said([
      "销售适当性（风险等级与产品匹配）还没有自动检查。",
      "Suitability (risk profile against product) is not checked yet.",
    ]),
    ...NOT_YET,
  ],
};
