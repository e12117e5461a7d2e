/** Rules and scopes as plain sentences (R4, R57): what may be done, to which records, with which fields, when. */
import { isRefusing, type Rule, type Text } from "@latchkey/policy";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { SENSITIVITIES, type Sensitivity } from "../objects/declaration.ts";
import { conditionSentence, unitWords, type Speech } from "./condition-sentence.ts";
import { demandWords } from "./demand-words.ts";
import { inline, listed, listedUpTo, text } from "./phrases.ts";

export const CLASS_WORDS: Readonly<Record<Sensitivity, Text>> = {
  basic: text("基本信息", "basic fields"),
  contact: text("联系方式", "contact fields"),
  commercial: text("商务信息", "commercial fields"),
  financial: text("财务信息", "financial fields"),
  strategic: text("战略信息", "strategic fields"),
};

/** A scope as it stands in a sentence: before the objects in Chinese, behind them in English. */
export function scopeWords(scope: string, speech: Speech): Text {
  const unit = unitWords(speech);
  const { who } = speech;
  const words: Readonly<Record<string, Text>> = {
    own: text(`${who.zh}负责的`, `owned by ${who.en}`),
    unit: text(`${unit.zh}的`, `in ${unit.en}`),
    subtree: text(`${unit.zh}及其下级的`, `in ${unit.en} and below`),
    participating: text(`${who.zh}参与的`, `that ${doer(who)} part in`),
    lookedUp: text(`${who.zh}刚精确查找到的`, `that ${looker(who)} just looked up`),
    shared: text(`共享给${who.zh}的`, `shared with ${who.en}`),
    group: text(`共享给${who.zh}所在人员组的`, `shared with a group of ${who.en}`),
    pool: text(`${unit.zh}公海中的`, `in the pool of ${unit.en}`),
    all: text("全部", "everywhere"),
  };
  return words[scope] ?? text(`范围“${scope}”内的`, `in the scope ${scope}`);
}

const looker = ({ en }: Text): string =>
  en === "you" ? "you have" : en === "oneself" ? "one has" : `${en} has`;

const doer = ({ en }: Text): string =>
  en === "you" ? "you take" : en === "oneself" ? "one takes" : `${en} takes`;

/** That a record lies in a scope, or does not. */
export function scopeStatement(
  scope: string,
  object: ObjectModel,
  speech: Speech,
  holds: boolean,
): Text {
  const unit = unitWords(speech);
  const { who } = speech;
  const it = inline(object.declaration.label);
  const statements: Readonly<Record<string, readonly [yes: Text, no: Text]>> = {
    own: [
      text(`${it.zh}由${who.zh}负责`, `the ${it.en} is owned by ${who.en}`),
      text(`${it.zh}不由${who.zh}负责`, `the ${it.en} is not owned by ${who.en}`),
    ],
    unit: [
      text(`${it.zh}属于${unit.zh}`, `the ${it.en} is in ${unit.en}`),
      text(`${it.zh}不属于${unit.zh}`, `the ${it.en} is not in ${unit.en}`),
    ],
    subtree: [
      text(`${it.zh}属于${unit.zh}或其下级`, `the ${it.en} is in ${unit.en} or below`),
      text(`${it.zh}不属于${unit.zh}或其下级`, `the ${it.en} is not in ${unit.en} or below`),
    ],
    participating: [
      text(`${who.zh}是${it.zh}的参与人`, `${doer(who)} part in the ${it.en}`),
      text(`${who.zh}不是${it.zh}的参与人`, `${doer(who)} no part in the ${it.en}`),
    ],
    lookedUp: [
      text(`${who.zh}刚精确查找到${it.zh}`, `${looker(who)} just looked up the ${it.en}`),
      text(`${who.zh}没有刚查找过${it.zh}`, `${looker(who)} not just looked up the ${it.en}`),
    ],
    shared: [
      text(`${it.zh}已共享给${who.zh}`, `the ${it.en} is shared with ${who.en}`),
      text(`${it.zh}没有共享给${who.zh}`, `the ${it.en} is not shared with ${who.en}`),
    ],
    group: [
      text(
        `${it.zh}已共享给${who.zh}所在的人员组`,
        `the ${it.en} is shared with a group of ${who.en}`,
      ),
      text(
        `${it.zh}没有共享给${who.zh}所在的人员组`,
        `the ${it.en} is not shared with a group of ${who.en}`,
      ),
    ],
    pool: [
      text(`${it.zh}在${unit.zh}的公海中`, `the ${it.en} is in the pool of ${unit.en}`),
      text(`${it.zh}不在${unit.zh}的公海中`, `the ${it.en} is not in the pool of ${unit.en}`),
    ],
  };
  const found = statements[scope];
  return found ? found[holds ? 0 : 1] : text("任何记录", "any record");
}

