/** What becomes different of one record for people of one position. */
import { compile, mayEver } from "@latchkey/policy";
import type { CompiledSubject, Context, Decision, RecordFacts } from "@latchkey/policy";
import type { ObjectModel } from "../../derive/model.ts";
import { decide } from "../../gate/demands.ts";
import type { ImpactChange } from "../../http/contract.ts";
import type { Outlined } from "./outline.ts";
import type { Landscape, Position } from "./position.ts";

/** One thing that becomes different, as one text. */
export type ChangeKey = string;

export const changeOf = (key: ChangeKey): ImpactChange => {
  const [kind, name, from, to] = key.split(" ");
  return { kind, name, from, to } as ImpactChange;
};

const RANKS = ["no", "absent", "masked", "plain", "yes"];

/** More than before, or less. */
export const isGain = ({ from, to }: ImpactChange): boolean =>
  RANKS.indexOf(to) > RANKS.indexOf(from);

export interface Pair {
  readonly before: CompiledSubject;
  readonly after: CompiledSubject;
}

export function compilePair(
  { schema, policies }: Outlined,
  { now }: Landscape,
  { subject, others, tree }: Position,
): Pair {
  const [before, after] = policies.map((policy) =>
    compile({ schema, policy, subject, others, tree, now }),
  );
  return { before: before!, after: after! };
}

/**
 * Acts that are allowed by one policy only; and for each field, how its cell is read (an unseen record has none) and
 * whether it may be written, wherever that differs.
 */
export function changesOn(
  { before, after }: Pair,
  object: ObjectModel,
  facts: RecordFacts,
  context: Context,
): readonly ChangeKey[] {
  const { name, fields } = object;
  const { actions } = before.schema.objects[name]!;
  const decided = new Map(
    actions.map((action) => [
      action,
      [before, after].map((side) => decide(side, name, action, facts, context)) as [
        Decision,
        Decision,
      ],
    ]),
  );
  const found: ChangeKey[] = [];
  const note = (kind: string, what: string, from: string, to: string): void => {
    if (from !== to) found.push([kind, what, from, to].join(" "));
  };
  for (const [action, [old, now]] of decided) note("act", action, yes(old.allow), yes(now.allow));
  const [seen, shown] = decided.get("view")!;
  for (const field of fields.values()) {
    const [from, to] = [seen, shown].map(({ levels }) => levels[field.name] ?? "absent");
    note("read", field.name, from!, to!);
    const writes = decided.get(field.writtenBy);
    if (!writes) continue;
    const [could, can] = writes.map(({ write }) => yes(write.includes(field.name)));
    note("write", field.name, could!, can!);
  }
  return found;
}

/** Acts that are asked of no record: it is made by them, or looked for. */
export const ASKED_OF_NONE: ReadonlySet<string> = new Set(["create", "import", "probe", "lookUp"]);

/** Those of them that one policy alone gives at all: who sees no record loses or gains them like everybody. */
export function actsApart({ before, after }: Pair, { name }: ObjectModel): readonly ChangeKey[] {
  const acts = before.schema.objects[name]!.actions.filter((act) => ASKED_OF_NONE.has(act));
  return acts.flatMap((act) => {
    const [from, to] = [before, after].map((side) => yes(mayEver(side, name, act)));
    return from === to ? [] : [["act", act, from, to].join(" ")];
  });
}

const yes = (is: boolean): "yes" | "no" => (is ? "yes" : "no");
