import { MAX_LIST_LENGTH } from "./limits.ts";
import { namedObjects } from "./parse-rule.ts";
import { at, readList, readObject, readText, report } from "./parse-shape.ts";
import type { Bound } from "./model.ts";
import type { Parser } from "./parse-shape.ts";

/** Reads `{subject}` or `{actions}`, never both. */
export function readBound(parser: Parser, input: unknown): Bound {
  const isList = typeof input === "object" && input !== null && "actions" in input;
  const shape = readObject(parser, input, { required: [isList ? "actions" : "subject"] });
  if (!isList) return { subject: readText(at(parser, "subject"), shape["subject"]) };
  const here = at(parser, "actions");
  const actions = readList(here, shape["actions"], MAX_LIST_LENGTH, readText);
  for (const name of namedObjects(parser, actions, "all")) {
    const isSeen = ["*", `${name}.*`, `${name}.view`].some((one) => actions.includes(one));
    if (!isSeen) report(here, "bound-without-view", `${name}.view`);
  }
  return { actions };
}
