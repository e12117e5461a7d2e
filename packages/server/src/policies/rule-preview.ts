/** What a rule says and does while it is put together (R57): its sentence, what is odd about it, how many records it speaks of. */
import { mayEver, type Obligation, type Rule, type Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { badRequest, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { canMeet, QUOTA_MINUTES } from "../gate/demands.ts";
import { demandPlan } from "../gate/guard.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { RulePreview, RuleVocabulary } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { HEAD } from "./demand-words.ts";
import { demandOverPolicy, mayOverPolicy } from "./over-policy.ts";
import { parseRules } from "./parse-rules.ts";
import { objectOf } from "./parse-shape.ts";
import { text } from "./phrases.ts";
import { readRegulations } from "./regulations/regulation-store.ts";
import { actionsNamed, isAdministering } from "./rights-actions.ts";
import { roleOfContent, type RoleContent } from "./role-content.ts";
import { parseDraft } from "./role-draft.ts";
import { formOfRule, objectsOfRule, ruleOfForm } from "./rule-form.ts";
import { countMatches } from "./rule-matches.ts";
import { readSpeech, speechOf } from "./rule-parts.ts";
import { ruleObjects } from "./rule-vocabulary.ts";
import { publishedRoles } from "./sandboxes/sandbox-role.ts";
import { findSwallower, neverMatches } from "./rule-warnings.ts";
import { ruleSentence, scopeWords } from "./sentences.ts";
import { SCOPES } from "../derive/scopes.ts";
import { ROLE_TEMPLATES } from "./templates/registry.ts";
import { TIERS } from "./tiers.ts";

const NOTHING: RuleVocabulary = {
  objects: [],
  scopes: [],
  approvers: [],
  zone: "UTC",
  regulations: [],
  tiers: [],
};

export const vocabularyReply = (
  { gate, db }: Services,
  caller: Caller,
): Promise<RuleVocabulary> => {
  const act = { object: "policyDraft", action: "vocabulary", records: [] } as const;
  return gate.read(caller, act, async (subject) => {
    const { model, organisation } = subject.world;
    const said: RuleVocabulary = {
      ...NOTHING,
      objects: ruleObjects(model),
      scopes: Object.keys(SCOPES).map((name) => ({
        name,
        label: scopeWords(name, speechOf(model)),
      })),
      zone: organisation.zone,
    };
    const ofPolicy = async (): Promise<RuleVocabulary> => ({
      ...said,
      approvers: [
        { by: HEAD, label: text("所在单元的负责人", "the head of their unit") },
        ...publishedRoles(subject.world).map(({ id, name }) => ({ by: id, label: name })),
      ],
      regulations: (await readRegulations(db)).map(({ code, title }) => ({ code, title })),
      tiers: TIERS,
    });
    const result = mayOverPolicy(subject, "view")
      ? await ofPolicy()
      : mayEver(subject.compiled, "sandbox", "initiate")
        ? said
        : NOTHING;
    await demandPlan(db, subject);
    return { result, records: [] };
  });
};

export const previewRule = (
  { gate, db }: Services,
  caller: Caller,
  input: Readonly<Record<string, unknown>>,
): Promise<RulePreview> => {
  const act = { object: "policyDraft", action: "previewRule", records: [] } as const;
  return gate.read(caller, act, async (subject) => {
    demandOverPolicy(subject, "view");
    return { result: await preview(db, subject, input), records: [] };
  });
};

async function preview(
  db: Executor,
  subject: Subject,
  input: Readonly<Record<string, unknown>>,
): Promise<RulePreview> {
  const { model } = subject.world;
  const rule = parseRule(input, subject);
  const speech = await readSpeech(db, subject, [rule]);
  const matches = await Promise.all(
    objectsOfRule(rule, model).map((object) => countMatches(db, subject, rule, object)),
  );
  await demandPlan(db, subject);
  return {
    rule,
    form: formOfRule(rule, speech),
    sentence: ruleSentence(rule, speech),
    warnings: warningsOf(rule, othersOf(input["role"], rule, subject), subject),
    matches,
  };
}

function parseRule(input: Readonly<Record<string, unknown>>, { world }: Subject): Rule {
  const problems: Problem[] = [];
  const given =
    input["form"] === undefined
      ? objectOf(input["rule"], "rule", problems)
      : ruleOfForm(input["form"], world.model, problems);
  const [rule] = parseRules([given], world.model, problems);
  if (problems.length === 0) return rule!;
  throw badRequest(
    problems.map(({ path, ...rest }) => ({ path: path.replace(/^rules\.0\.?/, ""), ...rest })),
  );
}

/** The other rules of the role as it is being edited, its matrix among them. */
function othersOf(input: unknown, { id }: Rule, { world }: Subject): readonly Rule[] {
  const draft = parseDraft(input, world.model);
  const { grants, classes, fields, rules = [] } = draft;
  const content = {
    id: textOf(draft.id ?? ""),
    name: draft.name.zh,
    definition: {
      grants,
      classes,
      ...(fields ? { fields } : {}),
      rules: rules.filter((other) => other.id !== id),
      includes: ROLE_TEMPLATES[draft.preset ?? ""]?.includes ?? [],
    },
  } as unknown as RoleContent;
  return roleOfContent(content, world.model).rules;
}

function warningsOf(
  rule: Rule,
  others: readonly Rule[],
  { world: { model } }: Subject,
): RulePreview["warnings"] {
  const found: { code: RulePreview["warnings"][number]["code"]; sentence: Text }[] = [];
  const warn = (code: (typeof found)[number]["code"], sentence: Text) =>
    found.push({ code, sentence });
  if (neverMatches(rule))
    warn(
      "rule_never_matches",
      text("没有记录能同时满足这些条件", "No record can meet these conditions at once"),
    );
  const swallower = findSwallower(rule, others, model);
  if (swallower) {
    const said = ruleSentence(swallower, speechOf(model));
    warn(
      "rule_swallowed",
      text(`不起作用，因为已有：${said.zh}`, `Has no effect, for there is already: ${said.en}`),
    );
  }
  const acts = actionsNamed(rule, model);
  const isUnmet = (one: Obligation): boolean =>
    !acts.every(({ object, action }) => canMeet(one.kind, object, action)) ||
    (one.kind === "quota" && !Object.hasOwn(QUOTA_MINUTES, one.counter));
  if ((rule.obligations ?? []).some(isUnmet))
    warn(
      "rule_unmet",
      text(
        "规则里的义务在这些操作上没有办法履行，所以一律视为不允许",
        "Nobody can fulfil its demands in these acts, so they are refused",
      ),
    );
  if (isAdministering([rule], model))
    warn(
      "becomes_administrator",
      text(
        "有了这条规则，持有人可以改变别人的权限",
        "With this rule, holders can change what others may do",
      ),
    );
  return found;
}
