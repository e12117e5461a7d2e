/**
 * What the engine found, in plain words: one sentence, the steps from person to rule, and what would change it.
 *
 * INVARIANT: words rest on facts the reader may read. Where a rule looks at something else, its condition is not told,
 * and its outcome only where the verdict gives it away anyway.
 */
import type {
  Level,
  Assignment,
  Explanation as Found,
  FlipStep,
  Rule,
  RuleExplanation,
  RuleReference,
  Text,
} from "@latchkey/policy";
import type { ObjectModel } from "../derive/model.ts";
import { canBring } from "../gate/demands.ts";
import type { Explanation } from "../http/contract.ts";
import { conditionSentence, type Speech } from "./condition-sentence.ts";
import { inline, listed, listedUpTo, text } from "./phrases.ts";
import { CLASS_WORDS, ruleSentence, scopeStatement, scopeWords } from "./sentences.ts";

export interface Telling {
  readonly found: Found;
  readonly object: ObjectModel;
  readonly action: string;
  readonly field?: string;
  /** How the person sees the field's cell, whether or not they may do the action. */
  readonly level: Level;
  /** How to speak of the person and of things around the assignment. */
  speechFor(assignment: Assignment): Speech;
  assignment(id: string): Assignment;
  rule(reference: RuleReference): Rule;
  /** Name of a role the reader may know. */
  roleName(id: string): Text;
  /** Whether the reader may read everything the rule looks at. */
  isOpen(reference: RuleReference): boolean;
  /** Roles that open the field, for "who would see it". */
  readonly openers: readonly Text[];
}

/** Enough to know whom to ask. */
const MAX_OPENERS = 4;

const UNREADABLE = text("取决于您无权查看的信息", "it depends on something you may not see");

const UNMET = text("这样的要求目前还无法满足", "nobody can give that here yet");
const UNTOLD = text("但另有您无权查看的要求", "but it demands something you may not see");

/** What demands something is let through where the person can bring it (gate/demands.ts). */
const isLetThrough = ({ found: { decision }, object, action }: Telling): boolean =>
  decision.allow && canBring(decision.obligations, { object: object.name, action });

export function tell(telling: Telling): Explanation {
  const { found, action, field } = telling;
  const rules = found.rules.filter(
    (rule) => isToThePoint(telling, rule) && mayBeTold(telling, rule),
  );
  const { level } = telling;
  return {
    allow: isLetThrough(telling),
    action,
    ...(field === undefined ? {} : { field: { name: field, level } }),
    sentence: isAboutField(telling)
      ? fieldSentence(telling, field!)
      : actionSentence(telling, rules),
    steps: rules.toSorted((a, b) => rank(a) - rank(b)).map((rule) => step(telling, rule)),
    flip: flipWords(telling),
  };
}

/** What applied first, then what came closest. */
const rank = ({ outcome, failed }: RuleExplanation): number =>
  outcome === "applied" ? 0 : outcome === "condition-failed" && failed?.path !== "scope" ? 1 : 2;

/** Whoever may not do the act at all is told so, whatever the field. */
const isAboutField = ({ found, action, field, level }: Telling): boolean =>
  field !== undefined && (action === "view" || level === "absent" || found.decision.allow);

/** Rules of the action; for a field also those that open, mask or close it. */
function isToThePoint(telling: Telling, rule: RuleExplanation): boolean {
  const { found } = telling;
  // What is demanded of view is demanded of every act.
  if (isDemanding(rule)) return rule.namesAction || rule.outcome === "applied";
  if (!isAboutField(telling)) return rule.namesAction && !rule.closesFieldsOnly;
  const { opens, masks, lowers, closes, closesWriting, letsWrite } = found.field!;
  const touching = [...opens, ...masks, ...lowers, ...closes, ...closesWriting, ...letsWrite];
  return (
    touching.some((reference) => isSame(reference, rule.reference)) ||
    (rule.namesAction && rule.outcome === "applied")
  );
}

/** A forbid that adds its demand to an allow, where it applies. */
const isDemanding = ({ effect, refuses, closesFieldsOnly }: RuleExplanation): boolean =>
  effect === "forbid" && !refuses && !closesFieldsOnly;

/**
 * The verdict says by itself that on a deny no permit was enough, and on an allow that no forbid held. Of a demand it
 * says nothing.
 */
