import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import {
  basic,
  choices,
  commercial,
  filesOf,
  financial,
  section,
  strategic,
} from "./vocabulary.ts";

const STAGES = choices([
  ["discovery", "需求沟通", "Discovery", "blue"],
  ["proposal", "方案报价", "Proposal", "cyan"],
  ["sampling", "试饮/试用", "Trial", "lime"],
  ["negotiation", "商务谈判", "Negotiation", "gold"],
  ["won", "赢单", "Won", "green"],
  ["lost", "输单", "Lost", "red"],
]);

export const opportunity = defineObject({
  name: "opportunity",
  label: { zh: "商机", en: "Opportunity" },
  plural: { zh: "商机", en: "Opportunities" },
  title: "name",
  follows: "customer",
  fields: {
    name: { type: "text", ...basic("商机名称", "Name"), required: true, search: true },
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    stage: {
      type: "choice",
      ...basic("阶段", "Stage"),
      choices: STAGES,
      default: "discovery",
      required: true,
    },
    confirmedStage: {
      type: "choice",
      ...basic("已确认阶段", "Confirmed stage"),
      choices: STAGES,
      writtenBy: "confirm",
      help: {
        zh: "由区域销售经理确认，销售不能确认自己的阶段。",
        en: "Confirmed by the regional sales manager; sellers never confirm their own.",
      },
    },
    confirmedBy: { type: "person", ...basic("确认人", "Confirmed by"), writtenBy: "confirm" },
    amount: { type: "money", ...commercial("预计金额", "Amount") },
    signedAmount: { type: "money", ...commercial("签约金额", "Signed amount") },
    margin: { type: "money", ...financial("预计毛利", "Margin") },
    probability: {
      type: "percent",
      ...basic("赢单概率", "Probability"),
      minimum: 0,
      maximum: 100,
      decimals: 0,
    },
    closesOn: { type: "date", ...basic("预计成交日", "Expected close") },
    source: { type: "text", ...basic("来源", "Source"), maxLength: 60 },
    campaign: { type: "reference", target: "campaign", ...basic("来源活动", "Campaign") },
    lead: { type: "reference", target: "lead", ...basic("来源线索", "From lead"), readOnly: true },
    currency: { type: "currency", ...basic("币种", "Currency"), default: "CNY" },
    competitor: { type: "text", ...strategic("竞争对手", "Competitor") },
    lostReason: { type: "text", ...basic("输单原因", "Why lost") },
    note: { type: "longText", ...basic("备注", "Note"), maxLength: 4000 },
    files: filesOf(commercial("附件", "Files")),
  },
  states: {
    field: "stage",
    initial: "discovery",
    transitions: {
      discovery: ["proposal", "sampling", "lost"],
      proposal: ["discovery", "sampling", "negotiation", "lost"],
      sampling: ["proposal", "negotiation", "lost"],
      negotiation: ["proposal", "won", "lost"],
      lost: ["discovery"],
    },
  },
  tallies: { by: ["unit", "owner", "stage"], sums: ["amount"] },
  actions: {
    ...standardActions("sales", [...EVERYDAY, ...REPORTING, "import", "share"]),
    confirm: action(["确认阶段", "Confirm stage"], { bundle: "sales", layer: "operate" }),
    sendBack: action(["退回阶段", "Return stage"], { bundle: "sales", layer: "operate" }),
  },
  list: {
    columns: [
      "name",
      "customer",
      "stage",
      "confirmedStage",
      "amount",
      "probability",
      "closesOn",
      "owner",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["stage", "closesOn", "owner", "unit", "campaign"],
  },
  form: [
    section(
      ["商机", "Opportunity"],
      [
        "name",
        "customer",
        "stage",
        "confirmedStage",
        "confirmedBy",
        "probability",
        "closesOn",
        "note",
      ],
    ),
    section(["金额", "Money"], ["amount", "signedAmount", "margin", "currency"]),
    section(
      ["来源与结果", "Origin and outcome"],
      ["source", "campaign", "lead", "competitor", "lostReason"],
    ),
    section(["附件", "Files"], ["files"]),
  ],
});
