/** Role templates as an industry needs them: called as its posts are, and with its own fields open or closed to them. */
import type { ClassLevel, RoleTemplate } from "../policies/role-template.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import { HIDDEN } from "../policies/templates/words.ts";
import type { IndustryTemplate, TemplateField } from "./industry.ts";

type Levels = Readonly<Record<string, Readonly<Record<string, ClassLevel>>>>;

/** What everybody includes, and who sets everything else up. */
const ALWAYS: readonly string[] = ["staff", "administrator"];

export interface Taken {
  /** Ids of the role templates that posts bring. */
  readonly roles: readonly string[];
  readonly fields: readonly TemplateField[];
  /** Whether the templates that no post brings become roles too, for later. */
  readonly others: boolean;
}

export function rolesFor(industry: IndustryTemplate, taken: Taken): readonly RoleTemplate[] {
  const brought = [...new Set([...ALWAYS, ...taken.roles])];
  const others = taken.others
    ? Object.keys(ROLE_TEMPLATES).filter(
        (id) => !brought.includes(id) && !opensByRule(ROLE_TEMPLATES[id]!, taken.fields),
      )
    : [];
  return [...brought, ...others].map((id) => roleFor(ROLE_TEMPLATES[id]!, industry, taken.fields));
}

function roleFor(
  template: RoleTemplate,
  { posts, duties }: IndustryTemplate,
  fields: readonly TemplateField[],
): RoleTemplate {
  const post = posts.find(({ role }) => role === template.id);
  const levels = levelsFor(template, fields);
  return {
    ...template,
    ...(post ? { name: post.title } : {}),
    ...(duties?.[template.id] ? { duties: duties[template.id]! } : {}),
    ...(Object.keys(levels).length > 0 ? { fields: levels } : {}),
  };
}

/** A field that names its readers is closed to everybody else, whatever class they hold. */
function levelsFor(template: RoleTemplate, fields: readonly TemplateField[]): Levels {
  const levels: Record<string, Record<string, ClassLevel>> = {};
  for (const [object, own] of Object.entries(template.fields ?? {})) levels[object] = { ...own };
  for (const { object, name, declaration, only } of fields) {
    if (!only) continue;
    const level = only[template.id] ?? (template.classes[declaration.sensitivity] ? HIDDEN : null);
    if (level) levels[object] = { ...levels[object], [name]: level };
  }
  return levels;
}

/** An explicit rule opens whole classes past the levels of single fields, so such a role is not kept in store. */
function opensByRule({ rules = [] }: RoleTemplate, fields: readonly TemplateField[]): boolean {
  return fields.some(
    ({ object, declaration, only }) =>
      only &&
      rules.some(
        ({ effect, actions, fields: opened }) =>
          effect === "permit" &&
          actions.some((action) => action.startsWith(`${object}.`)) &&
          [...(opened?.read ?? []), ...(opened?.mask ?? [])].includes(
            `@${declaration.sensitivity}`,
          ),
      ),
  );
}
