import { defineObject, type ObjectDeclaration } from "./declaration.ts";
import { REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, section, strategic } from "./vocabulary.ts";

const SHOWN = [
  "at",
  "person",
  "viewedAs",
  "action",
  "object",
  "recordCount",
  "verdict",
  "reason",
  "detail",
  "asked",
];

const LABEL = { zh: "审计记录", en: "Audit line" };

/**
 * Written by the audit log alone. Owner is who acted, unit is where they acted from. Lines name objects by their code;
 * their words come from the declarations, so that a reader never meets a code.
 */
export const auditLineAbout = (objects: Readonly<Record<string, ObjectDeclaration>>) =>
  defineObject({
    name: "auditLine",
    label: LABEL,
    plural: { zh: "审计日志", en: "Audit log" },
    title: "action",
    fields: {
      at: { type: "time", ...basic("时间", "When"), readOnly: true },
      person: { type: "person", ...basic("操作人", "Person"), readOnly: true },
      viewedAs: { type: "person", ...basic("以谁的视角", "Viewed as"), readOnly: true },
      action: {
        type: "text",
        ...basic("操作", "Action"),
        readOnly: true,
        search: true,
        maxLength: 80,
      },
      object: {
        type: "choice",
        ...basic("业务对象", "Object"),
        readOnly: true,
        choices: [...Object.values(objects), { name: "auditLine", label: LABEL }].map(
          ({ name, label }) => ({ value: name, label }),
        ),
      },
      recordCount: {
        type: "number",
        ...basic("涉及记录数", "Records"),
        readOnly: true,
        decimals: 0,
      },
      verdict: {
        type: "choice",
        ...basic("结果", "Verdict"),
        readOnly: true,
        choices: choices([
          ["allowed", "允许", "Allowed", "green"],
          ["refused", "拒绝", "Refused", "red"],
          ["failed", "失败", "Failed", "orange"],
        ]),
      },
      reason: {
        type: "text",
        ...basic("理由", "Reason"),
        readOnly: true,
        search: true,
        maxLength: 400,
      },
      detail: { type: "longText", ...basic("详情", "Detail"), readOnly: true },
      // Names, numbers and filters that people look for customers by: not for who administers people.
      asked: { type: "longText", ...strategic("查询内容", "What was looked for"), readOnly: true },
    },
    actions: standardActions("administration", ["view", "export", ...REPORTING]),
    list: {
      columns: ["at", "person", "action", "object", "recordCount", "verdict", "reason"],
      sort: { field: "at", direction: "desc" },
      filters: ["at", "person", "viewedAs", "action", "object", "verdict"],
    },
    form: [section(["审计记录", "Audit line"], SHOWN)],
  });
