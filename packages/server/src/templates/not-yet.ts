/** What no template sets up so far. Said before one is chosen, so that nobody waits for it afterwards. */
import type { Text } from "@latchkey/policy";
import { said } from "./words.ts";

export const NOT_YET: readonly Text[] = [
  said([
    "公海规则（领取上限、多久不跟进就退回）还没有：角色能看、能领取公海客户，但不会自动退回。",
    "Pool rules (how many may be claimed, when unattended customers return): roles can see and claim, nothing returns by itself.",
  ]),
  said([
    "跟进流程（SOP）和到点提醒还没有，可以先用任务安排。",
    "Follow-up procedures (SOP) with reminders: use tasks for now.",
  ]),
  said([
    "客户阶段、会员等级和单元类型沿用系统自带的名称，不随行业改名。",
    "Customer stages, member levels and kinds of units keep the product's own names.",
  ]),
];
