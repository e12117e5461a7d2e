import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

/**
 * Rights for a time (时限沙箱): a task force, a whitelist, a deputy. What it gives and to whom is kept by its commands alone
 * (`policies/sandboxes/`). Its `unit` is the smallest one with all its places below it.
 */
export const sandbox = defineObject({
  name: "sandbox",
  label: { zh: "时限沙箱", en: "Sandbox" },
  plural: { zh: "时限沙箱", en: "Sandboxes" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), readOnly: true, maxLength: 80 },
    kind: {
      type: "choice",
      ...basic("用途", "Purpose"),
      readOnly: true,
      choices: choices([
        ["taskForce", "跨部门专班", "Task force", "blue"],
        ["whitelist", "跨部门白名单", "Whitelist", "cyan"],
        ["returns", "退换货查物流", "Logistics for returns", "geekblue"],
        ["promotion", "活动偏好数据", "Preferences for a promotion", "magenta"],
        ["deputy", "休假代理", "Holiday deputy", "green"],
        ["auditor", "审计查阅", "Auditor", "purple"],
        ["other", "其他", "Other", "default"],
      ]),
    },
    reason: { type: "longText", ...basic("理由", "Reason"), readOnly: true, maxLength: 400 },
    approver: { type: "person", ...basic("审批人", "Approver"), readOnly: true },
    approvedAt: { type: "time", ...basic("批准时间", "Approved at"), readOnly: true },
    from: { type: "time", ...basic("开始", "From"), readOnly: true },
    until: { type: "time", ...basic("结束", "Until"), readOnly: true },
    endedAt: { type: "time", ...basic("提前结束于", "Ended early at"), readOnly: true },
    endedBy: { type: "person", ...basic("提前结束人", "Ended early by"), readOnly: true },
  },
  actions: {
    ...standardActions("administration", ["view", "history"]),
    initiate: action(["发起", "Initiate"], { bundle: "administration", layer: "operate" }),
    approve: action(["审批", "Approve"], { bundle: "administration", layer: "operate" }),
    extend: action(["申请延期", "Ask for an extension"], {
      bundle: "administration",
      layer: "operate",
    }),
    end: action(["提前结束", "End early"], { bundle: "administration", layer: "operate" }),
  },
  list: {
    columns: ["name", "kind", "from", "until", "approver", "approvedAt", "endedAt", "owner"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["kind", "approver", "from", "until", "endedAt", "owner"],
  },
  form: [
    section(
      ["时限沙箱", "Sandbox"],
      ["name", "kind", "reason", "approver", "approvedAt", "from", "until", "endedAt", "endedBy"],
    ),
  ],
});
