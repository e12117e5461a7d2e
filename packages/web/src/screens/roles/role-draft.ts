/** What the matrix edits, and how it differs from where it came from. Pure, so that every mark has one meaning. */
import type {
  BundleMeta,
  ClassLevel,
  MatrixScope,
  RoleDraft,
  RoleMeta,
  Sensitivity,
} from "@latchkey/server/contract";

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

export function differsIn(one: Matrix, other: Matrix, key: string): boolean {
  const missing = key.includes(":") ? undefined : "none";
  return (one.grants[key] ?? missing) !== (other.grants[key] ?? missing);
}

export function classDiffers(one: Matrix, other: Matrix, name: Sensitivity): boolean {
  const a = one.classes[name] ?? NO_CLASS;
  const b = other.classes[name] ?? NO_CLASS;
  return a.own !== b.own || a.beyond !== b.beyond || a.write !== b.write;
}

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
    ...(like?.preset ? { preset: like.preset.id } : {}),
  };
}
