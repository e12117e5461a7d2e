/** Short words for industry templates, so that a template reads like the list it is. */
import type { Text } from "@latchkey/policy";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { TemplateField, TemplatePost, TemplateTag, TemplateUnit } from "./industry.ts";

export type Pair = readonly [zh: string, en: string];

export const said = ([zh, en]: Pair): Text => ({ zh, en });

/** `unit("store", ["徐汇校区", "Xuhui campus"])`; what lies below it follows. */
export const unit = (
  kind: string,
  name: Pair,
  below: readonly TemplateUnit[] = [],
  zone?: string,
): TemplateUnit => ({
  kind,
  name: said(name),
  ...(below.length > 0 ? { below } : {}),
  ...(zone ? { zone } : {}),
});

export const department = (key: string, name: Pair): TemplateUnit => ({
  kind: "department",
  key,
  name: said(name),
});

export const inEvery = (kind: string, role: string, title: Pair): TemplatePost => ({
  id: `${kind}-${role}`,
  title: said(title),
  role,
  at: { kind },
});

export const inThe = (unit: string, role: string, title: Pair): TemplatePost => ({
  id: `${unit}-${role}`,
  title: said(title),
  role,
  at: { unit },
});

export const field = (
  object: string,
  name: string,
  declaration: FieldDeclaration,
  only?: TemplateField["only"],
): TemplateField => ({ object, name, declaration, ...(only ? { only } : {}) });

export const tag = (name: Pair, group: string, color: string): TemplateTag => ({
  name: said(name),
  group,
  color,
});