export interface RuleSentenceOptions {
  /** Only these actions of one object; all of the rule's where absent. */
  readonly only?: { readonly object: string; readonly actions: readonly string[] };
  /** Leave the fields out. */
  readonly withoutFields?: boolean;
  /** Leave out which fields may be written. */
  readonly withoutWriting?: boolean;
  /** The condition rests on something the reader may not see; it is said so instead. */
  readonly withoutCondition?: boolean;
}

/**
 * "When the state is not open, may not edit follow-ups"; "may view customers in the store, reading basic fields"; "may
 * export any customers only with a reason given".
 */
export function ruleSentence(rule: Rule, speech: Speech, options: RuleSentenceOptions = {}): Text {
  const named = actionsByObject(rule, speech, options);
  const first = named[0]?.object;
  if (!first) return text("", "");
  const when = rule.when ? whenWords(rule, first, speech, options) : null;
  const acts = actWords(rule, named, scopeWords(rule.scope, speech));
  const fields = qualifyingWords(rule, first, speech, options);
  const demands = permitDemands(rule, speech);
  const said = isQualifying(rule)
    ? text(`在${acts.zh}时，${fields.zh}`, `may ${acts.en} only ${fields.en}`)
    : text(
        [acts.zh, fields.zh, demands.zh].filter((part) => part !== "").join("，"),
        [acts.en, fields.en, demands.en].filter((part) => part !== "").join(", "),
      );
  const whole = when ? text(`${when.zh}，${said.zh}`, `${said.en}, ${when.en}`) : said;
  const { cites = [] } = rule;
  if (cites.length === 0) return whole;
  return text(
    `${whole.zh}（依据：${cites.join("、")}）`,
    `${whole.en} (resting on ${cites.join(", ")})`,
  );
}

/** What a permit is given only with. */
function permitDemands({ effect, obligations = [] }: Rule, speech: Speech): Text {
  if (effect === "forbid" || obligations.length === 0) return text("", "");
  const { zh, en } = demandWords(obligations, speech);
  return text(zh, `only ${en}`);
}

/** Whether a forbid leaves the act open, without some fields or with some demand. */
const isQualifying = (rule: Rule): boolean => rule.effect === "forbid" && !isRefusing(rule);

/** What is said behind the acts: the fields of the rule, or what it demands. */
function qualifyingWords(
  rule: Rule,
  object: ObjectModel,
  speech: Speech,
  options: RuleSentenceOptions,
): Text {
  if (isQualifying(rule) && !rule.fields) return demandWords(rule.obligations ?? [], speech);
  const hasFields = rule.fields !== undefined && (isQualifying(rule) || !options.withoutFields);
  return hasFields ? fieldWords(rule, object, options) : text("", "");
}

function whenWords(
  rule: Rule,
  object: ObjectModel,
  speech: Speech,
  { withoutCondition }: RuleSentenceOptions,
): Text {
  if (withoutCondition)
    return text("视您无权查看的信息而定", "depending on something you may not see");
  const condition = conditionSentence(rule.when!, object, speech);
  return text(`${condition.zh}时`, `when ${condition.en}`);
}

interface NamedActions {
  readonly object: ObjectModel;
  readonly labels: readonly Text[];
}

