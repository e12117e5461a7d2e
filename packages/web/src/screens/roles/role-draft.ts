/** What the matrix edits, and how it differs from where it came from. Pure, so that every mark has one meaning. */
import type {
  BundleMeta,
  ClassLevel,
  MatrixScope,
  PolicyChange,
  PolicyDraft,
  RoleDraft,
  RoleMeta,
  RoleTier,
  Rule,
  Sensitivity,
  Text,
} from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";
import { fieldsNamed, type NamedField } from "../../parts/field-levels.ts";

export const SCOPES: readonly MatrixScope[] = ["none", "own", "unit", "subtree", "all"];

export const NO_CLASS: ClassLevel = { own: "absent", beyond: "absent", write: false };

type Matrix = Pick<RoleDraft, "grants" | "classes">;

/** An action of its own overrides its bundle; what is not named is none. */
export function scopeOf(
  grants: RoleDraft["grants"],
  bundle: BundleMeta,
  key?: string,
): MatrixScope {
  return (key ? grants[key] : undefined) ?? grants[bundle.name] ?? "none";
}

export function withGrant(
  draft: RoleDraft,
  key: string,
  scope: MatrixScope | undefined,
): RoleDraft {
  const { [key]: _old, ...others } = draft.grants;
  return { ...draft, grants: scope === undefined ? others : { ...others, [key]: scope } };
}

export function withClass(draft: RoleDraft, name: Sensitivity, level: ClassLevel): RoleDraft {
  return { ...draft, classes: { ...draft.classes, [name]: level } };
}

/** Every switch as the tier has it, at one reach; rules and single fields stay. */
export function withTier(draft: RoleDraft, tier: RoleTier, reach: MatrixScope): RoleDraft {
  const grants = Object.fromEntries(tier.units.map((unit) => [unit, reach]));
  return { ...draft, grants, classes: tier.classes };
}

/** How many cells of the matrix are not as in `other`. */
export function differences(one: Matrix, other: Matrix): number {
  const grantKeys = new Set([...Object.keys(one.grants), ...Object.keys(other.grants)]);
  const grants = [...grantKeys].filter((key) => differsIn(one, other, key)).length;
  const classNames = new Set([
    ...Object.keys(one.classes),
    ...Object.keys(other.classes),
  ]) as Set<Sensitivity>;
  const classes = [...classNames].filter((name) => classDiffers(one, other, name)).length;
  return grants + classes;
}

