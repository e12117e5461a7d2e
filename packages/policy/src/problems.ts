import type { Text } from "./model.ts";

/** What is wrong with a policy, and where: `roles.0.rules.2.when.of.1.left`. Codes are stable and never reused. */
export interface Problem {
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: Text;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Each message names the thing at fault in backticks; `{}` stands for it. */
const MESSAGES = {
  "not-an-object": { zh: "这里应为对象", en: "an object is expected here" },
  "not-a-list": { zh: "这里应为列表", en: "a list is expected here" },
  "not-a-text": { zh: "这里应为文字", en: "a text is expected here" },
  "not-a-boolean": { zh: "这里应为真或假", en: "true or false is expected here" },
  "not-a-count": { zh: "这里应为正整数", en: "a whole number above zero is expected here" },
  "not-a-time": {
    zh: "这里应为毫秒时间或空值",
    en: "a time in milliseconds or null is expected here",
  },
  "not-a-value": { zh: "此值不能用作常量", en: "this value cannot be a constant" },
  "empty-text": { zh: "文字不能为空", en: "the text is empty" },
  "empty-list": { zh: "列表不能为空", en: "the list is empty" },
  "missing-key": { zh: "缺少 `{}`", en: "`{}` is missing" },
  "unknown-key": { zh: "未知的键 `{}`", en: "unknown key `{}`" },
  "unknown-choice": { zh: "`{}` 不在可选值之中", en: "`{}` is not one of the choices" },
  "unknown-object": { zh: "未知的对象 `{}`", en: "unknown object `{}`" },
  "unknown-action": { zh: "未知的操作 `{}`", en: "unknown action `{}`" },
  "unknown-scope": { zh: "未知的范围 `{}`", en: "unknown scope `{}`" },
  "unknown-field": { zh: "未知的字段 `{}`", en: "unknown field `{}`" },
  "unknown-class": { zh: "未知的敏感级别 `{}`", en: "unknown sensitivity class `{}`" },
  "unknown-relation": { zh: "未知的关系 `{}`", en: "unknown relation `{}`" },
  "unknown-path": { zh: "未知的路径 `{}`", en: "unknown path `{}`" },
  "unknown-role": { zh: "未知的角色 `{}`", en: "unknown role `{}`" },
  "unknown-subject": { zh: "未知的主体 `{}`", en: "unknown subject `{}`" },
  "bound-cycle": { zh: "上限绕回了自身：{}", en: "the bounds come back to their start: {}" },
  "bound-without-view": {
    zh: "任何操作都需要查看，清单缺少 `{}`",
    en: "every act needs its view; the list lacks `{}`",
  },
  "include-cycle": { zh: "角色 `{}` 包含了自身", en: "role `{}` includes itself" },
  "duplicate-id": { zh: "编号 `{}` 重复", en: "the id `{}` is used twice" },
  "kind-mismatch": { zh: "两侧类型不一致：`{}`", en: "the two sides differ in kind: `{}`" },
  "wrong-kind": { zh: "此处不能用 `{}` 类型", en: "the kind `{}` cannot stand here" },
  "no-order": { zh: "`{}` 没有大小之分", en: "`{}` has no order; only numbers and times have" },
  "never-known": {
    zh: "与空值比较永远没有结果，请改用“为空”",
    en: "a comparison with null is never true; use `isEmpty`",
  },
  "demand-on-fields": {
    zh: "禁止规则要么关闭字段，要么附加义务，请分成两条规则",
    en: "a forbid closes fields or demands something; make it two rules",
  },
  "demands-nothing": {
    zh: "禁止规则的义务为空：请写明义务，或去掉 `obligations`",
    en: "a forbid with `obligations` must name one; leave `obligations` out to refuse the act",
  },
  "everywhere-on-permit": {
    zh: "只有禁止规则可以标为处处生效",
    en: "only a forbid can be everywhere",
  },
  "closes-nothing": {
    zh: "禁止规则列出的字段为空：请写明字段，或去掉 `fields`",
    en: "a forbid with `fields` must name one; leave `fields` out to refuse the act",
  },
  "no-view": { zh: "对象 `{}` 缺少 view 操作", en: "object `{}` lacks the action `view`" },
  "too-many": { zh: "超过上限 {}", en: "more than the limit of {}" },
  "too-deep": { zh: "嵌套超过上限 {}", en: "nested deeper than the limit of {}" },
  "too-long": { zh: "长度超过上限 {}", en: "longer than the limit of {}" },
} as const satisfies Record<string, Text>;

export type ProblemCode = keyof typeof MESSAGES;

/** All codes, for whoever documents or translates them. */
export const PROBLEM_CODES = Object.keys(MESSAGES) as readonly ProblemCode[];

/** Makes a problem; `what` is what the message puts in backticks. */
export function problemAt(path: string, code: ProblemCode, what = ""): Problem {
  const { zh, en } = MESSAGES[code];
  // A function, because `$` in what the user wrote is no pattern.
  return {
    path,
    code,
    message: { zh: zh.replace("{}", () => what), en: en.replace("{}", () => what) },
  };
}