function mayBeTold(telling: Telling, rule: RuleExplanation): boolean {
  if (telling.isOpen(rule.reference)) return true;
  if (isDemanding(rule)) return false;
  const { allow } = telling.found.decision;
  const isRefused = telling.found.rules.some(
    ({ refuses, outcome }) => refuses && outcome === "applied",
  );
  return allow ? rule.effect === "forbid" : rule.effect === "permit" && !isRefused;
}

function step(telling: Telling, rule: RuleExplanation): Explanation["steps"][number] {
  const { assignment, effect, outcome, reference } = rule;
  const speech = telling.speechFor(assignment);
  const isOfAction = rule.namesAction && telling.field === undefined;
  const only = {
    object: telling.object.name,
    actions: isOfAction ? [telling.action] : [telling.action, "view"],
  };
  const withoutCondition = !telling.isOpen(reference);
  const failed = outcome === "applied" ? null : failure(telling, rule, speech);
  return {
    assignment: {
      role: telling.roleName(assignment.role),
      unit: speech.unit?.zh ?? null,
      because: assignment.because,
      until: assignment.until === null ? null : new Date(assignment.until).toISOString(),
    },
    rule: reference.rule,
    effect: isDemanding(rule) ? "demand" : effect,
    applied: outcome === "applied",
    sentence: ruleSentence(telling.rule(reference), speech, {
      only,
      withoutCondition,
      withoutFields: telling.field === undefined,
      withoutWriting: telling.action === "view",
    }),
    ...(failed ? { failed } : {}),
  };
}

function failure(telling: Telling, rule: RuleExplanation, speech: Speech): Text {
  const { assignment, outcome, failed, reference } = rule;
  if (outcome === "not-yet-live")
    return text(
      `授权自 ${day(assignment.from)} 起生效`,
      `the assignment starts on ${day(assignment.from)}`,
    );
  if (outcome === "ended")
    return text(
      `授权已于 ${day(assignment.until)} 结束`,
      `the assignment ended on ${day(assignment.until)}`,
    );
  if (outcome === "out-of-bound")
    return text("超出了此项授权的上限", "it goes beyond what limits the assignment");
  if (!telling.isOpen(reference) || !failed) return UNREADABLE;
  if (failed.path.startsWith("scope"))
    return scopeStatement(telling.rule(reference).scope, telling.object, speech, false);
  if (failed.path.startsWith("reach"))
    return scopeStatement("subtree", telling.object, speech, false);
  if (failed.truth !== null)
    return conditionSentence(failed.condition, telling.object, speech, false);
  const wanted = conditionSentence(failed.condition, telling.object, speech, true);
  return text(
    `缺少数据，无法确认${wanted.zh}`,
    `for lack of a value it is unknown whether ${wanted.en}`,
  );
}

const day = (moment: number | null): string =>
  moment === null ? "" : new Date(moment).toISOString().slice(0, 10);

function actionSentence(telling: Telling, told: readonly RuleExplanation[]): Text {
  const { found, object, action } = telling;
  const { decision, rules } = found;
  const head = opening(telling, isLetThrough(telling), object, action);
  const ofAction = rules.filter(
    ({ namesAction, closesFieldsOnly }) => namesAction && !closesFieldsOnly,
  );
  if (decision.allow) {
    const roles = rolesOf(
      telling,
      told.filter(({ effect, outcome }) => effect === "permit" && outcome === "applied"),
    );
    const allowed = roles
      ? text(`${head.zh}：${roles.zh}允许`, `${head.en}: ${roles.en} allows it`)
      : head;
    const demands = told
      .filter((rule) => isDemanding(rule) && rule.outcome === "applied")
      .map((rule) => forbidWords(telling, rule));
    const rest = demands.length === 0 ? UNTOLD : UNMET;
    const parts = [allowed, ...demands, ...(isLetThrough(telling) ? [] : [rest])];
    return end(text(parts.map(({ zh }) => zh).join("；"), parts.map(({ en }) => en).join("; ")));
  }
  const refusing = told.find(({ refuses, outcome }) => refuses && outcome === "applied");
  if (refusing) return because(head, forbidWords(telling, refusing));
  if (!ofAction.some(({ effect }) => effect === "permit")) {
    return because(
      head,
      text(
        `所持角色都不含“${actionLabel(object, action).zh}”`,
        `no role held includes “${actionLabel(object, action).en}”`,
      ),
    );
  }
  const closest = closestPermit(telling, told);
  if (!closest) return because(head, UNREADABLE);
  const role = telling.roleName(closest.assignment.role);
  const said = step(telling, closest);
  return because(
    head,
    text(
      `${role.zh}${said.sentence.zh}，而${said.failed?.zh}`,
      `${role.en} ${said.sentence.en}, and ${said.failed?.en}`,
    ),
  );
}

