import { basic, choices, commercial, strategic } from "../../objects/vocabulary.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const manufacturingAbroad: IndustryTemplate = {
  id: "manufacturingAbroad",
  name: said(["制造业出海", "B2B manufacturing going abroad"]),
  summary: said([
    "海外大区与子公司：欧洲的客户只有欧洲团队看得到，亚太也一样。",
    "Overseas regions and subsidiaries: European customers are for the European team alone, and so for Asia.",
  ]),
  kinds: {
    region: said(["海外大区", "Overseas region"]),
    company: said(["子公司/办事处", "Subsidiary or office"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "company"],
  units: [
    department("marketing", ["市场部", "Marketing"]),
    department("analysis", ["经营分析部", "Business analysis"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["欧洲区", "Europe"],
      [
        unit("company", ["德国子公司", "Germany"], [], "Europe/Berlin"),
        unit("company", ["英国办事处", "United Kingdom"], [], "Europe/London"),
      ],
      "Europe/Berlin",
    ),
    unit(
      "region",
      ["亚太区", "Asia-Pacific"],
      [
        unit("company", ["新加坡子公司", "Singapore"], [], "Asia/Singapore"),
        unit("company", ["日本办事处", "Japan"], [], "Asia/Tokyo"),
      ],
      "Asia/Singapore",
    ),
    unit(
      "region",
      ["美洲区", "Americas"],
      [unit("company", ["美国子公司", "United States"], [], "America/New_York")],
      "America/New_York",
    ),
  ],
  posts: [
    inEvery("company", "overseasSeller", ["海外销售代表", "Overseas sales representative"]),
    inEvery("region", "regionalSalesManager", ["区域销售经理", "Regional sales manager"]),
    inEvery("region", "serviceStaff", ["客服人员", "Customer service"]),
    inThe("marketing", "marketingSupervisor", ["市场主管", "Marketing supervisor"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("analysis", "dataAnalyst", ["数据分析师", "Data analyst"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "management", ["管理层", "Management"]),
    inEvery("group", "boss", ["总经理", "General manager"]),
  ],
  duties: {
    overseasSeller: said([
      "负责所在子公司或办事处的客户。同一单元的团队可看可改，其他单元的数据一律看不到；订单带币种和国家；看不到成本与毛利。",
      "Works the customers of one subsidiary or office. Its team sees and edits them together; other units do not exist for it. Orders carry currency and country; cost and margin stay closed.",
    ]),
  },
  fields: [
    field("customer", "vatNumber", {
      type: "text",
      ...commercial("增值税号（海外）", "VAT number"),
      maxLength: 40,
    }),
    field("customer", "annualVolume", {
      type: "money",
      ...commercial("年采购额", "Annual volume"),
    }),
    field("customer", "application", {
      type: "text",
      ...basic("应用领域", "Application"),
      maxLength: 120,
    }),
    field("customer", "exportControl", {
      type: "choice",
      ...strategic("出口管制审查", "Export control"),
      choices: choices([
        ["clear", "无限制", "Clear", "green"],
        ["licence", "需许可证", "Licence needed", "gold"],
        ["blocked", "禁止交易", "Blocked", "red"],
      ]),
    }),
    field("opportunity", "incoterm", {
      type: "choice",
      ...commercial("贸易术语", "Incoterm"),
      choices: choices([
        ["exw", "工厂交货 EXW", "EXW", "default"],
        ["fob", "船上交货 FOB", "FOB", "blue"],
        ["cif", "成本加保险费加运费 CIF", "CIF", "cyan"],
        ["ddp", "完税后交货 DDP", "DDP", "gold"],
      ]),
    }),
    field("opportunity", "destinationPort", {
      type: "text",
      ...basic("目的港", "Port of destination"),
      maxLength: 80,
    }),
    field("opportunity", "certificates", {
      type: "choices",
      ...basic("所需认证", "Certificates needed"),
      choices: choices([
        ["ce", "欧盟认证", "CE", "blue"],
        ["ul", "美国认证", "UL", "geekblue"],
        ["pse", "日本认证", "PSE", "magenta"],
        ["rohs", "环保指令", "RoHS", "green"],
      ]),
    }),
  ],
  tags: [
    tag(["展会结识", "Met at a fair"], "campaign", "magenta"),
    tag(["样品测试中", "Testing samples"], "service", "cyan"),
    tag(["框架协议", "Framework agreement"], "value", "gold"),
    tag(["账期较长", "Long payment terms"], "risk", "volcano"),
    tag(["代理商", "Distributor"], "value", "purple"),
  ],
  notYet: [
    said([
      "数据出境与驻留规则还没有：现在靠组织单元把各大区分开。",
      "Residency and cross-border rules are not there yet: for now the units keep regions apart.",
    ]),
    ...NOT_YET,
  ],
};
