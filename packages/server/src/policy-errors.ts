/** What is wrong with when a draft of the policy shall be published or tried; a part of the table of errors. */
import { entry, type Entry } from "./error-entry.ts";

export const POLICY_ERRORS = {
  moment_over: entry(
    400,
    "这个时间已过，请选择将来的时间。",
    "this is past; choose a later moment.",
  ),
  moment_too_far: entry(400, "最多提前 {days} 天排定。", "at most {days} days ahead."),
  shadow_length: entry(
    400,
    "影子运行的时长应为 1 到 {hours} 小时。",
    "a shadow runs for 1 to {hours} hours.",
  ),
} as const satisfies Record<string, Entry>;
