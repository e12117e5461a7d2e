/** Nothing is missing from a file in silence: a right to export may be narrower than that to see. */
import type { CountReply, ObjectMeta } from "@latchkey/server/contract";
import { Alert } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import { Why } from "../../why/why.tsx";

interface FewerExportedProps {
  readonly object: string;
  readonly listed: CountReply | undefined;
  readonly exported: CountReply | undefined;
}

export function FewerExported({ object, listed, exported }: FewerExportedProps) {
  const t = useT();
  const format = useFormat();
  if (!listed || !exported || !isFewer(exported, listed)) return null;
  const counts = { listed: format.count(listed), exported: format.count(exported) };
  return (
    <Alert
      type="info"
      showIcon
      title={t("export.fewer", counts)}
      action={<WhyFewer object={object} />}
      style={{ marginBottom: 16 }}
    />
  );
}

interface ClosedProps {
  readonly object: ObjectMeta;
  /** Names of the fields that no file holds. */
  readonly closed: readonly string[] | undefined;
}

/** A right to export may open fewer fields than that to see. */
export function ClosedExported({ object, closed = [] }: ClosedProps) {
  const t = useT();
  const text = useText();
  const labels = closed.flatMap((name) => text(fieldOf(object, name)?.label) || []);
  if (labels.length === 0) return null;
  const fields = labels.join(t("palette.comma"));
  return (
    <Alert
      type="info"
      showIcon
      title={t("export.closed", { fields })}
      action={<WhyFewer object={object.name} />}
      style={{ marginBottom: 16 }}
    />
  );
}

function WhyFewer({ object }: { readonly object: string }) {
  const t = useT();
  return (
    <Why object={object} action="export" isLink>
      {t("why.ask")}
    </Why>
  );
}

/** Certainly so: of what was not counted to the end, nothing is said. */
const isFewer = (some: CountReply, all: CountReply): boolean =>
  !some.isMore && (all.isMore ? some.count <= all.count : some.count < all.count);
