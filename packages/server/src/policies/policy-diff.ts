/** What becomes different in a role, in plain language: what is added, taken, widened and narrowed (R144). */
import type { Text } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import type {
  ClassLevel,
  Level,
  MatrixScope,
  PolicyLine,
  RoleDifference,
} from "../http/contract.ts";
import { SENSITIVITIES } from "../objects/declaration.ts";
import { BLOCKS, BUNDLES, type Bundle } from "./bundles.ts";
import type { Speech } from "./condition-sentence.ts";
import { inline, listedUpTo, text } from "./phrases.ts";
import { isSameJson, type Definition, type RoleContent } from "./role-content.ts";
import { CLASS_WORDS, ruleSentence } from "./sentences.ts";
import { includedRole, ROLE_TEMPLATES } from "./templates/registry.ts";

export const SCOPES: readonly MatrixScope[] = ["none", "own", "unit", "subtree", "all"];
const LEVELS: readonly Level[] = ["absent", "masked", "plain"];
const MAX_NAMED = 6;

const SCOPE_WORDS: Readonly<Record<MatrixScope, Text>> = {
  none: text("无", "nothing"),
  own: text("本人", "own records"),
  unit: text("本单元", "the own unit"),
  subtree: text("本单元及下级", "the own unit and below"),
  all: text("全部", "everything"),
};

const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  absent: text("不可见", "hidden"),
  masked: text("打码", "masked"),
  plain: text("完整可见", "in full"),
};

/** `before` null: the role is new; `after` null: it is archived. */
export function roleDifference(
  before: RoleContent | null,
  after: RoleContent | null,
  speech: Speech,
): RoleDifference {
  const { model } = speech;
  const role = (after ?? before)!;
  const name = text(role.name, role.nameEnglish ?? role.name);
  if (after === null) return { role: role.id, name, kind: "archived", lines: [] };
  const old = before?.definition ?? {};
  return {
    role: role.id,
    name,
    kind: before === null ? "created" : "changed",
    lines: [
      ...(before === null ? [] : wordLines(before, after)),
      ...widthLines(old, after.definition, model),
      ...ruleLines(old, after.definition, speech),
      // The base that every new role includes is no news.
      ...namedLines(before === null ? { includes: ["staff"] } : old, after.definition, speech),
      ...apartLines(old, after.definition, speech),
      ...citeLines(old, after.definition),
    ],
  };
}

/** How far the rights of the matrix reach, and which fields they open. */
export const widthLines = (
  old: Definition,
  now: Definition,
  model: Model,
): readonly PolicyLine[] => [
  ...BUNDLES.flatMap((bundle) => bundleLines(bundle, old, now, model)),
  ...classLines(old, now),
  ...fieldLines(old, now, model),
];

/** An action of its own goes before its bundle; what is not named is none. */
export const scopeIn = (
  { grants = {} }: Definition,
  bundle: Bundle["name"],
  key: `${string}:${string}`,
): MatrixScope => grants[key] ?? grants[bundle] ?? "none";

interface ActionMove {
  readonly label: Text;
  readonly from: MatrixScope;
  readonly to: MatrixScope;
}

function bundleLines(
  bundle: Bundle,
  old: Definition,
  now: Definition,
  model: Model,
): readonly PolicyLine[] {
  const moves = movesIn(bundle, old, now, model);
  const changed = moves.filter(({ from, to }) => from !== to);
  const whole = text(
    `${BLOCKS[bundle.block].zh}·${bundle.label.zh}`,
    `${BLOCKS[bundle.block].en} · ${bundle.label.en}`,
  );
  const [oldScope, newScope] = [old, now].map(({ grants = {} }) => grants[bundle.name] ?? "none");
  return [...Map.groupBy(changed, ({ from, to }) => `${from} ${to}`).values()].map((group) => {
    const { from, to } = group[0]!;
    const isWhole = group.length === moves.length;
    const isBundle = from === oldScope && to === newScope;
    const what = isWhole
      ? whole
      : isBundle
        ? text(`${whole.zh}（单独设置的除外）`, `${whole.en} (those set apart excepted)`)
        : listedUpTo(
            group.map(({ label }) => label),
            MAX_NAMED,
          );
    return scopeLine(what, from, to);
  });
}

function movesIn(
  { name }: Bundle,
  old: Definition,
  now: Definition,
  model: Model,
): readonly ActionMove[] {
  return [...model.objects.values()].flatMap((object) =>
    Object.entries(object.declaration.actions)
      .filter(([, { bundle }]) => bundle === name)
      .map(([action, { label }]) => {
        const key = `${object.name}:${action}` as const;
        const { label: noun } = object.declaration;
        return {
          label: text(`${noun.zh}·${label.zh}`, `${noun.en} · ${label.en}`),
          from: scopeIn(old, name, key),
          to: scopeIn(now, name, key),
        };
      }),
  );
}

