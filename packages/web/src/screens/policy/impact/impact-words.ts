import type { ImpactChange, ImpactRow, Text } from "@latchkey/server/contract";
import type { MessageKey, Translate } from "../../../i18n/index.ts";

const LEVELS: Readonly<Record<string, { to: MessageKey; from: MessageKey }>> = {
  absent: { to: "impact.toAbsent", from: "impact.fromAbsent" },
  masked: { to: "impact.toMasked", from: "impact.fromMasked" },
  plain: { to: "impact.toPlain", from: "impact.fromPlain" },
};

/** What becomes of the act or the field, in short. */
export function changeWords({ kind, to }: ImpactChange): MessageKey {
  if (kind === "act") return to === "yes" ? "impact.actGained" : "impact.actLost";
  if (kind === "write") return to === "yes" ? "impact.writeGained" : "impact.writeLost";
  return LEVELS[to]!.to;
}

/** How a cell was read before; null where the change alone says it. */
export const beforeWords = ({ kind, from }: ImpactChange): MessageKey | null =>
  kind === "read" ? LEVELS[from]!.from : null;

type Told = Pick<ImpactRow, "change" | "isGain" | "label" | "records"> &
  Partial<Pick<ImpactRow, "people" | "pairs">>;

/** Acts or fields of which the same is told. */
export type Group<Row extends Told> = readonly [Row, ...Row[]];

export function groupRows<Row extends Told>(rows: readonly Row[]): readonly Group<Row>[] {
  const groups = Map.groupBy(rows, ({ change, people, records, pairs }) =>
    JSON.stringify([change.kind, change.from, change.to, people, records, pairs]),
  );
  return [...groups.values()] as unknown as readonly Group<Row>[];
}

/** More are said to be so many. */
export const NAMED = 4;

export function labelsOf(
  group: readonly Told[],
  text: (text: Text) => string,
  t: Translate,
): string {
  const names = group.map(({ label }) => text(label));
  const some = names.slice(0, NAMED).join(t("words.and"));
  return names.length <= NAMED ? some : t("impact.fields", { first: some, number: names.length });
}
