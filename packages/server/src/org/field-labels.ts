/** What an organisation calls the fields that came with the product: everywhere, for everybody, from the next request on. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel } from "../derive/model.ts";
import { badRequest, Refusal, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { readGuarded } from "../gate/guard.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { DeclaredFieldMeta } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { labelsOf, parseLabel } from "./custom-field-draft.ts";
import { shape, type Input } from "./custom-fields.ts";

interface LabelRow {
  readonly object: string;
  readonly name: string;
  readonly version: number;
}

/** The declared fields of every object, with the version of their label. */
export async function declaredFields(
  executor: Executor,
  subject: Subject,
): Promise<readonly DeclaredFieldMeta[]> {
  const rows = await readGuarded<LabelRow>(
    executor,
    subject,
    sql`select true as present, object, name, version from field_label where g.ok`,
  );
  const versions = new Map(rows.map(({ object, name, version }) => [`${object}.${name}`, version]));
  return [...subject.world.model.objects.values()].flatMap(({ name: object, fields }) =>
    [...fields.values()]
      .filter(isRenamable)
      .map((field) => metaOf(object, field, versions.get(`${object}.${field.name}`) ?? 0)),
  );
}

const isRenamable = ({ custom, declaration }: FieldModel): boolean =>
  !custom && !declaration.secret;

/** A label of null is the one the field came with. */
export const relabelField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "relabelField", async ({ tx, subject, object, rows }) => {
    const { fields } = objectNamed(subject.world.model, object);
    const field = fields.get(textOf(input["name"]));
    if (!field || !isRenamable(field)) throw new Refusal("not_found");
    const known = await declaredFields(tx, subject);
    const { version, standard } = known.find(
      (one) => one.object === object && one.name === field.name,
    )!;
    if (input["version"] !== version) throw new Refusal("stale");
    const others = [...fields.values()].filter((other) => other !== field && !other.custom);
    const problems: Problem[] = [];
    const labels = labelsOf([...others, ...rows]);
    const label = parseLabel(input["label"] ?? standard, labels, problems);
    if (problems.length > 0) throw badRequest(problems);
    await tx.query(
      `insert into field_label (object, name, label) values ($1, $2, $3::jsonb)
         on conflict (object, name) do update set label = excluded.label, version = field_label.version + 1`,
      [object, field.name, JSON.stringify(label)],
    );
    const { type, sensitivity } = field.declaration;
    const result = {
      object,
      name: field.name,
      type,
      sensitivity,
      label,
      standard,
      version: version + 1,
    };
    const detail = { field: field.name, before: field.declaration.label, after: label };
    return { result, detail };
  });

const metaOf = (object: string, field: FieldModel, version: number): DeclaredFieldMeta => ({
  object,
  name: field.name,
  type: field.declaration.type,
  sensitivity: field.declaration.sensitivity,
  label: field.declaration.label,
  standard: field.standard ?? field.declaration.label,
  version,
});
