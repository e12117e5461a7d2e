/** One role of the draft: what becomes different, who changed it, and the way out of it. */
import type { PolicyChange, RoleMeta } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Tag } from "antd";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { toDraft } from "../roles/role-draft.ts";
import { useHolders } from "../roles/use-holders.ts";
import { Lines } from "./difference.tsx";
import { KIND_WORDS } from "./policy-words.ts";
import { useTakeBack } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

export function ChangePanel({ change, canEdit }: { change: PolicyChange; canEdit: boolean }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const holders = useHolders();
  const takeBack = useTakeBack();
  const { role, name, kind, lines, by, at, isOutdated, after, before } = change;
  const held = (after ?? before)?.holders ?? 0;
  const drop = () =>
    takeBack(
      "policy.dropped",
      () => call("policyDraft", "drop", { role, change: change.change }),
      () =>
        after ? saveAgain(after) : call("role", "archive", { id: role, version: before?.version }),
    );
  return (
    <Panel
      title={
        <>
          {after ? (
            <Link to="/permissions/roles/$role" params={{ role }}>
              {text(name)}
            </Link>
          ) : (
            text(name)
          )}{" "}
          <Tag>{t(KIND_WORDS[kind])}</Tag>
        </>
      }
      extra={
        canEdit ? (
          <Button size="small" onClick={() => void drop()}>
            {t("policy.drop")}
          </Button>
        ) : null
      }
    >
      <p className={styles.by}>
        {t("policy.by", { person: by.title ?? t("history.somebody"), time: format.relative(at) })}
        {held > 0 ? ` · ${holders(held)}` : ""}
      </p>
      {isOutdated ? (
        <Alert
          type="warning"
          showIcon
          title={t("policy.outdated")}
          style={{ marginBottom: 12 }}
          action={
            canEdit && after ? (
              <Button size="small" onClick={() => void save(after, change.change)}>
                {t("policy.keepMine")}
              </Button>
            ) : null
          }
        />
      ) : null}
      {lines.length > 0 ? <Lines lines={lines} /> : null}
      {lines.length === 0 && kind !== "archived" ? (
        <p className="muted">{t("policy.noLines")}</p>
      ) : null}
    </Panel>
  );
}

const save = (role: RoleMeta, change = 0): Promise<unknown> =>
  call("role", "save", toDraft(role, change));

/** A role that was only in the draft is made again; there is none to be saved. */
function saveAgain(role: RoleMeta): Promise<unknown> {
  if (role.version > 0) return save(role);
  const { id: _id, ...draft } = toDraft(role, 0);
  return call("role", "save", draft);
}
