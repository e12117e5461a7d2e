/** The people a visitor signs in as. Each stands for one story about who may see what. */
import type { Text } from "@latchkey/policy";
import { thingsToTry, type DemoThing } from "./things-to-try.ts";

export const DEMO_ORGANISATION: Text = {
  zh: "茗栈茶饮集团（虚构）",
  en: "MingZhan Tea Group (fictional)",
};

/** One password for all of them; the demo enterprise holds nothing that is real. */
export const DEMO_PASSWORD = "latchkey-demo-2026";

export interface DemoPersona {
  /** The part of the e-mail before the at sign. */
  readonly key: string;
  readonly email: string;
  readonly name: string;
  /** Id of the role template of the post. */
  readonly template: string;
  readonly post: Text;
  /** Name of the unit the post is in. */
  readonly unit: string;
  /** Among whom the person stands on the first page. */
  readonly group: Text;
  /** What exists for this person, in one sentence. */
  readonly sees: Text;
  /** Three things to try as this person, and the page to try each on. */
  readonly things: readonly DemoThing[];
}

export const DEMO_EMAIL_DOMAIN = "demo.latchkey.example";

const STORES: Text = { zh: "门店与区域", en: "Stores and areas" };
const SALES: Text = { zh: "销售", en: "Sales" };
const SERVICE: Text = { zh: "客服与市场", en: "Service and marketing" };
const HEAD_OFFICE: Text = { zh: "总部", en: "Head office" };
const ACADEMY: Text = { zh: "茶艺学堂", en: "Tea academy" };

