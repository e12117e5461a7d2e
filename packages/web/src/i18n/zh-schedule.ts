/** Words of a draft that is published at a moment. */
export const zhSchedule = {
  "schedule.is": "将于 {{time}} 发布",
  "schedule.open": "定时发布…",
  "schedule.title": "定时发布",
  "schedule.at": "发布时间",
  "schedule.zone": "按您的时区（{{zone}}）。最多提前 90 天。",
  "schedule.how":
    "到时自动发布一次。届时您若已没有发布权限，或有权限测试未通过，就不发布，并把原因告诉您和提交人。",
  "schedule.confirm": "同意并定时",
  "schedule.done": "草案 {{number}} 已排定，到时自动发布",
  "schedule.by": "{{person}}已同意，将于 {{time}}（{{zone}}）自动发布。",
  "schedule.until": "在此之前修改草案，同意即作废，需要重新审批。",
  "schedule.move": "改时间…",
  "schedule.cancel": "取消定时",
  "schedule.cancelled": "草案 {{number}} 的定时发布已取消",
  "schedule.now": "立即发布",
  "schedule.held": "到时没有发布",
  "schedule.late": "原定 {{time}} 发布，系统恢复运行后补发。",
  "schedule.onTime": "按排定的时间发布（{{time}}）。",
} as const;
