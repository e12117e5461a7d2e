/** What the form holds, and what is sent of it. */
import type {
  BundleMeta,
  ClassLevel,
  Level,
  RuleNode,
  SandboxAct,
  SandboxContent,
  SandboxInput,
  SandboxPreset,
  Sensitivity,
} from "@latchkey/server/contract";
import { serverNow } from "../../clock.ts";

export interface SandboxForm extends Pick<
  SandboxInput,
  "kind" | "roles" | "grants" | "fields" | "adds" | "blocks"
> {
  readonly name: string;
  readonly reason: string;
  readonly people: readonly string[];
  readonly groups: readonly string[];
  readonly places: readonly string[];
  readonly only: Readonly<Record<string, RuleNode>>;
  readonly levels: Readonly<Partial<Record<Sensitivity, Level>>>;
  readonly approver: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** From the beginning of this minute on. */
export function fromPreset(preset: SandboxPreset): SandboxForm {
  const now = Math.floor(serverNow() / MINUTE) * MINUTE;
  return {
    ...contentOf(preset),
    name: "",
    reason: "",
    people: [],
    groups: [],
    places: [],
    approver: null,
    from: new Date(now).toISOString(),
    until: new Date(now + preset.days * DAY).toISOString(),
  };
}

/** What another purpose changes of a form that is filled in already. */
export function contentOf({ kind, content }: SandboxPreset) {
  const { classes, ...rest } = content;
  const levels = Object.entries(classes).map(([name, { beyond }]) => [name, beyond] as const);
  return { ...rest, kind, only: {}, levels: Object.fromEntries(levels) as SandboxForm["levels"] };
}

export function toInput({ levels, approver, from, until, ...form }: SandboxForm): SandboxInput {
  const classes = Object.entries(levels).map(
    ([name, level]) => [name, classOf(level, form.adds)] as const,
  );
  const fields = Object.entries(form.fields).map(([object, levels]) => {
    const sent = Object.entries(levels).map(
      ([field, { beyond }]) => [field, classOf(beyond, form.adds)] as const,
    );
    return [object, Object.fromEntries(sent)] as const;
  });
  return {
    ...form,
    fields: Object.fromEntries(fields),
    classes: Object.fromEntries(classes) as SandboxContent["classes"],
    approver: approver ?? "",
    from: from ?? "",
    until: until ?? "",
  };
}

/** What is read in full is written where changing was switched on. */
const classOf = (level: Level, adds: readonly SandboxAct[]): ClassLevel => ({
  own: level,
  beyond: level,
  write: level === "plain" && adds.includes("edit"),
});

/** Bundles that hold anything which may be given: what goes beyond looking appears with its switch. */
export function offered(
  bundles: readonly BundleMeta[],
  adds: readonly SandboxAct[],
): readonly BundleMeta[] {
  const has = (...acts: SandboxAct[]): boolean => acts.some((act) => adds.includes(act));
  return bundles.filter(({ name, layer, block }) => {
    if (block.name === "remainder" || layer === "see") return true;
    if (name.endsWith(".export")) return has("export", "reveal");
    return layer === "change" ? has("edit") : has("operate");
  });
}
