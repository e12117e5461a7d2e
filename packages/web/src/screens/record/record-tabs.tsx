import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs, type TabsProps } from "antd";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { Composer } from "./composer.tsx";
import { RelatedAll, RelatedList } from "./related-list.tsx";
import { Timeline } from "./timeline.tsx";
import styles from "./record.module.css";

/** Followed in the timeline itself or beside it, so they need no tab. */
const ELSEWHERE = new Set(["followUp", "participant", "task"]);

interface RecordTabsProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  /** On a phone, what stands beside the timeline elsewhere. */
  readonly fields?: ReactNode;
  readonly files?: readonly ReactNode[];
  readonly side?: ReactNode;
  readonly isEditing: boolean;
}

export function RecordTabs({ object, row, fields, files = [], side, isEditing }: RecordTabsProps) {
  const t = useT();
  const text = useText();
  const { objects } = useSession();
  const navigate = useNavigate();
  const { tab } = useSearch({ from: "/o/$object/$id" });
  const related = object.children.flatMap(({ object: name, field }) => {
    const child = objects.get(name);
    return child && !ELSEWHERE.has(name) ? [{ child, field }] : [];
  });
  const followUps = object.children.find((child) => child.object === "followUp");
  const followUp = objects.get("followUp");
  const timeline = (
    <>
      <Composer object={object} row={row} />
      {followUps && followUp ? (
        <div className={styles.relatedBar}>
          <RelatedAll parent={row} child={followUp} field={followUps.field} />
        </div>
      ) : null}
      <Timeline object={object} id={row.id} />
    </>
  );
  const said = { key: "timeline", label: t("record.timeline"), children: timeline };
  const kept = fields ? [{ key: "fields", label: t("record.fields"), children: fields }] : [];
  // On a phone one is seen first: the conversation where there can be one, else the record itself.
  const items: TabsProps["items"] = [
    ...(followUps ? [said, ...kept] : [...kept, said]),
    ...(files.length > 0 ? [{ key: "files", label: t("files.title"), children: files }] : []),
    ...(side ? [{ key: "side", label: t("record.people"), children: side }] : []),
    ...related.map(({ child, field }) => ({
      key: `${child.name}.${field}`,
      label: text(child.plural),
      children: <RelatedList parent={row} child={child} field={field} />,
    })),
  ];
  const isThere = items.some(({ key }) => key === tab);
  const first = items[0]?.key ?? "";
  const open = (key: string) =>
    void navigate({
      to: ".",
      search: ({ tab: _tab, ...rest }) => (key === first ? rest : { ...rest, tab: key }),
      replace: true,
      resetScroll: false,
    });
  const isForm = fields !== undefined && isEditing;
  // Where the form was, its record is seen once it is closed.
  const openForm = useEffectEvent(() => open("fields"));
  useEffect(() => {
    if (isForm) openForm();
  }, [isForm]);
  return (
    <Tabs
      className={styles.tabs}
      items={items}
      activeKey={isForm ? "fields" : isThere ? tab! : first}
      onChange={open}
    />
  );
}
