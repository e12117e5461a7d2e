/** Whoever is given a record by somebody else is told of it: as its owner, or as one who takes part in it. */
import type { ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import type { Notice } from "../inbox/notices.ts";
import type { Subject } from "./subject.ts";

interface Handed {
  readonly object: ObjectModel;
  readonly id: string;
  /** The owner it was given now, if it was given one. */
  readonly owner: Json | undefined;
}

/** Only what is handed on as an act of its own; what follows another record goes with that one. */
export function handingNotices(
  { person: by }: Subject,
  { object, id, owner }: Handed,
): readonly Notice[] {
  const { actions, follows } = object.declaration;
  if (!actions["assign"] || follows !== undefined || typeof owner !== "string" || owner === by)
    return [];
  return [{ person: owner, kind: "handed", object: object.name, record: id, by }];
}

interface Shared {
  readonly object: string;
  readonly record: string;
  readonly principal: { readonly kind: string; readonly id: string };
}

/** A share with a unit or a group is with a place, and nobody's news. */
export function sharingNotices(
  { person: by }: Subject,
  { object, record, principal }: Shared,
): readonly Notice[] {
  if (principal.kind !== "person" || principal.id === by) return [];
  return [{ person: principal.id, kind: "shared", object, record, by }];
}
