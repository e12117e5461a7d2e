/** What was done, as the audit trail writes it (`customer.list`, `order.edit+assign`, `signIn`), in words. */
import type { Text } from "@latchkey/server/contract";

/** An act that has no words yet is named by its code: a trail leaves nothing out. */
export function actWords(action: string): Text {
  const acts = action.slice(action.indexOf(".") + 1).split("+");
  const words = acts.map((act) => WORDS[act] ?? { zh: act, en: act });
  return {
    zh: words.map(({ zh }) => zh).join("、"),
    en: words.map(({ en }) => en).join(", "),
  };
}

const WORDS: Readonly<Record<string, Text>> = {
  list: { zh: "查看列表", en: "Listed" },
  trash: { zh: "查看回收站", en: "Looked into the trash" },
  count: { zh: "计数", en: "Counted" },
  aggregate: { zh: "汇总", en: "Made totals" },
  get: { zh: "查看", en: "Opened" },
  print: { zh: "打印列表", en: "Printed a list" },
  twins: { zh: "查看是否已有", en: "Looked whether it is there" },
  probe: { zh: "查重", en: "Checked for duplicates" },
  recent: { zh: "查看最近打开的", en: "Looked at what was opened last" },
  inbox: { zh: "查看消息", en: "Looked into the inbox" },
  create: { zh: "新建", en: "Created" },
  edit: { zh: "编辑", en: "Edited" },
  update: { zh: "编辑", en: "Edited" },
  delete: { zh: "删除", en: "Deleted" },
  restore: { zh: "恢复", en: "Restored" },
  reveal: { zh: "查看完整内容", en: "Revealed" },
  export: { zh: "申请导出", en: "Asked for an export" },
  exportChunk: { zh: "导出读取", en: "Read for an export" },
  exported: { zh: "导出完成", en: "Exported" },
  download: { zh: "下载文件", en: "Downloaded a file" },
  files: { zh: "查看附件", en: "Listed files" },
  upload: { zh: "开始上传文件", en: "Began to upload a file" },
  addFile: { zh: "添加文件", en: "Added a file" },
  removeFile: { zh: "删除文件", en: "Removed a file" },
  restoreFile: { zh: "恢复文件", en: "Put back a file" },
  history: { zh: "查看修改历史", en: "Read the history" },
  explain: { zh: "查询原因", en: "Asked why" },
  whoCanSee: { zh: "查询谁能看到", en: "Asked who can see" },
  scope: { zh: "查看范围", en: "Asked for the scope" },
  timeline: { zh: "查看动态", en: "Read the timeline" },
  share: { zh: "共享", en: "Shared" },
  unshare: { zh: "结束共享", en: "Took back a share" },
  participants: { zh: "查看共享", en: "Read the shares" },
  prepareImport: { zh: "准备导入", en: "Prepared an import" },
  import: { zh: "导入", en: "Imported" },
  checkImport: { zh: "试运行导入", en: "Tried an import" },
  undoImport: { zh: "撤销导入", en: "Took back an import" },
  move: { zh: "移动", en: "Moved" },
  suspend: { zh: "停用", en: "Suspended" },
  reinstate: { zh: "恢复启用", en: "Reinstated" },
  resetSignIn: { zh: "重设登录", en: "Reset the sign-in" },
  signIn: { zh: "登录", en: "Signed in" },
  changePassword: { zh: "修改密码", en: "Changed the password" },
  setPostDefault: { zh: "设为岗位默认", en: "Made a post's default" },
  assign: { zh: "分配", en: "Assigned" },
  transfer: { zh: "转移", en: "Transferred" },
  listFields: { zh: "查看字段", en: "Read the fields" },
  addField: { zh: "添加字段", en: "Added a field" },
  changeField: { zh: "修改字段", en: "Changed a field" },
  archiveField: { zh: "归档字段", en: "Archived a field" },
  restoreField: { zh: "恢复字段", en: "Brought back a field" },
  revoke: { zh: "收回", en: "Took back" },
};