export const DEMO_PERSONAS: readonly DemoPersona[] = [
  persona(
    "store-head",
    "storeHead",
    { name: "林晓茗", post: ["店长", "Store head"], unit: "深圳南山科技园店", group: STORES },
    [
      "本店的客户、会员消费和服务记录；别的店不存在。",
      "The customers, spending and service records of one store; no other store exists.",
    ],
  ),
  persona(
    "guide",
    "guide",
    { name: "周小芽", post: ["导购", "Guide"], unit: "深圳南山科技园店", group: STORES },
    [
      "本店客户的基本资料；别人名下的手机号打码，累计消费看不到。",
      "The basics of the store's customers; others' phones are masked, the total spend is absent.",
    ],
  ),
  persona(
    "intern",
    "intern",
    { name: "苏青禾", post: ["实习生", "Intern"], unit: "深圳南山科技园店", group: STORES },
    ["只有自己名下和参与协作的客户。", "Only own customers and those they collaborate on."],
  ),
  persona(
    "area-manager",
    "areaManager",
    { name: "郑云帆", post: ["区域主管", "Area manager"], unit: "深圳一片区", group: STORES },
    [
      "正好三家门店的客户、消费与服务。",
      "The customers, spending and service of exactly three stores.",
    ],
  ),
  persona(
    "city-manager",
    "cityManager",
    { name: "何岚", post: ["城市经理", "City manager"], unit: "深圳市", group: STORES },
    ["深圳全部门店；广州的一家也没有。", "All of Shenzhen's stores, none of Guangzhou's."],
  ),
  persona(
    "seller",
    "seller",
    {
      name: "陈溪",
      post: ["销售代表", "Sales representative"],
      unit: "华南大区销售部",
      group: SALES,
    },
    [
      "自己名下的客户和公海；看得到成交额，看不到毛利。",
      "Own customers and the pool; deal totals show, margins do not.",
    ],
  ),
  persona(
    "sales-manager",
    "salesManager",
    { name: "高岩", post: ["销售经理", "Sales manager"], unit: "华南大区销售部", group: SALES },
    [
      "本团队的客户，加上全公司的订单；别的团队的客户看不到。",
      "The team's customers and all orders of the company; other teams' customers do not show.",
    ],
  ),
  persona(
    "finance",
    "finance",
    { name: "许澜", post: ["财务", "Finance"], unit: "财务部", group: HEAD_OFFICE },
    [
      "全部订单与合同的成本、毛利和应收；客户档案一条也没有。",
      "Cost, margin and receivable of every order and contract, and not one customer profile.",
    ],
  ),
  persona(
    "service-agent",
    "serviceAgent",
    { name: "沈苡", post: ["客服", "Service agent"], unit: "客服部", group: SERVICE },
    [
      "派给自己的工单；处理期间能读那位客户，平时不能浏览。",
      "Own tickets; the customer of one while it is open, and nobody to browse otherwise.",
    ],
  ),
  persona(
    "marketing",
    "marketingSpecialist",
    { name: "唐柚", post: ["市场专员", "Marketing specialist"], unit: "市场部", group: SERVICE },
    [
      "活动、话术和线索；客户只有汇总。",
      "Campaigns, templates and leads; customers as totals only.",
    ],
  ),
  persona(
    "marketing-supervisor",
    "marketingSupervisor",
    { name: "宋霁", post: ["市场部主管", "Marketing supervisor"], unit: "市场部", group: SERVICE },
    [
      "等着确认的活动和话术；自己写的不能自己确认。",
      "Campaigns and templates that wait for approval; never one's own.",
    ],
  ),
  persona(
    "operations",
    "headOfficeOperations",
    {
      name: "曾朗",
      post: ["总部运营", "Head office operations"],
      unit: "运营部",
      group: HEAD_OFFICE,
    },
    [
      "五百家店的客户画像；跟进记录只能看，一条也改不了。",
      "The customer profiles of all five hundred stores; follow-ups are read, never changed.",
    ],
  ),
  persona(
    "analyst",
    "dataAnalyst",
    { name: "汪竹", post: ["数据分析师", "Data analyst"], unit: "运营部", group: HEAD_OFFICE },
    [
      "全国明细，但没有姓名和联系方式；只能导出汇总。",
      "Rows of the whole country without names or contact data; only totals can be exported.",
    ],
  ),
  persona(
    "consultant",
    "courseConsultant",
    { name: "梁枫", post: ["课程顾问", "Course consultant"], unit: "茶艺学堂", group: ACADEMY },
    [
      "自己的学员，和班主任共享跟进；签约金额始终看不到。",
      "Own students, their follow-up shared with the class teacher; the signed amount never shows.",
    ],
  ),
  persona(
    "class-teacher",
    "classTeacher",
    { name: "孟桐", post: ["班主任", "Class teacher"], unit: "茶艺学堂", group: ACADEMY },
    [
      "只有本班家长；联系方式看得到、改不了。",
      "Only the parents of the own class; contact data are read, never changed.",
    ],
  ),
  persona(
    "boss",
    "boss",
    {
      name: "顾山海",
      post: ["董事长", "Head of the enterprise"],
      unit: "总经办",
      group: HEAD_OFFICE,
    },
    [
      "全公司的业务、财务与战略，和每条跟进的全部历史版本。",
      "The whole business, finance and strategy, and every version of any follow-up.",
    ],
  ),
  persona(
    "administrator",
    "administrator",
    { name: "方榆", post: ["系统管理员", "Administrator"], unit: "信息部", group: HEAD_OFFICE },
    [
      "人员、组织、岗位和权限；客户一条也没有：管理不等于看客户。",
      "People, units, posts and rights; not one customer: administering is not seeing.",
    ],
  ),
  persona(
    "approver",
    "administrator",
    { name: "顾清禾", post: ["权限审核员", "Policy approver"], unit: "信息部", group: HEAD_OFFICE },
    [
      "和系统管理员看到的一样；别人提交的权限草案，由审核员看过才能发布。",
      "What the administrator sees; a policy draft that a colleague submits waits for this second person.",
    ],
  ),
];

type Pair = readonly [zh: string, en: string];

interface Standing {
  readonly name: string;
  readonly post: Pair;
  readonly unit: string;
  readonly group: Text;
}

function persona(
  key: string,
  template: string,
  { name, post, unit, group }: Standing,
  sees: Pair,
): DemoPersona {
  return {
    key,
    template,
    name,
    unit,
    group,
    email: `${key}@${DEMO_EMAIL_DOMAIN}`,
    post: { zh: post[0], en: post[1] },
    sees: { zh: sees[0], en: sees[1] },
    things: thingsToTry(key),
  };
}
