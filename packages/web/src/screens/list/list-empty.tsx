import { Button, Empty } from "antd";
import { useT, useNoun } from "../../i18n/index.ts";
import { useMay, useSession } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

/** An empty list teaches with one action: drop the filters, or make the first record. */
export function ListEmpty({ list, create }: { list: ListModel; create: () => void }) {
  const t = useT();
  const noun = useNoun();
  const may = useMay();
  const { object, state, setState } = list;
  const { q, f, ...rest } = state;
  const isNarrowed = Boolean(q) || (f !== undefined && f.length > 0);
  const { me } = useSession();
  const words = t(isNarrowed ? "list.emptyNarrowed" : me.viewing ? "viewing.empty" : "list.empty", {
    objects: noun(object.plural),
    name: me.person.name,
  });
  return (
    <div className={styles.empty}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words}>
        {isNarrowed ? (
          <Button onClick={() => setState(rest)}>{t("filter.clear")}</Button>
        ) : may(object.name, "create") && !me.viewing ? (
          <Button type="primary" onClick={create}>
            {t("list.create", { object: noun(object.label) })}
          </Button>
        ) : null}
      </Empty>
    </div>
  );
}