function scopeLine(what: Text, from: MatrixScope, to: MatrixScope): PolicyLine {
  const [was, is] = [SCOPE_WORDS[from], SCOPE_WORDS[to]];
  if (from === "none")
    return {
      kind: "added",
      sentence: text(`可以“${what.zh}”，范围：${is.zh}`, `may “${what.en}”: ${is.en}`),
    };
  if (to === "none")
    return {
      kind: "taken",
      sentence: text(
        `不再可以“${what.zh}”（原来的范围：${was.zh}）`,
        `may no longer “${what.en}” (was: ${was.en})`,
      ),
    };
  const isWider = SCOPES.indexOf(to) > SCOPES.indexOf(from);
  return {
    kind: isWider ? "widened" : "narrowed",
    sentence: text(
      `“${what.zh}”的范围从${was.zh}${isWider ? "扩大" : "缩小"}到${is.zh}`,
      `“${what.en}” reaches ${is.en} instead of ${was.en}`,
    ),
  };
}

const NOTHING: ClassLevel = { own: "absent", beyond: "absent", write: false };

const classLines = (old: Definition, now: Definition): readonly PolicyLine[] =>
  SENSITIVITIES.flatMap((name) =>
    levelLines(CLASS_WORDS[name], old.classes?.[name] ?? NOTHING, now.classes?.[name] ?? NOTHING),
  );

/** Of fields that one of the two sets apart; the others move with their class. */
function fieldLines(old: Definition, now: Definition, model: Model): readonly PolicyLine[] {
  const objects = new Set([...Object.keys(old.fields ?? {}), ...Object.keys(now.fields ?? {})]);
  return [...objects].flatMap((name) => {
    const object = model.objects.get(name);
    const apart = new Set([
      ...Object.keys(old.fields?.[name] ?? {}),
      ...Object.keys(now.fields?.[name] ?? {}),
    ]);
    return [...apart].flatMap((field) => {
      const declaration = object?.fields.get(field)?.declaration;
      if (!object || !declaration) return [];
      const levelIn = ({ classes, fields }: Definition): ClassLevel =>
        fields?.[name]?.[field] ??
        classes?.[declaration.sensitivity as (typeof SENSITIVITIES)[number]] ??
        NOTHING;
      const noun = object.declaration.label;
      const what = text(
        `${noun.zh}·${declaration.label.zh}`,
        `${inline(declaration.label).en} of ${inline(object.declaration.plural).en}`,
      );
      return levelLines(what, levelIn(old), levelIn(now));
    });
  });
}

function levelLines(what: Text, old: ClassLevel, now: ClassLevel): readonly PolicyLine[] {
  const sides = [
    ["own", text("自己负责的记录", "own records")],
    ["beyond", text("其他可见的记录", "other records in reach")],
  ] as const;
  const lines = sides.flatMap(([side, where]): readonly PolicyLine[] =>
    old[side] === now[side] ? [] : [levelLine(what, where, old[side], now[side])],
  );
  if (old.write === now.write) return lines;
  return [
    ...lines,
    {
      kind: now.write ? "added" : "taken",
      sentence: now.write
        ? text(`可以修改${what.zh}`, `may change ${what.en}`)
        : text(`不再可以修改${what.zh}`, `may no longer change ${what.en}`),
    },
  ];
}

function levelLine(what: Text, where: Text, from: Level, to: Level): PolicyLine {
  const isWider = LEVELS.indexOf(to) > LEVELS.indexOf(from);
  const kind =
    from === "absent" ? "added" : to === "absent" ? "taken" : isWider ? "widened" : "narrowed";
  return {
    kind,
    sentence: text(
      `${where.zh}：${what.zh}从${LEVEL_WORDS[from].zh}变为${LEVEL_WORDS[to].zh}`,
      `${what.en} on ${where.en}: ${LEVEL_WORDS[to].en} instead of ${LEVEL_WORDS[from].en}`,
    ),
  };
}

