import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

/**
 * Changes of the policy that collect until somebody publishes them (R144). Kept by its commands alone
 * (`policies/draft-commands.ts`); its rights are rights over the whole policy, so they count only where nothing limits them.
 */
export const policyDraft = defineObject({
  name: "policyDraft",
  label: { zh: "权限草案", en: "Policy draft" },
  plural: { zh: "权限草案", en: "Policy drafts" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("编号", "Name"), readOnly: true, maxLength: 40 },
    state: {
      type: "choice",
      ...basic("状态", "State"),
      readOnly: true,
      choices: choices([
        ["open", "编辑中", "Open", "blue"],
        ["submitted", "待审批", "Submitted", "gold"],
        ["scheduled", "待定时发布", "Scheduled", "purple"],
        ["published", "已发布", "Published", "green"],
        ["discarded", "已放弃", "Discarded", "default"],
      ]),
    },
    note: { type: "longText", ...basic("说明", "Note"), readOnly: true, maxLength: 2000 },
    remark: { type: "longText", ...basic("退回意见", "Remark"), readOnly: true, maxLength: 2000 },
    submittedBy: { type: "person", ...basic("提交人", "Submitted by"), readOnly: true },
    submittedAt: { type: "time", ...basic("提交时间", "Submitted at"), readOnly: true },
  },
  actions: {
    ...standardActions("administration", ["view", "edit"]),
    submit: action(["提交审批", "Submit for approval"], {
      bundle: "administration",
      layer: "operate",
    }),
    publish: action(["审批并发布", "Approve and publish"], {
      bundle: "administration",
      layer: "operate",
    }),
  },
  list: {
    columns: ["name", "state", "submittedBy", "submittedAt", "owner", "createdAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["state", "submittedBy", "owner"],
  },
  form: [
    section(
      ["权限草案", "Policy draft"],
      ["name", "state", "note", "remark", "submittedBy", "submittedAt"],
    ),
  ],
});