/** Ids of the rules that are not the same in both. */
export function rulesApart(
  { rules: one = [] }: Pick<RoleDraft, "rules">,
  { rules: other = [] }: Pick<RoleDraft, "rules">,
): readonly string[] {
  const said = (rules: readonly Rule[]) =>
    new Map(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const [mine, theirs] = [said(one), said(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    (id) => mine.get(id) !== theirs.get(id),
  );
}

/** The fields whose own levels are not the same in both. */
export function fieldsApart(
  { fields: one = {} }: Pick<RoleDraft, "fields">,
  { fields: other = {} }: Pick<RoleDraft, "fields">,
): readonly NamedField[] {
  const all = new Map(
    [...fieldsNamed(one), ...fieldsNamed(other)].map((named) => [JSON.stringify(named), named]),
  );
  return [...all.values()].filter(({ object, field }) => {
    const [mine, theirs] = [one[object]?.[field], other[object]?.[field]];
    return mine === undefined || theirs === undefined || !isSameLevel(mine, theirs);
  });
}

/** What a role names beside its matrix: other roles by id, regulations by code. */
export const LISTS = ["apart", "includes", "beyond", "cites"] as const;

type Lists = Pick<RoleDraft, (typeof LISTS)[number]>;

/** What only one of the two names there. */
export function listApart(mine: Lists, theirs: Lists, name: keyof Lists): readonly string[] {
  const [one, other] = [mine[name] ?? [], theirs[name] ?? []];
  return [
    ...one.filter((named) => !other.includes(named)),
    ...other.filter((named) => !one.includes(named)),
  ];
}

/** Where two hands say different things of one role. */
export interface Disagreements {
  readonly isNamedApart: boolean;
  readonly isDescribedApart: boolean;
  /** Keys of bundles and of single actions. */
  readonly grants: readonly string[];
  readonly classes: readonly Sensitivity[];
  readonly fields: readonly NamedField[];
  /** Ids. */
  readonly rules: readonly string[];
  readonly lists: readonly (keyof Lists)[];
}

export function disagreementsOf(mine: RoleDraft, theirs: RoleMeta): Disagreements {
  const keys = new Set([...Object.keys(mine.grants), ...Object.keys(theirs.grants)]);
  const names = new Set([...Object.keys(mine.classes), ...Object.keys(theirs.classes)]);
  const isApart = (one: Text, other: Text) => one.zh !== other.zh || one.en !== other.en;
  return {
    isNamedApart: isApart(mine.name, theirs.name),
    isDescribedApart: isApart(mine.duties, theirs.duties),
    grants: [...keys].filter((key) => differsIn(mine, theirs, key)),
    classes: ([...names] as Sensitivity[]).filter((name) => classDiffers(mine, theirs, name)),
    fields: fieldsApart(mine, theirs),
    rules: rulesApart(mine, theirs),
    lists: LISTS.filter((name) => listApart(mine, theirs, name).length > 0),
  };
}

/** The switches of a bundle, its own and those of its single actions, that are not as the preset has them. */
export const changedIn = (
  draft: Matrix,
  preset: Matrix,
  { name, actions }: BundleMeta,
): readonly string[] =>
  [name, ...actions.map(actionKey)].filter((key) => differsIn(draft, preset, key));

export function differsIn(one: Matrix, other: Matrix, key: string): boolean {
  const missing = key.includes(":") ? undefined : "none";
  return (one.grants[key] ?? missing) !== (other.grants[key] ?? missing);
}

export function classDiffers(one: Matrix, other: Matrix, name: Sensitivity): boolean {
  return !isSameLevel(one.classes[name] ?? NO_CLASS, other.classes[name] ?? NO_CLASS);
}

const isSameLevel = (a: ClassLevel, b: ClassLevel): boolean =>
  a.own === b.own && a.beyond === b.beyond && a.write === b.write;

export function actionKey(action: BundleMeta["actions"][number]): string {
  return `${action.object}:${action.action}`;
}

/** What is asked of a new role; `from` is the id of the role it shall be like. */
export interface NewRole {
  readonly zh: string;
  readonly en?: string;
  readonly duties?: string;
  readonly from?: string;
}

/** A new role starts with nothing, unless somebody says which one it is like; then it has that one's template too. */
export function newRole(values: NewRole, roles: readonly RoleMeta[]): RoleDraft {
  const like = roles.find((role) => role.id === values.from);
  const duties = values.duties ?? "";
  return {
    name: { zh: values.zh, en: values.en || values.zh },
    duties: { zh: duties || like?.duties.zh || "", en: duties || like?.duties.en || "" },
    grants: like?.grants ?? {},
    classes: like?.classes ?? {},
    ...(like?.fields ? { fields: like.fields } : {}),
    ...(like?.rules ? { rules: like.rules } : {}),
    ...(like?.apart ? { apart: like.apart } : {}),
    ...(like?.includes ? { includes: like.includes } : {}),
    ...(like?.beyond ? { beyond: like.beyond } : {}),
    ...(like?.cites ? { cites: like.cites } : {}),
    ...(like?.preset ? { preset: like.preset.id } : {}),
  };
}

/** The role as its editor sends it back; `change`: the draft's change of it that is edited on, 0 where there is none. */
export function toDraft(role: RoleMeta, change: number): RoleDraft {
  const { id, version, name, duties, grants, classes, fields, rules, apart, preset } = role;
  const { function: part } = role;
  const { includes, beyond, cites } = role;
  return {
    ...(id ? { id } : {}),
    version,
    ...(change > 0 ? { change } : {}),
    name,
    duties,
    grants,
    classes,
    ...(fields ? { fields } : {}),
    ...(rules && part === undefined ? { rules } : {}),
    ...(apart ? { apart } : {}),
    ...(includes ? { includes } : {}),
    ...(beyond ? { beyond } : {}),
    ...(cites ? { cites } : {}),
    ...(preset ? { preset: preset.id } : {}),
    ...(part === undefined ? {} : { function: part }),
  };
}

/** What is asked of a new function in teams. */
export interface NewFunction {
  /** A shipped function, or `new`. */
  readonly part: string;
  readonly carries: "looking" | "work";
  /** What it shows. */
  readonly classes: readonly Sensitivity[];
  readonly zh: string;
  readonly en?: string;
  readonly duties?: string;
}

/** Single rights and fields are then added and taken away. */
export function newFunction(
  { part, carries, classes, zh, en, duties = "" }: NewFunction,
  bundles: readonly BundleMeta[],
): RoleDraft {
  const isWork = carries === "work";
  const carried = bundles
    .filter(({ name }) => name !== "administration")
    .flatMap(({ name, actions }) => {
      const looking = actions.filter(({ layer }) => layer === "see");
      return isWork || looking.length === actions.length ? [name] : looking.map(actionKey);
    });
  const shown: ClassLevel = { own: "plain", beyond: "absent", write: isWork };
  return {
    name: { zh, en: en || zh },
    duties: { zh: duties, en: duties },
    grants: Object.fromEntries(carried.map((key) => [key, "own"])),
    classes: Object.fromEntries(classes.map((name) => [name, shown])),
    function: part,
  };
}

/** A role as it stands for whoever edits: as published, or as the draft has it. */
export interface EditedRole {
  readonly role: RoleMeta;
  /** Of the draft's change of it; 0: it is as published. */
  readonly change: number;
  /** Null: what is shown is in force. */
  readonly kind: PolicyChange["kind"] | null;
}

export const WAITING_WORDS: Readonly<Record<PolicyChange["kind"], MessageKey>> = {
  created: "policy.roleCreatedHint",
  changed: "policy.roleChangedHint",
  archived: "policy.roleArchivedHint",
};

/** The published roles with what waits laid over them; new ones come last. */
export function rolesInDraft(
  published: readonly RoleMeta[],
  draft: PolicyDraft | null,
): readonly EditedRole[] {
  const changes = new Map((draft?.changes ?? []).map((change) => [change.role, change]));
  const known = new Set(published.map(({ id }) => id));
  const laid = published.map((role): EditedRole => {
    const change = changes.get(role.id ?? "");
    if (!change) return { role, change: 0, kind: null };
    return { role: change.after ?? role, change: change.change, kind: change.kind };
  });
  const added = [...changes.values()].flatMap(({ role, after, change, kind }) =>
    after && !known.has(role) ? [{ role: after, change, kind }] : [],
  );
  return [...laid, ...added];
}
