/** The industry templates as the first run shows them. */
import type { IndustryMeta, IndustryUnit } from "../http/contract.ts";
import { OBJECTS } from "../objects/registry.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import {
  type IndustryTemplate,
  type TemplateField,
  type TemplateUnit,
} from "../templates/industry.ts";
import { INDUSTRIES } from "../templates/registry.ts";

export const industryMetas = (): readonly IndustryMeta[] => INDUSTRIES.map(metaOf);

/** By which a set-up says which fields it takes. */
export const fieldId = ({ object, name }: TemplateField): string => `${object}.${name}`;

function metaOf(industry: IndustryTemplate): IndustryMeta {
  const { id, name, summary, kinds, levels, units, posts, fields, tags, notYet } = industry;
  const titleOf = (role: string) =>
    posts.find((post) => post.role === role)?.title ?? ROLE_TEMPLATES[role]!.name;
  return {
    id,
    name,
    summary,
    kinds: Object.entries(kinds).map(([kind, label]) => ({ kind, label })),
    levels,
    units: units.map(unitMeta),
    posts: posts.map((post) => ({
      ...post,
      duties: industry.duties?.[post.role] ?? ROLE_TEMPLATES[post.role]!.duties,
    })),
    fields: fields.map((field) => ({
      id: fieldId(field),
      objectLabel: OBJECTS[field.object]!.label,
      type: field.declaration.type,
      label: field.declaration.label,
      sensitivity: field.declaration.sensitivity,
      choices: field.declaration.choices?.map(({ label }) => label) ?? [],
      ...(field.only ? { readers: Object.keys(field.only).map(titleOf) } : {}),
    })),
    tags: tags.map(({ name, color }) => ({ name, color })),
    notYet,
  };
}

const unitMeta = ({ name, kind, key, zone, below = [] }: TemplateUnit): IndustryUnit => ({
  name,
  kind,
  ...(key ? { key } : {}),
  ...(zone ? { zone } : {}),
  below: below.map(unitMeta),
});
