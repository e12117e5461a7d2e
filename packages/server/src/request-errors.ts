/** What is refused of requests and their approval; see `errors.ts`. */
import { entry, type Entry } from "./error-entry.ts";

export const REQUEST_ERRORS = {
  nothing_to_ask: entry(
    400,
    "这一项没有可以申请的授权，请联系管理员。",
    "There is nothing to ask for here; speak to an administrator.",
  ),
  allowed_already: entry(
    400,
    "您已经可以这样做，不需要申请。",
    "You may do this already; there is nothing to ask for.",
  ),
  asked_already: entry(
    409,
    "您已申请过，正在等待处理。",
    "You have asked for this already; it waits for its answer.",
  ),
  nobody_to_ask: entry(
    409,
    "目前没有人有权批准这项申请，请联系管理员。",
    "Nobody there may approve this at present; speak to an administrator.",
  ),
  too_many_requests: entry(
    429,
    "您有 {limit} 项申请还在等待处理，请先等结果或撤回一些。",
    "{limit} of your requests wait for their answers; wait, or withdraw some.",
  ),
  until_too_far: entry(400, "最长 {days} 天。", "must be within {days} days."),
  decided_already: entry(
    409,
    "这项申请已有结果或已过期。",
    "This request has been decided, withdrawn or has lapsed.",
  ),
  request_moved: entry(
    409,
    "这项申请刚有变化，请看过最新内容再决定。",
    "This request has just changed; look at it again before you decide.",
  ),
  not_yours_to_decide: entry(403, "这项申请不由您决定。", "This request is not yours to decide."),
  approval_needed: entry(
    403,
    "这项操作需要先经批准，可以提交申请。",
    "This needs an approval first; you can ask for it.",
  ),
  reason_needed: entry(
    403,
    "这项操作要先填写原因，原因会记入审计。",
    "This is allowed only with a reason, which is kept in the audit.",
  ),
  confirmation_needed: entry(
    403,
    "这项操作要先重新输入登录密码，确认是您本人。",
    "This is allowed only after entering your password again, so that it is surely you.",
  ),
  wrong_password: entry(400, "密码不对，请重新输入。", "That is not your password; try again."),
  quota_spent: entry(
    429,
    "这项操作的次数已用完，请过一段时间再试。",
    "You have done this as often as you may for now; try again later.",
  ),
  across_without_end: entry(
    400,
    "跨部门共享必须写明结束时间，最长 {days} 天。",
    "sharing with another department has an end, within {days} days.",
  ),
  across_without_reason: entry(
    400,
    "跨部门共享必须写明理由。",
    "sharing with another department has a reason.",
  ),
  asker_may_not: entry(
    409,
    "申请人现在已不能做这件事，无法执行。可以退回这项申请。",
    "Who asked may not do this any more, so it cannot be carried out. You may refuse the request.",
  ),
} as const satisfies Record<string, Entry>;