/** One short verb stands before its objects; several, or longer ones, behind them. */
function actWords(rule: Rule, named: readonly NamedActions[], scope: Text): Text {
  const isForbid = rule.effect === "forbid";
  const may = isQualifying(rule)
    ? text("", "")
    : isForbid
      ? text("不能", "may not ")
      : text("可以", "may ");
  const parts = named.map(({ object, labels }) => {
    const what = recordWords(rule, object, scope, isForbid);
    const actions = listed(labels);
    const isShort =
      labels.length === 1 && labels[0]!.zh.length <= 2 && !labels[0]!.en.includes(" ");
    return isShort
      ? text(`${may.zh}${actions.zh}${what.zh}`, `${may.en}${actions.en} ${what.en}`)
      : text(
          `对${what.zh}${may.zh}${actions.zh}`,
          `${may.en}do this with ${what.en}: ${actions.en}`,
        );
  });
  const link = isQualifying(rule) ? ["、", ", "] : ["；", "; "];
  return text(parts.map(({ zh }) => zh).join(link[0]), parts.map(({ en }) => en).join(link[1]));
}

function recordWords(rule: Rule, object: ObjectModel, scope: Text, isForbid: boolean): Text {
  const what = inline(object.declaration.plural);
  if (rule.scope !== "all") return text(`${scope.zh}${what.zh}`, `${what.en} ${scope.en}`);
  return isForbid ? text(what.zh, `any ${what.en}`) : text(`全部${what.zh}`, `all ${what.en}`);
}

function actionsByObject(
  rule: Rule,
  speech: Speech,
  { only }: RuleSentenceOptions,
): readonly NamedActions[] {
  const objects = only
    ? [objectNamed(speech.model, only.object)]
    : [...speech.model.objects.values()];
  return objects.flatMap((object) => {
    const declared = object.declaration.actions;
    const isWhole = rule.actions.includes("*") || rule.actions.includes(`${object.name}.*`);
    const all = Object.keys(declared).filter(
      (action) => isWhole || rule.actions.includes(`${object.name}.${action}`),
    );
    const wanted = only ? all.filter((action) => only.actions.includes(action)) : all;
    if (wanted.length === 0) return [];
    const labels =
      isWhole && !only
        ? [text("进行任何操作", "everything")]
        : wanted.map((action) => inline(declared[action]!.label));
    return [{ object, labels }];
  });
}

function fieldWords(
  { effect, fields = {} }: Rule,
  object: ObjectModel,
  { withoutWriting }: RuleSentenceOptions,
): Text {
  const { read = [], mask = [], write = [] } = fields;
  const [see, masked, written] =
    effect === "forbid"
      ? [
          text("看不到", "without "),
          text("只见打码的", "with a mask on "),
          text("不能改", "without writing "),
        ]
      : [text("可见", "reading "), text("打码可见", "seeing masked "), text("可改", "writing ")];
  const parts = (
    [
      [see, read],
      [masked, mask],
      [written, withoutWriting ? [] : write],
    ] as const
  )
    .filter(([, selectors]) => selectors.length > 0)
    .map(([verb, selectors]) => {
      const names = selectorWords(selectors, object);
      return text(`${verb.zh}${names.zh}`, `${verb.en}${names.en}`);
    });
  return text(parts.map((part) => part.zh).join("，"), parts.map((part) => part.en).join(", "));
}

/** A sentence that names more fields than this is not read. */
const MAX_NAMED_FIELDS = 6;

/** Classes stay classes, also when a rule names every field of one. */
function selectorWords(selectors: readonly string[], object: ObjectModel): Text {
  if (selectors.includes("*")) return text("全部字段", "all fields");
  const rest = new Set(selectors);
  const parts: Text[] = [];
  for (const name of SENSITIVITIES) {
    const members = [...object.fields.values()].filter(
      ({ declaration }) => declaration.sensitivity === name && !declaration.secret,
    );
    const isWhole =
      rest.has(`@${name}`) ||
      (members.length > 0 && members.every((field) => rest.has(field.name)));
    if (!isWhole) continue;
    parts.push(CLASS_WORDS[name]);
    rest.delete(`@${name}`);
    for (const field of members) rest.delete(field.name);
  }
  const named = [...rest]
    .map((name) => object.fields.get(name))
    .filter((field) => field !== undefined);
  const told = named.filter(({ declaration }) => !declaration.secret);
  const hidden = told.length < named.length ? [text("隐藏字段", "hidden fields")] : [];
  return listedUpTo(
    [...parts, ...told.map(({ declaration }) => inline(declaration.label)), ...hidden],
    MAX_NAMED_FIELDS,
  );
}
