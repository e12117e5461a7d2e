/** Role templates as roles of this installation. */
import type { Executor } from "../db/database.ts";
import { objectNamed, type Model } from "../derive/model.ts";
import type { SystemHand } from "../gate/system.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { createShippedTests } from "../policies/tests/test-store.ts";
import { roleIdOf } from "../policies/templates/registry.ts";

/** Creates a role for each template, with the permission tests that are shipped with it; returns role ids by template id. */
export async function createRoles(
  tx: Executor,
  system: SystemHand,
  {
    model,
    templates,
    unit,
  }: { readonly model: Model; readonly templates: readonly RoleTemplate[]; readonly unit: string },
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(templates.map(({ id }) => [id, roleIdOf(id)]));
  await system.insertRows(
    tx,
    objectNamed(model, "role"),
    templates.map((template) => ({
      id: ids.get(template.id)!,
      unit,
      name: template.name.zh,
      nameEnglish: template.name.en,
      duties: template.duties.zh,
      dutiesEnglish: template.duties.en,
      preset: template.id,
      administrator: template.administrator === true,
    })),
  );
  const definitions = templates.map((template) => ({
    id: ids.get(template.id)!,
    definition: definitionOf(template),
  }));
  await tx.query(
    "update role set definition = d.definition from json_to_recordset($1::json) as d (id uuid, definition jsonb) where role.id = d.id",
    [JSON.stringify(definitions)],
  );
  await createShippedTests(
    tx,
    templates.map(({ id }) => id),
  );
  return ids;
}

export function definitionOf({
  grants,
  classes,
  fields,
  rules,
  includes,
  apart,
  beyond,
}: RoleTemplate): Partial<RoleTemplate> {
  return {
    grants,
    classes,
    ...(fields ? { fields } : {}),
    ...(rules ? { rules } : {}),
    ...(includes ? { includes } : {}),
    ...(apart ? { apart } : {}),
    ...(beyond ? { beyond } : {}),
  };
}
