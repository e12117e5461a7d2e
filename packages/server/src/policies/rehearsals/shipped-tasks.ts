/** What representatives could try, by the template of their role: what the stories of the requirements promise it. */
import type { TaskInput } from "../../http/contract.ts";

const can = (zh: string, en: string): TaskInput => ({ text: { zh, en }, expect: "can" });
const cannot = (zh: string, en: string): TaskInput => ({ text: { zh, en }, expect: "cannot" });

const FOLLOW_UP = can(
  "找到一位自己的客户，写一条跟进记录。",
  "Find a customer of yours and write a follow-up.",
);
const EDIT_OWN = can(
  "修改这位客户的一项基本信息并保存。",
  "Change something basic about this customer and save it.",
);
const OTHERS = cannot(
  "查看“演练同事”负责的客户。",
  "Look at a customer of a “Rehearsal colleague”.",
);
const REMOVE = cannot("删除一位客户。", "Delete a customer.");
const EXPORT = cannot("导出客户列表。", "Export the list of customers.");
const HAND_OVER = can(
  "把一位客户转给本店同事。",
  "Hand a customer over to a colleague of the store.",
);

/** For a role of one's own, and for templates that say nothing else. */
const ANY: readonly TaskInput[] = [FOLLOW_UP, EDIT_OWN, OTHERS, REMOVE];

const TASKS: Readonly<Record<string, readonly TaskInput[]>> = {
  seller: [FOLLOW_UP, EDIT_OWN, OTHERS, REMOVE, EXPORT],
  seniorSeller: [FOLLOW_UP, EDIT_OWN, OTHERS, REMOVE],
  intern: [FOLLOW_UP, OTHERS, REMOVE, EXPORT],
  guide: [FOLLOW_UP, EDIT_OWN, REMOVE, EXPORT],
  storeHead: [FOLLOW_UP, HAND_OVER, REMOVE],
  areaManager: [FOLLOW_UP, HAND_OVER],
  finance: [
    can("查看一张订单的金额。", "Look at the amount of an order."),
    cannot("修改客户的联系方式。", "Change how a customer is reached."),
    REMOVE,
  ],
  serviceAgent: [
    can("找到一位客户的工单并处理。", "Find a customer's ticket and work on it."),
    cannot("查看客户的消费金额。", "Look at what a customer has spent."),
    REMOVE,
  ],
};

export const tasksFor = (preset: string | null): readonly TaskInput[] =>
  (preset === null ? undefined : TASKS[preset]) ?? ANY;