/** A forbid that comes takes, and one that goes gives. */
function ruleLines(
  { rules: old = [] }: Definition,
  { rules: now = [] }: Definition,
  speech: Speech,
): readonly PolicyLine[] {
  const known = new Map(old.map((rule) => [rule.id, rule]));
  const kept = new Set(now.map(({ id }) => id));
  const came = now
    .filter((rule) => !known.has(rule.id))
    .map((rule): PolicyLine => ({
      kind: rule.effect === "permit" ? "added" : "taken",
      sentence: ruleSentence(rule, speech),
    }));
  const went = old
    .filter((rule) => !kept.has(rule.id))
    .map((rule): PolicyLine => {
      const said = ruleSentence(rule, speech);
      return {
        kind: rule.effect === "permit" ? "taken" : "added",
        sentence: text(`不再有这条规则：${said.zh}`, `this rule goes: ${said.en}`),
      };
    });
  const other = now
    .filter((rule) => known.has(rule.id) && !isSameJson(known.get(rule.id), rule))
    .map((rule): PolicyLine => {
      const said = ruleSentence(rule, speech);
      return {
        kind: "changed",
        sentence: text(`规则改为：${said.zh}`, `a rule is now: ${said.en}`),
      };
    });
  return [...came, ...went, ...other];
}

/** Roles that come with it, and those that a holder of its post may be given beside it (R10). */
function namedLines(old: Definition, now: Definition, speech: Speech): readonly PolicyLine[] {
  const nameOf = (name: string): Text =>
    speech.role?.(includedRole(name)) ??
    ROLE_TEMPLATES[name]?.name ??
    text("另一个角色", "another role");
  const moves = (part: "includes" | "beyond") => {
    const [was, is] = [old[part] ?? [], now[part] ?? []];
    return {
      came: is.filter((name) => !was.includes(name)).map(nameOf),
      went: was.filter((name) => !is.includes(name)).map(nameOf),
    };
  };
  const line = (kind: PolicyLine["kind"], zh: string, en: string): PolicyLine => ({
    kind,
    sentence: text(zh, en),
  });
  const [includes, beyond] = [moves("includes"), moves("beyond")];
  return [
    ...includes.came.map(({ zh, en }) =>
      line("added", `并入角色“${zh}”的全部权限`, `takes in all of the role ${en}`),
    ),
    ...includes.went.map(({ zh, en }) =>
      line("taken", `不再并入角色“${zh}”的权限`, `takes in the role ${en} no longer`),
    ),
    ...beyond.came.map(({ zh, en }) =>
      line(
        "widened",
        `任此岗位的人可以另有角色“${zh}”，不算偏离`,
        `whoever holds its post may also be given ${en} without deviating`,
      ),
    ),
    ...beyond.went.map(({ zh, en }) =>
      line(
        "narrowed",
        `任此岗位的人另有角色“${zh}”时，算作偏离`,
        `whoever holds its post deviates with ${en} beside it`,
      ),
    ),
  ];
}

/** It decides nothing, and so is neither wider nor narrower. */
function citeLines(
  { cites: old = [] }: Definition,
  { cites: now = [] }: Definition,
): readonly PolicyLine[] {
  const line = (kind: PolicyLine["kind"], zh: string, en: string) => (code: string) => ({
    kind,
    sentence: text(`${zh}：${code}`, `${en} ${code}`),
  });
  return [
    ...now
      .filter((code) => !old.includes(code))
      .map(line("added", "权限矩阵依据", "its matrix rests on")),
    ...old
      .filter((code) => !now.includes(code))
      .map(line("taken", "权限矩阵不再依据", "its matrix no longer rests on")),
  ];
}

/** Less is open to its holders with every role that is kept apart from it. */
function apartLines(
  { apart: old = [] }: Definition,
  { apart: now = [] }: Definition,
  speech: Speech,
): readonly PolicyLine[] {
  const nameOf = (id: string): Text => speech.role?.(id) ?? text("（已归档）", "(archived)");
  const line = (kind: PolicyLine["kind"], zh: string, en: string) => (id: string) => ({
    kind,
    sentence: text(`${zh}“${nameOf(id).zh}”`, `${en} ${nameOf(id).en}`),
  });
  return [
    ...now
      .filter((id) => !old.includes(id))
      .map(line("narrowed", "同一人不能同时持有", "nobody holds it together with")),
    ...old
      .filter((id) => !now.includes(id))
      .map(line("widened", "可以再与其同时持有：", "may be held again together with")),
  ];
}

function wordLines(before: RoleContent, after: RoleContent): readonly PolicyLine[] {
  const isRenamed = before.name !== after.name || before.nameEnglish !== after.nameEnglish;
  const isDescribed =
    before.duties !== after.duties || before.dutiesEnglish !== after.dutiesEnglish;
  const renamed: PolicyLine = {
    kind: "changed",
    sentence: text(
      `名称从“${before.name}”改为“${after.name}”`,
      `is called ${after.nameEnglish ?? after.name} instead of ${before.nameEnglish ?? before.name}`,
    ),
  };
  const described: PolicyLine = {
    kind: "changed",
    sentence: text("职责说明有修改", "its duties are described anew"),
  };
  return [...(isRenamed ? [renamed] : []), ...(isDescribed ? [described] : [])];
}
