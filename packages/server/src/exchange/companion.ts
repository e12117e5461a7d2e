/** What a row of one object may bring along: a person's row their post. Its fields are named `post.role` in a mapping. */
import { objectNamed, type FieldModel, type Model, type ObjectModel } from "../derive/model.ts";

export interface Companion {
  readonly object: ObjectModel;
  /** Its field that refers to the record it comes with. */
  readonly by: FieldModel;
  /** Its field without which a row brings none. */
  readonly needs: FieldModel;
}

const COMPANIONS: Readonly<Record<string, { object: string; by: string; needs: string }>> = {
  person: { object: "post", by: "person", needs: "role" },
};

export function companionOf(model: Model, { name }: ObjectModel): Companion | null {
  const named = Object.hasOwn(COMPANIONS, name) ? COMPANIONS[name]! : null;
  if (!named) return null;
  const object = objectNamed(model, named.object);
  return {
    object,
    by: object.fields.get(named.by)!,
    needs: object.fields.get(named.needs)!,
  };
}
