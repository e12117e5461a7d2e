/** What is refused where duties are kept apart (R153), and of what is given beyond a post (R12); see `errors.ts`. */
import { entry, type Entry } from "./error-entry.ts";

export const DUTY_ERRORS = {
  duties_conflict: entry(
    400,
    "职责不相容：{person}已持有{other}，不能再持有“{role}”。确需例外，请发起时限沙箱：写明理由，经另一人审批，到期自动结束。",
    "Conflicting duties: {personEnglish} holds {otherEnglish} and cannot hold {roleEnglish} as well. For an exception, set up a sandbox: with a reason, somebody else's approval and an end.",
  ),
  exception_unending: entry(
    400,
    "任职岗位之外的授权是例外，必须填写截止时间；需要长期持有的，请任命相应的岗位。",
    "What somebody is given beyond their posts is an exception and needs an end. Who shall have it for good gets a post that brings it.",
  ),
  beyond_post: entry(
    403,
    "超出该人员任职岗位的授权，须经另一人审批。",
    "What goes beyond somebody's posts needs somebody else's approval.",
  ),
  beyond_anew: entry(
    403,
    "改动后将超出该人员的任职岗位，须经另一人审批：请另建一条，再提交申请。",
    "With this it goes beyond the person's posts, which needs somebody else's approval: make a new one and ask for it.",
  ),
  apart_from_itself: entry(
    400,
    "角色不能与自己或自己包含的角色不相容。",
    "a role cannot be kept apart from itself, nor from one that it includes.",
  ),
} as const satisfies Record<string, Entry>;
