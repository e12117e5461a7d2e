/** A person: who they are, and what they are entrusted with, where and until when. */
import { AimOutlined } from "@ant-design/icons";
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { isUnseen, recordQuery } from "../../queries/records.ts";
import { titleOf, useMay } from "../../session/session.tsx";
import { RecordFields } from "../record/record-fields.tsx";
import { useRecordEditor } from "../record/use-record-editor.ts";
import { ImpactOfPerson } from "../policy/impact/impact-of-person.tsx";
import { AssignmentsPanel } from "./assignments-panel.tsx";
import { InviteButton } from "./invite-button.tsx";
import { PostsPanel } from "./posts-panel.tsx";
import { SuspendButton } from "./suspend-button.tsx";
import { ViewAsButton } from "./view-as-button.tsx";
import styles from "./person.module.css";

export function PersonScreen({ object, id }: { object: ObjectMeta; id: string }) {
  const record = useQuery(recordQuery({ object: object.name, id }));
  if (record.error && (!record.data || isUnseen(record.error))) {
    return <PageFailure problem={record.error} retry={() => void record.refetch()} />;
  }
  if (!record.data) return <PageSkeleton />;
  return <Person object={object} row={record.data.record} />;
}

function Person({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const text = useText();
  const may = useMay();
  const editor = useRecordEditor(object, row);
  const name = titleOf(object, row.values);
  const isSuspended = row.values["status"] === "suspended";
  return (
    <Page
      back={
        <Link to="/o/$object" params={{ object: object.name }}>
          {text(object.plural)}
        </Link>
      }
      title={name}
      mark={isSuspended ? <Tag color="red">{t("person.suspended")}</Tag> : null}
      actions={
        <>
          {isSuspended ? null : <ViewAsButton row={row} name={name} />}
          {may("policyDraft", "view") ? (
            <Link to="/permissions/simulator" search={{ person: row.id }}>
              <Button icon={<AimOutlined aria-hidden />}>{t("simulator.ofPerson")}</Button>
            </Link>
          ) : null}
          {isSuspended ? null : <InviteButton row={row} name={name} />}
          <SuspendButton row={row} isSuspended={isSuspended} name={name} />
        </>
      }
    >
      <div className={styles.columns}>
        <div>
          <RecordFields object={object} row={row} editor={editor} />
        </div>
        <div>
          <PostsPanel person={row} />
          <AssignmentsPanel person={row} />
          <ImpactOfPerson person={row.id} />
        </div>
      </div>
    </Page>
  );
}
