/** The fields an administrator adds to an object, without programming: they are in force with everybody's next click. */
import { PlusOutlined } from "@ant-design/icons";
import type { CustomFieldMeta, CustomFieldsReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select, Skeleton } from "antd";
import { useState } from "react";
import { useNoun, useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { customFieldsQuery } from "../../queries/administration.ts";
import { useMay } from "../../session/session.tsx";
import { DeclaredTable } from "./declared-table.tsx";
import { FieldDrawer } from "./field-drawer.tsx";
import { FieldTable } from "./field-table.tsx";
import styles from "./fields.module.css";

type ObjectWithFields = CustomFieldsReply["objects"][number];

export function FieldsScreen() {
  const may = useMay();
  return may("customField", "edit") ? <Fields /> : <NotFound />;
}

function Fields() {
  const t = useT();
  const { object: chosen } = useSearch({ from: "/permissions/fields" });
  const query = useQuery(customFieldsQuery);
  if (query.error && !query.data) {
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  }
  const object = query.data?.objects.find(({ name }) => name === chosen) ?? query.data?.objects[0];
  if (!query.data || !object) {
    return (
      <Page title={t("nav.fields")} intro={t("fields.intro")}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </Page>
    );
  }
  return <FieldsOf key={object.name} object={object} reply={query.data} />;
}

/** What is open beside the table: nothing, a new field, or one to edit. */
type Editing = CustomFieldMeta | "new" | null;

function FieldsOf({ object, reply }: { object: ObjectWithFields; reply: CustomFieldsReply }) {
  const t = useT();
  const noun = useNoun();
  const [editing, setEditing] = useState<Editing>(null);
  const live = object.fields.filter(({ archived }) => !archived);
  const archived = object.fields.filter((field) => field.archived);
  const isFull = live.length >= reply.limit;
  const addButton = (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      disabled={isFull}
      onClick={() => setEditing("new")}
    >
      {t("fields.add")}
    </Button>
  );
  return (
    <Page
      title={t("nav.fields")}
      intro={t("fields.intro")}
      actions={
        <>
          <ObjectSelect chosen={object.name} objects={reply.objects} />
          {live.length > 0 ? addButton : null}
        </>
      }
    >
      {isFull ? <p className="muted">{t("fields.full", { limit: reply.limit })}</p> : null}
      <Panel>
        {live.length > 0 ? (
          <FieldTable fields={live} edit={setEditing} />
        ) : (
          <Notice
            title={t("fields.emptyTitle", { object: noun(object.plural) })}
            words={t("fields.emptyWords")}
            action={addButton}
          />
        )}
      </Panel>
      {archived.length > 0 ? (
        <Panel title={t("fields.archivedTitle")}>
          <p className={styles.note}>{t("fields.archivedIntro")}</p>
          <FieldTable fields={archived} />
        </Panel>
      ) : null}
      <Panel title={t("fields.declaredTitle")}>
        <p className={styles.note}>{t("fields.declaredIntro")}</p>
        <DeclaredTable fields={object.declared} />
      </Panel>
      {editing ? (
        <FieldDrawer
          object={object}
          field={editing === "new" ? null : editing}
          reply={reply}
          close={() => setEditing(null)}
        />
      ) : null}
    </Page>
  );
}

function ObjectSelect(props: { chosen: string; objects: readonly ObjectWithFields[] }) {
  const t = useT();
  const text = useText();
  const navigate = useNavigate();
  const options = props.objects.map(({ name, plural, fields }) => {
    const count = fields.filter(({ archived }) => !archived).length;
    const object = text(plural);
    return { value: name, label: count > 0 ? t("fields.objectOption", { object, count }) : object };
  });
  return (
    <Select
      className={styles.object}
      aria-label={t("fields.object")}
      value={props.chosen}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      onChange={(object) => void navigate({ to: "/permissions/fields", search: { object } })}
    />
  );
}
