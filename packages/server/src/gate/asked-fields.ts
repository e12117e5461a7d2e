/** The fields of a list whose cells are wanted: a screen of eight columns need not be sent forty. */
import { badRequest, problem } from "../errors.ts";
import type { FieldModel } from "../derive/model.ts";
import { textOf } from "../fields/shared.ts";
import { knownFields, type View } from "./view.ts";

const MAX_ASKED = 500;

/** In the object's order, each once; undefined where all are wanted. */
export function parseFields(input: unknown, view: View): readonly FieldModel[] | undefined {
  if (input === undefined) return undefined;
  if (!Array.isArray(input) || input.length > MAX_ASKED) {
    throw badRequest([
      problem("fields", "out_of_range", { name: "fields", minimum: 0, maximum: MAX_ASKED }),
    ]);
  }
  const known = knownFields(view);
  const names = new Set(known.map(({ name }) => name));
  const problems = input.flatMap((name: unknown, index) =>
    typeof name === "string" && names.has(name)
      ? []
      : [problem(`fields.${index}`, "unknown_field", { field: textOf(name).slice(0, 60) })],
  );
  if (problems.length > 0) throw badRequest(problems);
  const asked = new Set(input);
  return known.filter(({ name }) => asked.has(name));
}
