import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { Tabs } from "antd";
import { useText, useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { Composer } from "./composer.tsx";
import { RelatedList } from "./related-list.tsx";
import { Timeline } from "./timeline.tsx";
import styles from "./record.module.css";

/** Followed in the timeline itself, so they need no tab. */
const IN_TIMELINE = new Set(["followUp", "participant", "task"]);

export function RecordMiddle({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const text = useText();
  const { objects } = useSession();
  const related = object.children.flatMap(({ object: name, field }) => {
    const child = objects.get(name);
    return child && !IN_TIMELINE.has(name) ? [{ child, field }] : [];
  });
  return (
    <Tabs
      className={styles.middleTabs}
      items={[
        {
          key: "timeline",
          label: t("record.timeline"),
          children: (
            <>
              <Composer object={object} row={row} />
              <Timeline object={object} id={row.id} />
            </>
          ),
        },
        ...related.map(({ child, field }) => ({
          key: `${child.name}.${field}`,
          label: text(child.plural),
          children: <RelatedList parent={row} child={child} field={field} />,
        })),
      ]}
    />
  );
}
