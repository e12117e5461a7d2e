/** What to try as each persona of the demo: three steps, each with the page it is tried on. */
import type { Text } from "@latchkey/policy";

export interface DemoThing {
  readonly words: Text;
  readonly to: string;
}

type ThingRow = readonly [to: string, zh: string, en: string];

/** By the persona's key. */
const THINGS: Readonly<Record<string, readonly ThingRow[]>> = {
  "store-head": [
    [
      "/o/customer",
      "打开客户：列表上方写着，只有这一家店。",
      "Open the customers: the line above the list says it is one store.",
    ],
    [
      "/o/customer",
      "打开一位客户，调整会员等级：店长可以。",
      "Open a customer and change the member level: a store head may.",
    ],
    [
      "/o/followUp",
      "打开一条跟进记录，试着删除：店长也不行。",
      "Open a follow-up and try to delete it: not even a store head may.",
    ],
  ],
  guide: [
    [
      "/o/customer",
      "找一位同事名下的客户：手机号是打码的。",
      "Find a colleague's customer: the phone is masked.",
    ],
    [
      "/o/customer",
      "打开这位客户，看看累计消费为什么看不到。",
      "Open that customer and see why the total spend does not show.",
    ],
    [
      "/me/rights",
      "看看您的职责与权限：为什么不能打标签。",
      "Look at your duties and rights: why you may not set tags.",
    ],
  ],
  intern: [
    [
      "/o/customer",
      "打开客户，和店长的列表比一比。",
      "Open the customers and compare with the store head's list.",
    ],
    [
      "/o/customer",
      "打开一位客户，试着改电话：改不了。",
      "Open a customer and try to change the phone: it stays.",
    ],
    [
      "/o/customer",
      "给这位客户写一条跟进：可以。",
      "Write a follow-up for that customer: this you may.",
    ],
  ],
  "area-manager": [
    ["/o/customer", "打开客户：正好三家门店。", "Open the customers: exactly three stores."],
    [
      "/o/followUp",
      "打开一条跟进记录，从菜单里看它的历史版本。",
      "Open a follow-up and read its versions from the menu.",
    ],
    [
      "/o/ticket",
      "打开工单：三家店的投诉和咨询都在。",
      "Open the tickets: the complaints and enquiries of the three stores.",
    ],
  ],
  "city-manager": [
    [
      "/o/customer",
      "打开客户，按所属单元筛一家广州的店：一位也没有。",
      "Open the customers and filter by a store in Guangzhou: nobody.",
    ],
    ["/o/order", "打开订单，导出本市的明细。", "Open the orders and export those of the city."],
    ["/", "回到工作台，看各店的数字。", "Go to the workbench for the figures of the stores."],
  ],
  seller: [
    [
      "/o/customer",
      "打开客户：自己名下的都在，同事的一位也没有。",
      "Open the customers: your own are there, and not one of a colleague.",
    ],
    [
      "/o/opportunity",
      "打开商机：金额看得到，毛利看不到。",
      "Open the opportunities: amounts show, margins do not.",
    ],
    [
      "/o/customer",
      "打开一位自己的客户，写一条跟进。",
      "Open a customer of yours and write a follow-up.",
    ],
  ],
  "sales-manager": [
    ["/o/customer", "打开客户：只有本团队的。", "Open the customers: the team's only."],
    ["/o/order", "打开订单：全公司的都在。", "Open the orders: those of the whole company."],
    ["/o/customer", "把一位客户交给另一位销售。", "Hand a customer to another seller."],
  ],
  finance: [
    [
      "/o/order",
      "打开订单：成本、毛利和应收都在。",
      "Open the orders: cost, margin and receivable are there.",
    ],
    [
      "/o/order",
      "导出对账：文件和页面上的数目一行不差。",
      "Export for reconciliation: the file holds the announced rows, each one.",
    ],
    ["/o/customer", "打开客户：一条也没有。", "Open the customers: there are none."],
  ],
  "service-agent": [
    ["/o/ticket", "打开一张派给您的工单。", "Open a ticket that is yours."],
    [
      "/o/ticket",
      "从工单打开客户，读沟通记录：只能读。",
      "Open its customer and read the communication: reading only.",
    ],
    [
      "/o/customer",
      "打开客户：只有手上工单的那几位，不能随意浏览。",
      "Open the customers: only those of your open tickets, nobody to browse.",
    ],
  ],
  marketing: [
    [
      "/o/campaign",
      "新建一个活动：发出之前要主管确认。",
      "Create a campaign: the supervisor must confirm before it leaves.",
    ],
    [
      "/o/messageTemplate",
      "写一个话术模板：保存后是草稿，确认它的是主管。",
      "Write a template: it stays a draft until the supervisor approves it.",
    ],
    [
      "/me/rights",
      "看看您的职责与权限：客户只到汇总。",
      "Look at your duties and rights: customers as totals.",
    ],
  ],
  "marketing-supervisor": [
    [
      "/o/messageTemplate",
      "打开话术模板，找一个别人写的草稿。",
      "Open the templates and find a draft of somebody else.",
    ],
    [
      "/o/messageTemplate",
      "打开一个模板，从菜单里看历史：谁写的、改过什么。",
      "Open a template and read its history from the menu: who wrote it, what changed.",
    ],
    [
      "/o/campaign",
      "打开活动：谁建的、到哪一步了。",
      "Open the campaigns: who made them, and how far they are.",
    ],
  ],
  operations: [
    [
      "/o/customer",
      "打开客户：全部门店都在，联系方式打码。",
      "Open the customers: all stores, contact data masked.",
    ],
    [
      "/o/followUp",
      "打开一条跟进记录，试着修改：不行。",
      "Open a follow-up and try to change it: you cannot.",
    ],
    ["/", "回到工作台，看全国的数字。", "Go to the workbench for the figures of the country."],
  ],
  analyst: [
    [
      "/o/customer",
      "打开客户：明细都在，姓名是遮住的。",
      "Open the customers: the rows are there, the names are masked.",
    ],
    ["/o/order", "打开订单，按金额排一排。", "Open the orders and sort them by amount."],
    [
      "/me/rights",
      "看看您的职责与权限：为什么导不出明细。",
      "Look at your duties and rights: why rows cannot be exported.",
    ],
  ],
  consultant: [
    ["/o/customer", "打开客户：只有自己的学员。", "Open the customers: own students only."],
    [
      "/o/opportunity",
      "打开商机，找找签约金额：没有。",
      "Open the opportunities and look for the signed amount: absent.",
    ],
    [
      "/o/customer",
      "给一位学员写一条跟进，班主任看得到。",
      "Write a follow-up for a student: the class teacher reads it.",
    ],
  ],
  "class-teacher": [
    [
      "/o/customer",
      "打开客户：只有本班的家长。",
      "Open the customers: the parents of the own class only.",
    ],
    [
      "/o/customer",
      "打开一位，试着改电话：改不了。",
      "Open one and try to change the phone: it stays.",
    ],
    [
      "/o/customer",
      "给一位家长写一条跟进，课程顾问看得到。",
      "Write a follow-up for a parent: the course consultant reads it.",
    ],
  ],
  boss: [
    [
      "/o/followUp",
      "打开任意一条跟进，看它的全部历史版本。",
      "Open any follow-up and read all its versions.",
    ],
    [
      "/o/customer",
      "打开一位客户：财务与战略信息都在。",
      "Open a customer: finance and strategy are there.",
    ],
    [
      "/o/customer",
      "电话默认打码，点眼睛逐条查看：会留痕。",
      "Phones are masked; reveal one: it leaves a trace.",
    ],
  ],
  administrator: [
    [
      "/permissions/roles",
      "打开角色“店长”：能看什么、改什么、操作什么。",
      "Open the role of the store head: what it may see, change and do.",
    ],
    [
      "/permissions/units",
      "打开组织架构：五百家门店的一棵树。",
      "Open the organisation: five hundred stores in one tree.",
    ],
    ["/o/customer", "打开客户：一条也没有。", "Open the customers: there are none."],
  ],
  approver: [
    [
      "/permissions/draft",
      "先以系统管理员改一个角色并提交，再来这里审批发布。",
      "Change a role and submit it as the administrator, then approve it here.",
    ],
    [
      "/permissions/versions",
      "打开权限版本：每一版改了什么，还能一键回到任何一版。",
      "Open the policy versions: what each changed, and the way back to any of them.",
    ],
    [
      "/inbox",
      "打开消息：有草案等着审批时，这里会提醒。",
      "Open the inbox: it tells of drafts that wait for approval.",
    ],
  ],
};

export const thingsToTry = (persona: string): readonly DemoThing[] =>
  (THINGS[persona] ?? []).map(([to, zh, en]) => ({ to, words: { zh, en } }));
