/** Words of duties that no one person has together (R153). */
export const zhDuties = {
  "duties.title": "不相容职责",
  "duties.help":
    "同一人不能同时持有本角色与下列角色。已经同时持有的不会自动收回，会列出来请您处理；临时例外请用时限沙箱。",
  "duties.noneNamed": "未设置",
  "duties.namedBy": "另有角色设置了与本角色不相容：{{roles}}",
  "duties.conflicts": "职责冲突",
  "duties.intro":
    "同时持有不相容角色的人，含将来生效的。只列您能看到其双方授权的人。收回其中一项，冲突即消除。",
  "duties.some": "有 {{count}} 处职责冲突",
  "duties.show": "查看",
  "duties.none": "没有职责冲突。哪些角色不能由同一人持有，在角色页的“不相容职责”里设置。",
  "duties.conflict": "冲突",
  "duties.exception": "例外：经审批，到期自动结束",
  "duties.until": "至 {{when}}",
  "duties.more": "还有更多未列出，请先处理上面这些。",
} as const;