/** The permit that the smallest change would make apply, else any that failed. */
function closestPermit(
  { found }: Telling,
  told: readonly RuleExplanation[],
): RuleExplanation | undefined {
  const permits = told.filter(
    ({ effect, outcome }) => effect === "permit" && outcome !== "applied",
  );
  const named = found.flip?.steps.find((one) => one.code === "condition");
  return (
    permits.find(
      ({ reference }) => named?.code === "condition" && isSame(reference, named.reference),
    ) ?? permits[0]
  );
}

/** What a role says by a forbid that applied. */
function forbidWords(telling: Telling, rule: RuleExplanation): Text {
  const { assignment, reference, truth, namesAction } = rule;
  const role = telling.roleName(assignment.role);
  const speech = telling.speechFor(assignment);
  const actions = [namesAction ? telling.action : "view"];
  const only = { object: telling.object.name, actions };
  const said = ruleSentence(telling.rule(reference), speech, {
    only,
    withoutCondition: !telling.isOpen(reference),
  });
  const isUnknown = truth === null && telling.isOpen(reference);
  const empty = isUnknown
    ? text("（所需的值为空，按禁止处理）", " (a value it needs is empty, so it holds)")
    : text("", "");
  return text(
    `${role.zh}规定${said.zh}${empty.zh}`,
    `the role ${role.en} says one ${said.en}${empty.en}`,
  );
}

function fieldSentence(telling: Telling, name: string): Text {
  const { found, object, action, level } = telling;
  const { field } = found;
  const { label: named, sensitivity } = object.fields.get(name)!.declaration;
  const label = inline(named);
  const who = whoOf(telling);
  const seen = level !== "absent";
  if (action !== "view" && seen) {
    const { canWrite, closesWriting } = field!;
    if (canWrite)
      return end(
        text(`${who.zh}可以修改${label.zh}`, `${capital(who.en)} may change the ${label.en}`),
      );
    const head = text(
      `${who.zh}不能修改${label.zh}`,
      `${capital(who.en)} may not change the ${label.en}`,
    );
    return because(head, byForbids(telling, closesWriting) ?? notOpened(label, sensitivity, true));
  }
  if (level === "plain")
    return end(text(`${who.zh}可以看到${label.zh}`, `${capital(who.en)} may see the ${label.en}`));
  if (level === "absent") {
    const head = text(
      `${who.zh}看不到${label.zh}`,
      `${capital(who.en)} cannot see the ${label.en}`,
    );
    return because(head, byForbids(telling, field!.closes) ?? notOpened(label, sensitivity, false));
  }
  const head = text(
    `${who.zh}看到的${label.zh}是打码的`,
    `The ${label.en} is masked for ${who.en}`,
  );
  return because(head, byForbids(telling, field!.lowers) ?? maskedBy(telling, label));
}

export function notOpened(
  label: Text,
  sensitivity: keyof typeof CLASS_WORDS,
  isWriting: boolean,
): Text {
  const words = CLASS_WORDS[sensitivity];
  return isWriting
    ? text(
        `所持角色没有开放“${label.zh}”（${words.zh}）的修改`,
        `no role held lets “${label.en}” (${words.en}) be changed on this record`,
      )
    : text(
        `所持角色在此记录上没有开放“${label.zh}”（${words.zh}）`,
        `no role held opens “${label.en}” (${words.en}) on this record`,
      );
}

/** Which role opens it, for which records, and only masked. */
function maskedBy(telling: Telling, label: Text): Text {
  const reference = telling.found.field!.masks.find((one) => telling.isOpen(one));
  if (!reference) return UNREADABLE;
  const assignment = telling.assignment(reference.assignment);
  const speech = telling.speechFor(assignment);
  const role = telling.roleName(assignment.role);
  const scope = scopeWords(telling.rule(reference).scope, speech);
  const what = inline(telling.object.declaration.plural);
  return text(
    `${role.zh}对${scope.zh}${what.zh}只开放打码的${label.zh}`,
    `${role.en} opens the ${label.en} of ${what.en} ${scope.en} with a mask only`,
  );
}

/** The roles whose forbids close or lower the cell; null where none does. */
function byForbids(telling: Telling, references: readonly RuleReference[]): Text | null {
  return references.length === 0 ? null : byRoles(telling, references);
}

