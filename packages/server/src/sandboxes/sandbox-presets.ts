/** What sandboxes are mostly for, filled in. Each is a beginning that its initiater changes as they need it. */
import type { SandboxPreset } from "../http/contract.ts";
import type { ClassLevel } from "../policies/role-template.ts";

const READ: ClassLevel = { own: "plain", beyond: "plain", write: false };
const MASKED: ClassLevel = { own: "masked", beyond: "masked", write: false };

/** R58. */
const taskForce: SandboxPreset = {
  kind: "taskForce",
  help: {
    zh: "大促期间由几个部门的人一起做竞品分析和活动执行，结束即全部收回。",
    en: "People of several departments analyse competitors and carry out a campaign together; all of it is over with the campaign.",
  },
  days: 15,
  content: {
    roles: [],
    grants: {
      "competitorNote:view": "subtree",
      "competitorNote:history": "subtree",
      "marketing.use": "subtree",
      "marketing.send": "subtree",
    },
    classes: { basic: READ, commercial: READ, strategic: READ },
    fields: {},
    adds: ["operate"],
    blocks: ["export"],
  },
};

/** R59. */
const whitelist: SandboxPreset = {
  kind: "whitelist",
  help: {
    zh: "活动期间查看指定门店的到店记录，不能导出，也不能修改。",
    en: "Sees the visit records of named stores during a campaign; exporting and changing are blocked.",
  },
  days: 14,
  content: {
    roles: [],
    grants: { "storeVisit:view": "subtree" },
    classes: { basic: READ },
    fields: {},
    adds: [],
    blocks: ["edit", "export"],
  },
};

/** R61. */
const returns: SandboxPreset = {
  kind: "returns",
  help: {
    zh: "电商客服处理退换货时临时查看仓库物流；收件人和地址打码。",
    en: "Service looks up warehouse logistics for returns; receiver and address are masked.",
  },
  days: 7,
  content: {
    roles: [],
    grants: { "shipment:view": "subtree", "shipment:history": "subtree" },
    classes: { basic: READ, contact: MASKED },
    fields: {},
    adds: [],
    blocks: ["export"],
  },
};

/** R62. */
const promotion: SandboxPreset = {
  kind: "promotion",
  help: {
    zh: "导购为活动查看门店客户的口味偏好，其余字段不开放。",
    en: "Guides see what the customers of a store like, for a promotion; no other field is opened.",
  },
  days: 14,
  content: {
    roles: [],
    grants: { "customer:view": "subtree" },
    classes: {},
    fields: { customer: { taste: READ, sugarLevel: READ, iceLevel: READ, preferredChannel: READ } },
    adds: [],
    blocks: ["export"],
  },
};

/** R154. */
const deputy: SandboxPreset = {
  kind: "deputy",
  help: {
    zh: "休假期间代行某个角色的职责。只能查看，除非单独打开修改、导出等。",
    en: "Stands in for a role during a holiday. It is looking only, unless changing, exporting and the like are switched on.",
  },
  days: 14,
  content: {
    roles: [],
    grants: {},
    classes: {},
    fields: {},
    adds: ["edit", "operate"],
    blocks: [],
  },
};

const auditor: SandboxPreset = {
  kind: "auditor",
  help: {
    zh: "在一段时间内查阅客户和沟通记录，联系方式打码；期间不能修改、导出或操作。",
    en: "Reads customers and communication records for a while, contact data masked; changing, exporting and carrying out are blocked meanwhile.",
  },
  days: 30,
  content: {
    roles: [],
    grants: {
      "customer.view": "subtree",
      "communication.view": "subtree",
      "communication.versions": "subtree",
    },
    classes: { basic: READ, contact: MASKED, commercial: READ, financial: READ },
    fields: {},
    adds: [],
    blocks: ["edit", "export", "reveal", "operate"],
  },
};

const other: SandboxPreset = {
  kind: "other",
  help: {
    zh: "从空白开始，自己选择给予什么。",
    en: "Begin with nothing and choose what it gives.",
  },
  days: 7,
  content: { roles: [], grants: {}, classes: { basic: READ }, fields: {}, adds: [], blocks: [] },
};

export const SANDBOX_PRESETS: readonly SandboxPreset[] = [
  taskForce,
  whitelist,
  returns,
  promotion,
  deputy,
  auditor,
  other,
];
