/** The people a visitor signs in as. Each stands for one story about who may see what. */
import type { Text } from "@latchkey/policy";

export const DEMO_ORGANISATION: Text = {
  zh: "茗栈茶饮集团(虚构)",
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
  /** What to look at as this person. */
  readonly try: Text;
}

export const DEMO_EMAIL_DOMAIN = "demo.latchkey.example";

export const DEMO_PERSONAS: readonly DemoPersona[] = [
  persona("store-head", "storeHead", "林晓茗", ["店长", "Store head"], "深圳南山科技园店", [
    "打开客户列表:只有这一家店。调整一位会员的等级,再试着删除一条跟进记录。",
    "Open the customers: one store only. Change a member's level, then try to delete a follow-up.",
  ]),
  persona("guide", "guide", "周小芽", ["导购", "Guide"], "深圳南山科技园店", [
    "看同事名下的客户:手机号打码,累计消费看不到。试着给客户打标签,问一问为什么不行。",
    "Look at a colleague's customer: the phone is masked, the total spend absent. Try to tag one and ask why not.",
  ]),
  persona("intern", "intern", "苏青禾", ["实习生", "Intern"], "深圳南山科技园店", [
    "只看得到自己名下和参与协作的客户,改不了联系方式。",
    "Only own customers and those you collaborate on exist; contact data cannot be changed.",
  ]),
  persona("area-manager", "areaManager", "郑云帆", ["区域主管", "Area manager"], "深圳一片区", [
    "正好三家门店。更正一条已锁定的服务记录,再看它的历史版本;导出团队报表。",
    "Exactly three stores. Amend a locked record and read its versions; export the team's report.",
  ]),
  persona("city-manager", "cityManager", "何岚", ["城市经理", "City manager"], "深圳市", [
    "深圳全部门店都在,广州的一家也没有。",
    "All of Shenzhen's stores, none of Guangzhou's.",
  ]),
  persona("seller", "seller", "陈溪", ["销售代表", "Sales representative"], "华南大区销售部", [
    "从公海领取一位客户:领取前电话打码,领取后可见。看得到成交额,看不到毛利。",
    "Claim a customer from the pool: the phone is masked before, plain after. Deal totals show, margins do not.",
  ]),
  persona(
    "sales-manager",
    "salesManager",
    "高岩",
    ["销售经理", "Sales manager"],
    "华南大区销售部",
    [
      "团队的客户可以管理;全公司的订单看得到,团队以外的客户看不到。",
      "Manage the team's customers; all orders of the company show, other teams' customers do not.",
    ],
  ),
  persona("finance", "finance", "许澜", ["财务", "Finance"], "财务部", [
    "订单的成本、毛利和应收都在,客户档案一条也没有。",
    "Cost, margin and receivable of every order, and not one customer profile.",
  ]),
  persona("service-agent", "serviceAgent", "沈苡", ["客服", "Service agent"], "客服部", [
    "处理派给自己的工单:处理期间能读该客户的沟通记录,关单之后就看不到了。",
    "Work a ticket of yours: the customer's communication can be read while it is open, and not after.",
  ]),
  persona(
    "marketing",
    "marketingSpecialist",
    "唐柚",
    ["市场专员", "Marketing specialist"],
    "市场部",
    [
      "新建一个活动和一个话术模板:发出之前必须由主管确认。客户只看得到汇总。",
      "Create a campaign and a template: the supervisor must confirm before they leave. Customers show as totals only.",
    ],
  ),
  persona(
    "marketing-supervisor",
    "marketingSupervisor",
    "宋霁",
    ["市场部主管", "Marketing supervisor"],
    "市场部",
    [
      "确认别人写的模板;自己写的不能自己确认。",
      "Approve somebody else's template; never your own.",
    ],
  ),
  persona(
    "operations",
    "headOfficeOperations",
    "曾朗",
    ["总部运营", "Head office operations"],
    "运营部",
    [
      "五百家店的客户画像都看得到,跟进记录一条也改不了。",
      "The customer profiles of all five hundred stores, and not one follow-up that could be changed.",
    ],
  ),
  persona("analyst", "dataAnalyst", "汪竹", ["数据分析师", "Data analyst"], "运营部", [
    "全国明细都在,但没有姓名和联系方式;只能导出汇总。",
    "Rows of the whole country without names or contact data; only totals can be exported.",
  ]),
  persona("consultant", "courseConsultant", "梁枫", ["课程顾问", "Course consultant"], "茶艺学堂", [
    "和班主任共享学员跟进,但签约金额始终看不到。",
    "Share a student's follow-up with the class teacher; the signed amount never shows.",
  ]),
  persona("class-teacher", "classTeacher", "孟桐", ["班主任", "Class teacher"], "茶艺学堂", [
    "只有本班家长;联系方式看得到、改不了。",
    "Only the parents of the own class; contact data are read, never changed.",
  ]),
  persona("boss", "boss", "顾山海", ["董事长", "Head of the enterprise"], "总经办", [
    "任意打开一条跟进记录的全部历史版本;看财务与战略信息。",
    "Read every version of any follow-up; see finance and strategy.",
  ]),
  persona("administrator", "administrator", "方榆", ["系统管理员", "Administrator"], "信息部", [
    "管理人员、岗位和授权。打开客户列表:一条也没有,管理权限不等于看客户。",
    "Administer people, posts and assignments. Open the customers: none; administering is not seeing.",
  ]),
];

function persona(
  key: string,
  template: string,
  name: string,
  post: readonly [zh: string, en: string],
  unit: string,
  hint: readonly [zh: string, en: string],
): DemoPersona {
  return {
    key,
    template,
    name,
    unit,
    email: `${key}@${DEMO_EMAIL_DOMAIN}`,
    post: { zh: post[0], en: post[1] },
    try: { zh: hint[0], en: hint[1] },
  };
}