function byRoles(telling: Telling, references: readonly RuleReference[]): Text {
  const open = references.filter((reference) => telling.isOpen(reference));
  const roles = listedUpTo(
    unique(open.map(({ assignment }) => telling.roleName(telling.assignment(assignment).role))),
    3,
  );
  return open.length === 0
    ? UNREADABLE
    : text(`${roles.zh}的规则如此规定`, `a rule of ${roles.en} says so`);
}

function flipWords(telling: Telling): readonly Text[] {
  const { found, level, openers } = telling;
  if (isAboutField(telling)) {
    if (level === "plain" || openers.length === 0) return [];
    const shown = openers.slice(0, MAX_OPENERS);
    const [zh, en] = [
      shown.map((role) => role.zh).join("、"),
      shown.map((role) => role.en).join(", "),
    ];
    const more = openers.length - shown.length;
    return more === 0
      ? [text(`${zh}可以看到`, `who can see it: ${en}`)]
      : [
          text(
            `${zh}等 ${openers.length} 个角色可以看到`,
            `who can see it: ${en} and ${more} more roles`,
          ),
        ];
  }
  const steps = found.flip?.steps ?? [];
  return unique(steps.map((one) => flipStep(telling, one)));
}

function flipStep(telling: Telling, one: FlipStep): Text {
  if (one.code === "no-rule") {
    const label = actionLabel(telling.object, one.action);
    return text(`需要一个包含“${label.zh}”的角色`, `a role that includes “${label.en}” is needed`);
  }
  if (one.code === "assignment") {
    const role = telling.roleName(telling.assignment(one.assignment).role);
    return text(
      `需要“${role.zh}”的授权处于有效期内`,
      `the assignment of ${role.en} would have to be live`,
    );
  }
  if (one.code === "bound") {
    const role = telling.roleName(telling.assignment(one.assignment).role);
    return text(
      `“${role.zh}”的授权另有上限，需要上限也允许`,
      `what limits the assignment of ${role.en} would have to allow it too`,
    );
  }
  if (!telling.isOpen(one.reference)) return UNREADABLE;
  const assignment = telling.assignment(one.reference.assignment);
  const rule = telling.rule(one.reference);
  const speech = telling.speechFor(assignment);
  const role = telling.roleName(assignment.role);
  if (one.code === "withdraw")
    return text(`收回角色“${role.zh}”`, `the role ${role.en} would have to be taken away`);
  if (one.code === "lift-forbid") {
    const said = ruleSentence(rule, speech);
    return text(
      `需要取消“${role.zh}”中的禁止：${said.zh}`,
      `the forbid in ${role.en} would have to go: ${said.en}`,
    );
  }
  const said = one.path.startsWith("scope")
    ? scopeStatement(rule.scope, telling.object, speech, one.to)
    : conditionSentence(one.condition, telling.object, speech, one.to);
  return text(`如果${said.zh}`, `if ${said.en}`);
}

function opening(telling: Telling, allow: boolean, object: ObjectModel, action: string): Text {
  const who = whoOf(telling);
  const act = actionLabel(object, action);
  const what = inline(object.declaration.label);
  return allow
    ? text(
        `${who.zh}可以对此${what.zh}进行“${act.zh}”`,
        `${capital(who.en)} may do “${act.en}” on this ${what.en}`,
      )
    : text(
        `${who.zh}不能对此${what.zh}进行“${act.zh}”`,
        `${capital(who.en)} may not do “${act.en}” on this ${what.en}`,
      );
}

export const actionLabel = (object: ObjectModel, action: string): Text =>
  object.declaration.actions[action]?.label ?? text(action, action);

function whoOf(telling: Telling): Text {
  return telling.speechFor({
    id: "",
    role: "",
    unit: null,
    from: null,
    until: null,
    because: text("", ""),
  }).who;
}

function rolesOf(telling: Telling, rules: readonly RuleExplanation[]): Text | null {
  const names = unique(rules.map(({ assignment }) => telling.roleName(assignment.role)));
  return names.length === 0 ? null : listed(names);
}

function unique(words: readonly Text[]): readonly Text[] {
  return [...new Map(words.map((one) => [one.zh, one])).values()];
}

const isSame = (a: RuleReference, b: RuleReference): boolean =>
  a.assignment === b.assignment && a.role === b.role && a.rule === b.rule;
const end = ({ zh, en }: Text): Text => text(`${zh}。`, `${en}.`);
const because = (head: Text, reason: Text): Text =>
  text(`${head.zh}：${reason.zh}。`, `${head.en}: ${reason.en}.`);
const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
