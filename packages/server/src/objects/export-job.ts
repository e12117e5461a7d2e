import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

/** Owned by whoever asked for it; the file is decided anew when it is downloaded. */
export const exportJob = defineObject({
  name: "exportJob",
  label: { zh: "导出任务", en: "Export" },
  plural: { zh: "导出任务", en: "Exports" },
  title: "fileName",
  fields: {
    object: { type: "text", ...basic("业务对象", "Object"), readOnly: true, maxLength: 60 },
    fileName: { type: "text", ...basic("文件名", "File name"), readOnly: true },
    format: {
      type: "choice",
      ...basic("格式", "Format"),
      readOnly: true,
      choices: choices([
        ["csv", "CSV", "CSV", "blue"],
        ["xlsx", "Excel", "Excel", "green"],
      ]),
    },
    state: {
      type: "choice",
      ...basic("状态", "State"),
      readOnly: true,
      choices: choices([
        ["queued", "排队中", "Queued", "default"],
        ["running", "进行中", "Running", "blue"],
        ["done", "已完成", "Done", "green"],
        ["failed", "失败", "Failed", "red"],
      ]),
    },
    rowCount: { type: "number", ...basic("行数", "Rows"), readOnly: true, decimals: 0 },
    digest: {
      type: "text",
      ...basic("摘要（SHA-256）", "Digest (SHA-256)"),
      readOnly: true,
      maxLength: 64,
    },
    finishedAt: { type: "time", ...basic("完成时间", "Finished at"), readOnly: true },
  },
  actions: standardActions("administration", ["view", "delete"]),
  list: {
    columns: ["createdAt", "object", "fileName", "format", "state", "rowCount", "owner"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["object", "state", "owner"],
  },
  form: [
    section(
      ["导出任务", "Export"],
      ["object", "fileName", "format", "state", "rowCount", "digest", "finishedAt"],
    ),
  ],
});
