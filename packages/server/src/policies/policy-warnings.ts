/**
 * What whoever publishes a draft should know before (R144, R10): as data, a code with its parameters, and as a sentence.
 * Pure, but for what the caller read: who holds what.
 */
import type { Rule, Text } from "@latchkey/policy";
import type { World } from "../gate/subject.ts";
import type { PolicyWarning } from "../http/contract.ts";
import { BUNDLES } from "./bundles.ts";
import type { Speech } from "./condition-sentence.ts";
import type { RoleChange } from "./draft-world.ts";
import type { Duties } from "./duties.ts";
import { rulesOfRole } from "./grant-width.ts";
import { text } from "./phrases.ts";
import { SCOPES, scopeIn, widthLines } from "./policy-diff.ts";
import { isAdministering } from "./rights-actions.ts";
import type { Definition, RoleContent } from "./role-content.ts";
import { findSwallower, neverMatches } from "./rule-warnings.ts";
import { ruleSentence } from "./sentences.ts";
import { ROLE_TEMPLATES, roleIdOf } from "./templates/registry.ts";

/** Roles by person, as held now. */
export type Holdings = ReadonlyMap<string, ReadonlySet<string>>;

export interface WarningInput {
  /** As published, and as the draft would have it. */
  readonly present: World;
  readonly draft: World;
  readonly changes: readonly RoleChange[];
  /** Every role as published, by id. */
  readonly before: ReadonlyMap<string, RoleContent>;
  readonly holdings: Holdings;
  /** Rules are told in. */
  readonly speech: Speech;
  /** What is kept apart (R153), and what would be. */
  readonly duties: { readonly present: Duties; readonly draft: Duties };
  /** Whether somebody could still administer everything. */
  readonly isAdministered: boolean;
}

export function findWarnings(input: WarningInput): readonly PolicyWarning[] {
  const ofRoles = input.changes.flatMap((change): readonly PolicyWarning[] => {
    const { content } = change;
    if (content === null) return inUse(change, input);
    return [
      ...beyondTemplate(content, input),
      ...administering(content, input),
      ...ofRules(content, input),
      ...widerByUnion(content, input),
    ];
  });
  return [
    ...ofRoles,
    ...conflictingDuties(input),
    ...withNothing(input),
    ...(input.isAdministered ? [] : [NOBODY_LEFT]),
  ];
}

const nameOf = ({ name, nameEnglish }: RoleContent): Text => text(name, nameEnglish ?? name);

/** What a role comes to have beyond its template is said (R10); what it had before is marked on its own page. */
function beyondTemplate(
  content: RoleContent,
  { before, draft: { model } }: WarningInput,
): readonly PolicyWarning[] {
  const template = content.preset === null ? undefined : ROLE_TEMPLATES[content.preset];
  if (!template) return [];
  const widerIn = (definition: Definition) =>
    widthLines(template, definition, model).filter(
      ({ kind }) => kind === "added" || kind === "widened",
    );
  const old = before.get(content.id);
  const known = new Set(old ? widerIn(old.definition).map(({ sentence }) => sentence.zh) : []);
  const beyond = widerIn(content.definition).filter(({ sentence }) => !known.has(sentence.zh));
  const [first] = beyond;
  if (!first) return [];
  const name = nameOf(content);
  const rest = beyond.length - 1;
  return [
    {
      code: "beyond_template",
      role: content.id,
      parameters: { count: beyond.length },
      sentence: text(
        `“${name.zh}”超出了来源模板（${template.name.zh}）：${first.sentence.zh}${rest > 0 ? `，另有 ${rest} 项` : ""}`,
        `${name.en} goes beyond its template (${template.name.en}): ${first.sentence.en}${rest > 0 ? `, and ${rest} more` : ""}`,
      ),
    },
  ];
}

function administering(
  content: RoleContent,
  { present, draft }: WarningInput,
): readonly PolicyWarning[] {
  const administers = (world: World): boolean =>
    isAdministering(rulesOfRole({ world }, content.id), world.model);
  if (!administers(draft)) return [];
  const name = nameOf(content);
  return [
    administers(present)
      ? {
          code: "changes_administrator",
          role: content.id,
          parameters: {},
          sentence: text(
            `“${name.zh}”是管理类角色：持有人可以改变别人的权限`,
            `${name.en} is an administrator role: its holders change what others may do`,
          ),
        }
      : {
          code: "becomes_administrator",
          role: content.id,
          parameters: {},
          sentence: text(
            `“${name.zh}”将成为管理类角色：持有人可以改变别人的权限`,
            `${name.en} becomes an administrator role: its holders will change what others may do`,
          ),
        },
  ];
}

