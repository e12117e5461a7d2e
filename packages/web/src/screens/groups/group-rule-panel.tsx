import type { Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { groupRuleQuery } from "../../queries/groups.ts";
import { GroupRuleDrawer } from "./group-rule-drawer.tsx";

/** Beside a group: who belongs, in one sentence (R167). */
export function GroupRulePanel({ group }: { group: Row }) {
  const t = useT();
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(groupRuleQuery(group.id));
  if (!data) return null;
  const { sentence, isWaiting, hasMembers } = data;
  return (
    <Panel
      title={t("groups.rule")}
      extra={
        group.can["edit"] === true ? (
          <Button size="small" disabled={hasMembers} onClick={() => setOpen(true)}>
            {t(sentence ? "groups.change" : "groups.set")}
          </Button>
        ) : null
      }
    >
      <p>{sentence ? text(sentence) : t(hasMembers ? "groups.byHandFirst" : "groups.byHand")}</p>
      {isWaiting ? (
        <Alert
          type="info"
          showIcon
          title={t("groups.waits")}
          action={<Link to="/inbox/requests">{t("groups.toRequests")}</Link>}
        />
      ) : null}
      {isOpen ? <GroupRuleDrawer id={group.id} reply={data} close={() => setOpen(false)} /> : null}
    </Panel>
  );
}
