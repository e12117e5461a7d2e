/** What rules rest on, and the reviews of those that cite what has changed (R56). */
import { PlusOutlined } from "@ant-design/icons";
import type { Regulation, RegulationsReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { regulationsQuery } from "../../queries/regulations.ts";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { RegulationDialog } from "./regulation-dialog.tsx";
import { RegulationRow } from "./regulation-row.tsx";
import { ReviewCard } from "./review-card.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import styles from "./regulations.module.css";

export function RegulationsScreen() {
  const query = useQuery(regulationsQuery);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  return <Regulations reply={query.data} />;
}

function Regulations({ reply: { regulations, reviews, mayEdit } }: { reply: RegulationsReply }) {
  const t = useT();
  const [edited, setEdited] = useState<Regulation | "new" | null>(null);
  const [changed, setChanged] = useState<Regulation | null>(null);
  return (
    <Page
      title={t("nav.regulations")}
      intro={t("regulations.intro")}
      actions={
        mayEdit ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setEdited("new")}
          >
            {t("regulations.new")}
          </Button>
        ) : null
      }
    >
      {reviews.length > 0 ? (
        <Panel title={t("regulations.reviews")}>
          <ul className={styles.list}>
            {reviews.map((review) => (
              <ReviewCard key={review.id} review={review} mayEdit={mayEdit} />
            ))}
          </ul>
        </Panel>
      ) : null}
      <Panel title={t("regulations.register")}>
        {regulations.length === 0 ? <p className="muted">{t("regulations.none")}</p> : null}
        <ul className={styles.list}>
          {regulations.map((regulation) => (
            <RegulationRow
              key={regulation.code}
              regulation={regulation}
              {...(mayEdit
                ? {
                    edit: () => setEdited(regulation),
                    markChanged: () => setChanged(regulation),
                  }
                : {})}
            />
          ))}
        </ul>
      </Panel>
      <PolicyBar />
      {edited ? (
        <RegulationDialog
          regulation={edited === "new" ? null : edited}
          close={() => setEdited(null)}
        />
      ) : null}
      {changed ? <ReviewDialog regulation={changed} close={() => setChanged(null)} /> : null}
    </Page>
  );
}
