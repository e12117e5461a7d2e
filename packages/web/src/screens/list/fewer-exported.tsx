/** Nothing is missing from a file in silence: a right to export may be narrower than that to see. */
import type { CountReply } from "@latchkey/server/contract";
import { Alert } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";

interface FewerExportedProps {
  readonly listed: CountReply | undefined;
  readonly exported: CountReply | undefined;
}

export function FewerExported({ listed, exported }: FewerExportedProps) {
  const t = useT();
  const format = useFormat();
  if (!listed || !exported || !isFewer(exported, listed)) return null;
  const counts = { listed: format.count(listed), exported: format.count(exported) };
  return (
    <Alert type="info" showIcon title={t("export.fewer", counts)} style={{ marginBottom: 16 }} />
  );
}

/** Certainly so: of what was not counted to the end, nothing is said. */
const isFewer = (some: CountReply, all: CountReply): boolean =>
  !some.isMore && (all.isMore ? some.count <= all.count : some.count < all.count);
