/** Rights for a time: what runs, what comes, what ended, and a new one (R58–R62). */
import { PlusOutlined } from "@ant-design/icons";
import type { SandboxesReply, SandboxState } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Segmented } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { sandboxesQuery } from "../../queries/sandboxes.ts";
import { SandboxDrawer } from "./sandbox-drawer.tsx";
import { SandboxRow } from "./sandbox-row.tsx";
import { STATE_WORDS } from "./sandbox-words.ts";
import styles from "./sandboxes.module.css";

export function SandboxesScreen() {
  const query = useQuery(sandboxesQuery);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  return <Sandboxes reply={query.data} />;
}

const STATES: readonly SandboxState[] = ["running", "coming", "waiting", "ended", "refused"];

function Sandboxes({ reply: { sandboxes, presets, mayInitiate } }: { reply: SandboxesReply }) {
  const t = useT();
  const [isNew, setNew] = useState(false);
  const [state, setState] = useState<SandboxState | "all">("all");
  const count = (one: SandboxState) => sandboxes.filter((each) => each.state === one).length;
  const shown = sandboxes
    .filter((one) => state === "all" || one.state === state)
    .toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  return (
    <Page
      title={t("nav.sandboxes")}
      intro={t("sandboxes.intro")}
      actions={
        mayInitiate ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {t("sandboxes.new")}
          </Button>
        ) : null
      }
    >
      <Panel>
        {sandboxes.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("sandboxes.none")} />
        ) : (
          <>
            <div className={styles.states}>
              <Segmented<SandboxState | "all">
                value={state}
                onChange={setState}
                options={[
                  { value: "all", label: `${t("sandboxes.all")} ${sandboxes.length}` },
                  ...STATES.filter((one) => count(one) > 0).map((one) => ({
                    value: one,
                    label: `${t(STATE_WORDS[one])} ${count(one)}`,
                  })),
                ]}
              />
            </div>
            <ul className={styles.sandboxes}>
              {shown.map((sandbox) => (
                <SandboxRow key={sandbox.id} sandbox={sandbox} />
              ))}
            </ul>
          </>
        )}
      </Panel>
      {isNew ? <SandboxDrawer presets={presets} close={() => setNew(false)} /> : null}
    </Page>
  );
}
