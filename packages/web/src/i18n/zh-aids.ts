/** Words that are heard rather than read, or stand on what spares somebody a movement of the hand. */
export const zhAids = {
  "filter.how": "{{field}}的比较方式",
  "inbox.which": "显示哪些消息",
  "list.columnUp": "上移“{{column}}”",
  "list.columnDown": "下移“{{column}}”",
  "list.columnWider": "加宽“{{column}}”",
  "list.columnNarrower": "收窄“{{column}}”",
  "shell.letterKeysOff": "关闭单键快捷键（E、A、S 等）",
  "shell.letterKeysOn": "打开单键快捷键（E、A、S 等）",
  "units.path": "上级单元",
} as const;
