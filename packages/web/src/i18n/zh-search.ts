/** Words of the search that is also a command palette. */
export const zhSearch = {
  "shell.search": "搜索客户、订单、页面或操作",
  "palette.placeholder": "姓名、拼音首字母、手机尾号、单号、页面或操作",
  "palette.keys": "↑↓ 选择　Tab 下一组　Enter 打开　Esc 关闭",
  "palette.recent": "最近使用",
  "palette.actions": "操作",
  "palette.closed": "您的角色不含的操作",
  "palette.screens": "页面",
  "palette.import": "导入{{objects}}",
  "palette.all": "查看全部符合的{{objects}}",
  "palette.untitled": "名称不可见",
  "palette.looking": "正在查找…",
  "palette.none": "没有找到“{{words}}”。",
  "palette.searched":
    "已找过您能看到的{{objects}}，以及页面和操作。打码的号码，只能按显示出来的数字查找。",
  "palette.comma": "、",
} as const;
