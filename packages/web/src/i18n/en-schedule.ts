import type { zhSchedule } from "./zh-schedule.ts";

/** Words of a draft that is published at a moment. */
export const enSchedule: Readonly<Record<keyof typeof zhSchedule, string>> = {
  "schedule.is": "Will be published {{time}}",
  "schedule.open": "Publish later…",
  "schedule.title": "Publish later",
  "schedule.at": "When",
  "schedule.zone": "In your time zone ({{zone}}), at most 90 days ahead.",
  "schedule.how":
    "It is published then by itself, once. If you may not publish any more by then, or a permission test is red, it is not, and you and who submitted it are told why.",
  "schedule.confirm": "Approve for then",
  "schedule.done": "Draft {{number}} will be published by itself then",
  "schedule.by": "{{person}} approved it; it is published by itself on {{time}} ({{zone}}).",
  "schedule.until": "If the draft changes before, the approval is void and has to be given again.",
  "schedule.move": "Another time…",
  "schedule.cancel": "Cancel the schedule",
  "schedule.cancelled": "Draft {{number}} will not be published by itself",
  "schedule.now": "Publish now",
  "schedule.held": "It was not published when it was due",
  "schedule.late": "Was to be published {{time}}; it was done when the system ran again.",
  "schedule.onTime": "Published by schedule ({{time}}).",
};
