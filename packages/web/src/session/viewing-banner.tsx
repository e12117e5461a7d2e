/** Stays above every page while somebody looks at it through another's eyes (R105). */
import { EyeOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { post } from "../api.ts";
import { useFormat } from "../format/use-format.ts";
import { useT } from "../i18n/index.ts";
import { useTellFailure } from "../parts/use-tell-failure.tsx";
import { useSession } from "./session.tsx";
import styles from "./session.module.css";

export function ViewingBanner() {
  const t = useT();
  const format = useFormat();
  const tell = useTellFailure();
  const { me } = useSession();
  const end = useMutation({
    mutationFn: () => post("/api/viewing/end"),
    onSuccess: () => window.location.assign(`/o/person/${me.person.id}`),
    onError: (problem) => tell(problem),
  });
  if (!me.viewing) return null;
  const { until } = me.viewing;
  return (
    <div className={styles.viewing} role="region" aria-label={t("viewing.label")}>
      <EyeOutlined aria-hidden />
      <strong>{t("viewing.as", { name: me.person.name })}</strong>
      <span>{t("viewing.both", { name: me.person.name, until: format.clock(until) })}</span>
      <Button size="small" loading={end.isPending} onClick={() => end.mutate()}>
        {t("viewing.end")}
      </Button>
    </div>
  );
}
