import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const importJob = defineObject({
  name: "importJob",
  label: { zh: "导入任务", en: "Import" },
  plural: { zh: "导入任务", en: "Imports" },
  title: "fileName",
  fields: {
    object: { type: "text", ...basic("业务对象", "Object"), readOnly: true, maxLength: 60 },
    fileName: { type: "text", ...basic("文件名", "File name"), readOnly: true },
    state: {
      type: "choice",
      ...basic("状态", "State"),
      readOnly: true,
      choices: choices([
        ["uploaded", "已上传", "Uploaded", "default"],
        ["checking", "校验中", "Checking", "gold"],
        ["checked", "已校验", "Checked", "cyan"],
        ["running", "导入中", "Running", "blue"],
        ["done", "已完成", "Done", "green"],
        ["failed", "失败", "Failed", "red"],
        ["undoing", "撤销中", "Undoing", "blue"],
        ["undone", "已撤销", "Undone", "default"],
      ]),
    },
    total: { type: "number", ...basic("总行数", "Rows"), readOnly: true, decimals: 0 },
    done: { type: "number", ...basic("已处理", "Done"), readOnly: true, decimals: 0 },
    created: { type: "number", ...basic("新建", "Created"), readOnly: true, decimals: 0 },
    updated: { type: "number", ...basic("更新", "Updated"), readOnly: true, decimals: 0 },
    skipped: { type: "number", ...basic("跳过", "Skipped"), readOnly: true, decimals: 0 },
    flagged: { type: "number", ...basic("疑似重复", "Flagged"), readOnly: true, decimals: 0 },
    failed: { type: "number", ...basic("失败", "Failed"), readOnly: true, decimals: 0 },
    finishedAt: { type: "time", ...basic("完成时间", "Finished at"), readOnly: true },
  },
  actions: standardActions("administration", ["view", "create", "delete"]),
  list: {
    columns: ["createdAt", "object", "fileName", "state", "total", "done", "failed", "owner"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["object", "state", "owner"],
  },
  form: [
    section(["导入任务", "Import"], ["object", "fileName", "state", "finishedAt"]),
    section(
      ["结果", "Result"],
      ["total", "done", "created", "updated", "skipped", "flagged", "failed"],
    ),
  ],
});