/** What was so before is no news. */
function ofRules(
  content: RoleContent,
  { present, draft, before, speech }: WarningInput,
): readonly PolicyWarning[] {
  const { model } = draft;
  const all = rulesOfRole({ world: draft }, content.id);
  const old = rulesOfRole({ world: present }, content.id);
  const known = new Map(
    (before.get(content.id)?.definition.rules ?? []).map((rule) => [rule.id, rule]),
  );
  const own = content.definition.rules ?? [];
  return own.flatMap((rule): readonly PolicyWarning[] => {
    const was = known.get(rule.id);
    const said = ruleSentence(rule, speech);
    const name = nameOf(content);
    if (neverMatches(rule) && !(was && neverMatches(was)))
      return [
        {
          code: "rule_never_matches",
          role: content.id,
          parameters: { rule: rule.id },
          sentence: text(
            `“${name.zh}”的这条规则永远不会生效：${said.zh}`,
            `A rule of ${name.en} can never match: ${said.en}`,
          ),
        },
      ];
    const swallower = findSwallower(rule, rulesBut(all, rule), model);
    if (!swallower || (was && findSwallower(was, rulesBut(old, was), model))) return [];
    return [
      {
        code: "rule_swallowed",
        role: content.id,
        parameters: { rule: rule.id, by: swallower.id },
        sentence: text(
          `“${name.zh}”的这条规则不起作用，因为另一条已经包含它：${said.zh}`,
          `A rule of ${name.en} has no effect, for another one covers it: ${said.en}`,
        ),
      },
    ];
  });
}

/** Of two that say the same, the later one is said to have no effect. */
function rulesBut(rules: readonly Rule[], rule: Rule): readonly Rule[] {
  const at = rules.findIndex((one) => one.id === rule.id);
  return rules.filter(
    (other, index) =>
      index !== at &&
      !(
        index > at &&
        other.scope === rule.scope &&
        other.effect === rule.effect &&
        other.actions.join() === rule.actions.join()
      ),
  );
}

/** Rights add up: whoever holds a narrower role beside this one is no longer kept to it. */
function widerByUnion(
  content: RoleContent,
  { before, holdings, changes, draft }: WarningInput,
): readonly PolicyWarning[] {
  const old = before.get(content.id)?.definition ?? {};
  const keys = widenedKeys(old, content.definition, draft);
  if (keys.length === 0) return [];
  const becomes = new Map(changes.map(({ role, content: one }) => [role, one]));
  const companions = new Map<string, number>();
  for (const roles of holdings.values())
    if (roles.has(content.id))
      for (const other of roles)
        if (other !== content.id) companions.set(other, (companions.get(other) ?? 0) + 1);
  return [...companions].flatMap(([other, people]): readonly PolicyWarning[] => {
    const beside = becomes.get(other) ?? before.get(other);
    if (!beside) return [];
    const overtaken = keys.filter(({ bundle, key, from, to }) => {
      const reach = SCOPES.indexOf(scopeIn(beside.definition, bundle, key));
      return reach > 0 && reach >= from && reach < to;
    });
    if (overtaken.length === 0) return [];
    const [name, narrower] = [nameOf(content), nameOf(beside)];
    return [
      {
        code: "widens_by_union",
        role: content.id,
        parameters: { people, other, actions: overtaken.length },
        sentence: text(
          `${people} 人同时持有“${name.zh}”和“${narrower.zh}”：有 ${overtaken.length} 项操作以较宽的“${name.zh}”为准`,
          `${people} ${people === 1 ? "person holds" : "people hold"} both ${name.en} and ${narrower.en}: for ${overtaken.length} ${overtaken.length === 1 ? "action" : "actions"} the wider one, ${name.en}, decides`,
        ),
      },
    ];
  });
}

