/** Nothing is missing from a file in silence: a right to export may be narrower than that to see. */
import { Alert } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";

interface FewerExportedProps {
  readonly listed: number | undefined;
  readonly exported: number | undefined;
}

export function FewerExported({ listed, exported }: FewerExportedProps) {
  const t = useT();
  const format = useFormat();
  if (listed === undefined || exported === undefined || exported >= listed) return null;
  const counts = { listed: format.number(listed), exported: format.number(exported) };
  return (
    <Alert type="info" showIcon title={t("export.fewer", counts)} style={{ marginBottom: 16 }} />
  );
}
