/** Words of sharing, and of functions in teams. */
export const zhSharing = {
  "share.as": "身份",
  "share.looking": "仅查看",
  "share.toLook": "只能查看",
  "share.toWork": "共同跟进",
  "share.looksHelp": "按对方自己的角色，可看到共享记录的内容，不能修改。",
  "share.worksHelp": "按对方自己的角色，像处理自己的记录一样处理它，但不能转给别人，也不能删除。",
  "share.reason": "理由",
  "share.manyTitle": "共享 {{count}} 条记录",
  "share.manyNote": "逐条判定：您无权共享的会跳过并说明原因。之后才进入列表的记录不会被共享。",
  "share.tooMany":
    "只共享前 {{limit}} 条。需要覆盖更多记录、或以后新增的记录时，请在角色中设置规则。",
  "share.progress": "共享进度",
  "list.shareAll": "共享列表中的记录",
  "functions.title": "团队职能",
  "functions.intro":
    "一个人在记录团队中的职能，限定他参与这条记录所得到的权限：角色和职能都允许的，才可以。修改与角色一样先进入草稿。",
  "functions.new": "新建职能",
  "functions.none": "还没有职能限制：参与记录的人，可按自己的角色像处理自己的记录一样处理它。",
  "functions.for": "用于",
  "functions.own": "自定义职能",
  "functions.mark": "团队职能",
  "functions.duties": "用途和限制",
  "functions.level": "在该记录上",
  "functions.matrix": "在该记录上可以做什么",
};
