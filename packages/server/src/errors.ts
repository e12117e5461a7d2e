/**
 * Every refusal and failure of the server, in one place: a stable code (never reused), the HTTP status, and the words
 * in both languages: what happened, where, how to mend it.
 */
import type { Text } from "@latchkey/policy";
import { entry, type Entry } from "./error-entry.ts";
import { DUTY_ERRORS } from "./duty-errors.ts";
import { FILE_ERRORS } from "./file-errors.ts";
import { POLICY_ERRORS } from "./policy-errors.ts";
import { RULE_ERRORS } from "./rule-errors.ts";
import { GROUP_ERRORS } from "./group-errors.ts";
import { REQUEST_ERRORS } from "./request-errors.ts";
import { REHEARSAL_ERRORS } from "./rehearsal-errors.ts";
import { SANDBOX_ERRORS } from "./sandbox-errors.ts";

export const ERRORS = {
  // requests as a whole
  not_signed_in: entry(401, "请先登录。", "Please sign in first."),
  suspended: entry(
    401,
    "该账号已停用，请联系管理员。",
    "This account is suspended; ask an administrator.",
  ),
  not_found: entry(404, "没有找到，或您无权查看。", "Not found, or not yours to see."),
  forbidden: entry(403, "您的岗位不能进行此操作。", "Your post may not do this."),
  stale: entry(
    409,
    "在您编辑期间，此记录已被修改。您的内容没有丢失，请对照后再保存。",
    "Somebody changed this record while you edited it. Nothing you typed is lost; compare and save again.",
  ),
  done_unseen: entry(
    410,
    "已完成。这条记录您现在无权查看。",
    "This was done. The record is not yours to see now.",
  ),
  key_reused: entry(
    409,
    "这个请求编号（Idempotency-Key）已用于另一个请求。请换一个编号再发送。",
    "This Idempotency-Key was used for another request; send this one under a new key.",
  ),
  other_person: entry(
    401,
    "此浏览器现在由另一人登录。请重新登录后继续。",
    "Somebody else is signed in on this browser now. Sign in again to go on.",
  ),
  viewing_only: entry(
    403,
    "正在以他人视角查看，只能看，不能操作。结束后即可操作。",
    "You are viewing as somebody else, which is for looking only. End it to go on.",
  ),
  viewing_over: entry(409, "以他人视角查看已结束。", "Viewing as somebody else is over."),
  viewing_changed: entry(
    409,
    "此浏览器中以他人视角查看已开始或已结束，请刷新此页。",
    "On this browser, viewing as somebody else has begun or ended. Reload this page.",
  ),
  viewing_suspended: entry(
    409,
    "此人已停用，没有可查看的内容。",
    "This person is suspended and sees nothing.",
  ),
  bad_key: entry(
    400,
    "请求编号（Idempotency-Key）应为 16 到 64 个字母、数字、“-”或“_”。",
    "An Idempotency-Key is 16 to 64 letters, digits, “-” or “_”.",
  ),
  bad_request: entry(400, "请求有误，请按提示修改。", "The request has mistakes; see the list."),
  unknown_endpoint: entry(404, "没有这个接口。", "There is no such endpoint."),
  too_large: entry(413, "内容过大，上限为 {limit}。", "Too large; the limit is {limit}."),
  too_many_attempts: entry(
    429,
    "尝试次数过多，请在 {seconds} 秒后重试。",
    "Too many attempts; try again in {seconds} seconds.",
  ),
  too_many_probes: entry(
    429,
    "查重次数过多：{minutes} 分钟内最多 {limit} 次。您仍可以照常保存。",
    "Too many checks for duplicates: at most {limit} within {minutes} minutes. You can save all the same.",
  ),
  too_many_look_ups: entry(
    429,
    "精确查找次数过多：{minutes} 分钟内最多 {limit} 次。请稍后再试，或请组长协助。",
    "Too many look-ups: at most {limit} within {minutes} minutes. Try again later, or ask your team leader.",
  ),
  cannot_sign_in: entry(401, "邮箱或密码不正确。", "The e-mail or the password is wrong."),
  internal: entry(
    500,
    "系统出错了，您的数据没有改变。错误编号 {id}。",
    "Something broke on our side; your data is unchanged. Reference {id}.",
  ),
  plan_too_wide: entry(
    500,
    "您的权限组合过于复杂，请联系管理员精简角色。",
    "Your roles combine in too many ways; ask an administrator to simplify them.",
  ),
  // lists
  unknown_field: entry(400, "没有字段“{field}”。", "there is no field “{field}”."),
  unknown_operator: entry(
    400,
    "字段“{field}”不支持条件“{op}”。",
    "“{field}” cannot be filtered with “{op}”.",
  ),
  not_sortable: entry(400, "不能按“{field}”排序。", "“{field}” cannot be sorted by."),
  not_groupable: entry(
    400,
    "不能按“{field}”汇总。",
    "“{field}” cannot be grouped or measured that way.",
  ),
  bad_cursor: entry(
    400,
    "分页位置已失效，请从第一页重新开始。",
    "That page position is no longer valid; start at the first page.",
  ),
  out_of_range: entry(
    400,
    "“{name}”应在 {minimum} 到 {maximum} 之间。",
    "“{name}” must be between {minimum} and {maximum}.",
  ),
  filter_too_deep: entry(
    400,
    "筛选条件过多，最多 {limit} 个。",
    "Too many filter conditions; at most {limit}.",
  ),
  bad_filter: entry(400, "筛选条件格式不对。", "this is not a filter."),
  // field values
  required: entry(400, "必填。", "is required."),
  not_text: entry(400, "应为文字。", "must be text."),
  too_short: entry(400, "至少 {limit} 个字。", "must be at least {limit} characters."),
  too_long: entry(400, "最多 {limit} 个字。", "must be at most {limit} characters."),
  not_last_digits: entry(
    400,
    "应为手机号的最后四位数字。",
    "must be the last four digits of a phone.",
  ),
  not_number: entry(400, "“{value}”不是数字。", "“{value}” is not a number."),
  not_boolean: entry(400, "应为是或否。", "must be true or false."),
  not_date: entry(
    400,
    "“{value}”不是日期，请写成 2026-03-31。",
    "“{value}” is not a date; write 2026-03-31.",
  ),
  not_time: entry(400, "“{value}”不是时间。", "“{value}” is not a time."),
  not_phone: entry(400, "“{value}”不是有效的电话号码。", "“{value}” is not a valid phone number."),
  not_email: entry(400, "“{value}”不是有效的邮箱。", "“{value}” is not a valid e-mail address."),
  not_money: entry(400, "“{value}”不是金额。", "“{value}” is not an amount of money."),
  not_currency: entry(
    400,
    "“{value}”不是币种代码，例如 CNY。",
    "“{value}” is not a currency code such as CNY.",
  ),
  not_country: entry(
    400,
    "“{value}”不是国家或地区代码，例如 CN。",
    "“{value}” is not a country code such as CN.",
  ),
  not_choice: entry(
    400,
    "“{value}”不在可选项中：{choices}。",
    "“{value}” is not one of {choices}.",
  ),
  not_list: entry(400, "应为列表。", "must be a list."),
  not_object: entry(400, "应为一组名称和值。", "must be a set of names and values."),
  not_id: entry(400, "“{value}”不是有效的编号。", "“{value}” is not a valid id."),
  not_lines: entry(400, "明细第 {line} 行的“{column}”有误。", "line {line}: “{column}” is wrong."),
  no_such_record: entry(
    400,
    "没有找到所引用的记录，或您无权查看。",
    "the record referred to does not exist, or is not yours to see.",
  ),
  read_only: entry(400, "此字段由系统维护。", "is kept by the system."),
  closed_field: entry(403, "您的岗位不能修改此字段。", "your post may not change this field."),
  bad_transition: entry(400, "不能从“{from}”改为“{to}”。", "cannot go from “{from}” to “{to}”."),
  taken: entry(409, "已有记录使用了相同的值。", "another record already has this value."),
  // organisation
  unit_cycle: entry(400, "不能把单元移到它自己下面。", "A unit cannot be moved below itself."),
  unit_in_use: entry(
    400,
    "该单元下还有人员或记录，请先移走。",
    "The unit still holds people or records; move them first.",
  ),
  overlapping: entry(
    409,
    "同一时间段内已有相同的记录。",
    "The same thing already exists for an overlapping time.",
  ),
  window_reversed: entry(400, "结束时间应晚于开始时间。", "The end must be after the start."),
  grant_too_wide: entry(403, "不能授予超出您可授权范围的角色。", "You cannot grant this role."),
  function_rules: entry(
    400,
    "团队职能只由矩阵和字段组成，不能另设规则。",
    "a function of a team is made of the matrix and of fields; it has no rules of its own.",
  ),
  role_in_use: entry(
    400,
    "还有 {holders} 人持有此角色，请先撤销。",
    "{holders} people still hold this role; end their assignments first.",
  ),
  not_yaml: entry(
    400,
    "文件无法读取（应为 YAML）：{what}。",
    "the file cannot be read as YAML: {what}.",
  ),
  too_many_rules: entry(
    400,
    "规则共 {count} 条，超过上限 {limit} 条。请合并规则，或用权限单元代替。",
    "{count} rules are more than the limit of {limit}; merge some, or use permission units instead.",
  ),
  bad_role: entry(400, "角色内容有误，请按提示修改。", "The role has mistakes; see the list."),
  last_administrator: entry(
    400,
    "至少要保留一名管理员。",
    "At least one administrator must remain.",
  ),
  // the policy's draft
  roles_by_draft: entry(
    409,
    "角色通过权限草案修改：先放入草案，发布后生效。",
    "Roles are changed through the policy draft and take effect when it is published.",
  ),
  no_draft: entry(409, "没有进行中的权限草案。", "There is no open policy draft."),
  draft_moved: entry(
    409,
    "草案在您查看之后又有变化，请重新查看再操作。",
    "The draft has changed since you looked at it; look again before you go on.",
  ),
  draft_empty: entry(400, "没有可发布的变更。", "There is nothing to publish."),
  draft_in_the_way: entry(
    409,
    "已有一份进行中的草案，请先发布或放弃它。",
    "Another draft is open; publish or discard it first.",
  ),
  four_eyes: entry(
    403,
    "发布需要另一人审批：请提交，由另一位有发布权限的人查看后发布。",
    "Publishing takes a second person: submit the draft, and let somebody else who may publish look at it.",
  ),
  tests_red: entry(
    409,
    "有 {count} 项权限测试未通过，不能发布：请修改草案，或修改、归档这些测试。",
    "{count} permission tests are red, so this cannot be published: change the draft, or mend or archive these tests.",
  ),
  too_many_tests: entry(
    400,
    "最多 {limit} 项权限测试（包括已归档的）。",
    "There can be at most {limit} permission tests, archived ones included.",
  ),
  // custom fields
  field_name: entry(
    400,
    "字段名应以小写字母开头，只含字母和数字，例如 favouriteDrink。",
    "must start with a lower-case letter and hold letters and digits only, such as favouriteDrink.",
  ),
  field_name_taken: entry(
    400,
    "“{name}”已被此对象的字段使用（包括已归档的）。",
    "a field of this object, perhaps an archived one, is already called “{name}”.",
  ),
  label_taken: entry(
    400,
    "此对象已有名为“{label}”的字段（包括已归档的）。",
    "this object already has a field labelled “{label}”, perhaps an archived one.",
  ),
  type_fixed: entry(
    400,
    "字段类型不能修改，否则已填写的内容会失去意义。请归档此字段，再新建一个。",
    "The type of a field never changes: what is filled in would lose its meaning. Archive the field and add another.",
  ),
  class_in_draft: entry(
    400,
    "敏感级别属于权限，请在字段列表中修改级别：改动先进入权限草案，发布后生效。",
    "A field's class is part of the policy: change it in the list of fields; it waits in the draft until that is published.",
  ),
  no_choices: entry(400, "此类型的字段没有选项。", "a field of this type has no choices."),
  duplicate_choice: entry(
    400,
    "“{value}”与另一个选项（或其最初的名称）重复。",
    "“{value}” is the same as another choice, or as what that was first called.",
  ),
  too_many_fields: entry(
    400,
    "每个对象最多 {limit} 个自定义字段，请先归档不用的字段。",
    "An object has at most {limit} custom fields; archive one that is no longer used.",
  ),
  used_by_rule: entry(400, "仍有规则使用它：", "a rule still uses it:"),
  used_by_rules: entry(
    400,
    "仍有 {count} 条规则使用它：{roles}。请先修改这些规则，或改为停用。",
    "{count} rules still use it: {roles}. Change them first, or archive it instead.",
  ),
  field_in_roles: entry(
    400,
    "角色 {roles} 对此字段有单独的设定，请先在角色中取消。",
    "{roles} set this field apart; change these roles first.",
  ),
  no_required: entry(400, "文件字段不能设为必填。", "a field of files cannot be required."),
  no_unique: entry(
    400,
    "此类型的字段不能设为“内容不重复”，只有单行文字、电话和邮箱可以。",
    "Only text, phone and e-mail fields can be unique.",
  ),
  not_unique_yet: entry(
    400,
    "已有记录填写了相同的内容，暂时不能设为“内容不重复”。请先在列表中按此字段排序，把重复的改掉，再来设置。字段没有任何改变。",
    "Records that are there already share a value, so the field cannot be unique yet. Sort a list by it, mend those that are equal, and try again. Nothing was changed.",
  ),
  no_such_group: entry(400, "表单中没有分组“{group}”。", "The form has no group “{group}”."),
  not_all_fields: entry(
    409,
    "字段刚被别人增减过，请刷新后再排序。",
    "Fields were added or archived meanwhile; reload and order them again.",
  ),
  opens_to_self: entry(
    403,
    "这样修改后，您将看到或能修改原来无权的内容。请由本来就能看到的人来修改。",
    "This would open to you what you may not see or change now; somebody who already may must do it.",
  ),
  ...REHEARSAL_ERRORS,
  ...SANDBOX_ERRORS,
  ...GROUP_ERRORS,
  ...REQUEST_ERRORS,
  ...DUTY_ERRORS,
  ...RULE_ERRORS,
  ...FILE_ERRORS,
  ...POLICY_ERRORS,
  wrong_state: entry(409, "当前状态不能进行此操作。", "This cannot be done in the present state."),
  too_many_units: entry(
    400,
    "一次最多 {limit} 个单元，其余的请在设置完成后导入。",
    "At most {limit} units at once; import the rest when the system is set up.",
  ),
  same_name: entry(
    400,
    "同一个上级下面已有“{value}”。",
    "there is already a “{value}” below the same parent.",
  ),
  already_set_up: entry(409, "系统已完成初始设置。", "The system is already set up."),
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof ERRORS;

export interface Problem {
  readonly path: string;
  readonly code: ErrorCode | string;
  readonly message: Text;
}

export function problem(
  path: string,
  code: ErrorCode,
  parameters: Record<string, string | number> = {},
): Problem {
  return { path, code, message: ERRORS[code].words(parameters) };
}

export interface RefusalExtras {
  readonly problems?: readonly Problem[];
  readonly current?: unknown;
  readonly explanation?: unknown;
  readonly question?: unknown;
}

/** Something the caller can be told. Anything else that is thrown becomes `internal`. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly text: Text;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly extras: RefusalExtras;

  constructor(
    code: ErrorCode,
    parameters: Record<string, string | number> = {},
    extras: RefusalExtras = {},
  ) {
    const text = ERRORS[code].words(parameters);
    super(text.en);
    this.code = code;
    this.status = ERRORS[code].status;
    this.text = text;
    this.parameters = parameters;
    this.extras = extras;
  }

  /** The same, saying first what of many it is about. */
  about(path: string, name: Text): Refusal {
    const { code, text, parameters, extras } = this;
    const message = { zh: `“${name.zh}”：${text.zh}`, en: `${name.en}: ${text.en}` };
    const problems = [{ path, code, message }, ...(extras.problems ?? [])];
    return new Refusal(code, { ...parameters }, { ...extras, problems });
  }
}

/** Whether nothing refuses it; any other error stays one. */
export async function passes(demand: () => Promise<void>): Promise<boolean> {
  try {
    await demand();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** A refusal that lists every problem of the input. */
export const badRequest = (problems: readonly Problem[]): Refusal =>
  new Refusal(
    problems.some((one) => one.code === "closed_field") ? "forbidden" : "bad_request",
    {},
    { problems },
  );
