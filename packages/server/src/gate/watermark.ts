/** Who looks, or takes out, stands on what they see wherever a rule demands a watermark (R57). */
import type { Obligation, Text } from "@latchkey/policy";
import { toWall } from "../fields/wall-clock.ts";
import { actionsNamed } from "../policies/rights-actions.ts";
import type { Subject } from "./subject.ts";
import type { View } from "./view.ts";

const isMark = ({ kind }: Obligation): boolean => kind === "watermark";

/** Whether their screens carry it: a page shows records of many kinds, so it is on all or on none. */
export const marksScreens = ({ compiled, world: { model } }: Subject): boolean =>
  compiled.held.some(
    ({ rule }) =>
      rule.obligations?.some(isMark) &&
      actionsNamed(rule, model).some(({ action }) => action === "view"),
  );

/** The last line of a file; null where none of its records demands one. */
export function markOfFile({ name, unit, world, zone }: Subject, { arms }: View): Text | null {
  if (!arms.some(({ arm }) => arm.obligations.some(isMark))) return null;
  const of = unit === null ? null : world.tree.name(unit);
  const who = of === null ? name : `${name} · ${of}`;
  const at = toWall(new Date().toISOString(), zone).slice(0, 16);
  return { zh: `由 ${who} 于 ${at} 导出`, en: `Exported by ${who}, ${at}` };
}