function widenedKeys(old: Definition, now: Definition, { model }: World) {
  const names = new Set<string>(BUNDLES.map(({ name }) => name));
  return [...model.objects.values()].flatMap((object) =>
    Object.entries(object.declaration.actions).flatMap(([action, { bundle }]) => {
      if (!names.has(bundle)) return [];
      const key = `${object.name}:${action}` as const;
      const [from, to] = [old, now].map((one) => SCOPES.indexOf(scopeIn(one, bundle, key))) as [
        number,
        number,
      ];
      return to > from ? [{ bundle, key, from, to }] : [];
    }),
  );
}

/** Who holds what the draft keeps apart goes on holding it, and is listed; it is for people to mend. */
function conflictingDuties({ duties, holdings, draft }: WarningInput): readonly PolicyWarning[] {
  const people = new Map<string, { readonly pair: readonly [string, string]; count: number }>();
  for (const held of holdings.values())
    for (const [one, other] of pairsOf([...held].toSorted())) {
      const isNew = duties.draft.areApart(one, other) && !duties.present.areApart(one, other);
      const found = people.get(`${one} ${other}`) ?? { pair: [one, other], count: 0 };
      if (isNew) people.set(`${one} ${other}`, { ...found, count: found.count + 1 });
    }
  const names = new Map(draft.policy.roles.map(({ id, name }) => [id, name]));
  return [...people.values()].map(({ pair: [role, other], count }): PolicyWarning => {
    const [name, second] = [role, other].map((id) => names.get(id) ?? text("", "")) as [Text, Text];
    return {
      code: "conflicting_duties",
      role,
      parameters: { people: count, other },
      sentence: text(
        `职责不相容：${count} 人同时持有“${name.zh}”和“${second.zh}”，发布后不会自动收回，请逐一处理`,
        `Conflicting duties: ${count} ${count === 1 ? "person holds" : "people hold"} both ${name.en} and ${second.en}; publishing takes neither away, so mend it one by one`,
      ),
    };
  });
}

const pairsOf = (roles: readonly string[]): readonly (readonly [string, string])[] =>
  roles.flatMap((one, index) => roles.slice(index + 1).map((other) => [one, other] as const));

function inUse({ role }: RoleChange, { before, holdings }: WarningInput): readonly PolicyWarning[] {
  const people = [...holdings.values()].filter((roles) => roles.has(role)).length;
  const content = before.get(role);
  if (people === 0 || !content) return [];
  const name = nameOf(content);
  return [
    {
      code: "role_in_use",
      role,
      parameters: { people },
      sentence: text(
        `还有 ${people} 人持有“${name.zh}”：先收回才能归档`,
        `${people} ${people === 1 ? "person still holds" : "people still hold"} ${name.en}: it can be archived when they do not`,
      ),
    },
  ];
}

/** The base that every role includes is no work. */
const BASE = roleIdOf("staff");

/** People whose roles would permit nothing any more, of those whose roles do now. */
function withNothing({
  present,
  draft,
  changes,
  holdings,
}: WarningInput): readonly PolicyWarning[] {
  const changed = new Set(changes.map(({ role }) => role));
  const permits = (world: World, role: string): boolean => {
    const base = new Set(rulesOfRole({ world }, BASE));
    return rulesOfRole({ world }, role).some((rule) => rule.effect === "permit" && !base.has(rule));
  };
  const emptied = new Set(
    [...changed].filter((role) => permits(present, role) && !permits(draft, role)),
  );
  if (emptied.size === 0) return [];
  const left = [...holdings.values()].filter(
    (roles) =>
      [...roles].some((role) => emptied.has(role)) &&
      ![...roles].some((role) => permits(draft, role)),
  ).length;
  return left === 0
    ? []
    : [
        {
          code: "left_with_nothing",
          role: null,
          parameters: { people: left },
          sentence: text(
            `${left} 人将没有任何业务权限`,
            `${left} ${left === 1 ? "person is" : "people are"} left with no rights at work`,
          ),
        },
      ];
}

const NOBODY_LEFT: PolicyWarning = {
  code: "last_administrator",
  role: null,
  parameters: {},
  sentence: text(
    "没有人还能管理全部权限：这样不能发布",
    "Nobody could administer everything any more: it cannot be published like this",
  ),
};
