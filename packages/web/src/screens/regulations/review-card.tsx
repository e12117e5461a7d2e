/** One review: every rule that cited the regulation, and what became of it. */
import type { RegulationReview, ReviewItem } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { Rule } from "./regulation-row.tsx";
import { STATE_COLORS, STATE_WORDS } from "./regulation-words.ts";
import styles from "./regulations.module.css";

interface ReviewCardProps {
  readonly review: RegulationReview;
  readonly mayEdit: boolean;
}

export function ReviewCard({ review, mayEdit }: ReviewCardProps) {
  const t = useT();
  const format = useFormat();
  const { regulation, change, owner, due, isClosed, isOverdue, items } = review;
  const left = items.filter(({ state }) => state === "open" || state === "drafted").length;
  const [words, color] = isClosed
    ? (["regulations.closed", "green"] as const)
    : isOverdue
      ? (["regulations.overdue", "red"] as const)
      : (["regulations.running", "orange"] as const);
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <strong>{regulation}</strong>
        <Tag color={color}>{t(words, { count: left })}</Tag>
        <span className="muted" title={format.absolute(due)}>
          {t("regulations.ownerDue", {
            person: owner.title ?? t("history.somebody"),
            time: format.absolute(due),
          })}
        </span>
      </div>
      <p className={styles.change}>{change}</p>
      <ul className={styles.rules}>
        {items.map((item) => (
          <Item
            key={`${item.role} ${item.rule}`}
            review={review.id}
            item={item}
            mayEdit={mayEdit}
          />
        ))}
      </ul>
    </li>
  );
}

interface ItemProps {
  readonly review: string;
  readonly item: ReviewItem;
  readonly mayEdit: boolean;
}

function Item({ review, item, mayEdit }: ItemProps) {
  const t = useT();
  const { state, remark, by } = item;
  return (
    <li>
      <Tag color={STATE_COLORS[state]}>{t(STATE_WORDS[state])}</Tag> <Rule rule={item} />
      {remark && state !== "open" ? (
        <p className={styles.remark}>
          {t("regulations.remarkBy", { person: by?.title ?? t("history.somebody"), remark })}
        </p>
      ) : null}
      {mayEdit && state === "open" ? <Settle review={review} item={item} /> : null}
    </li>
  );
}

function Settle({ review, item: { role, rule } }: Pick<ItemProps, "review" | "item">) {
  const t = useT();
  const tell = useTellFailure();
  const [isKeeping, setKeeping] = useState(false);
  const settle = useMutation({
    mutationFn: (deed: object) => call("regulation", "settle", { review, role, rule, ...deed }),
    onSuccess: async () => {
      setKeeping(false);
      await invalidateEverything();
    },
    onError: (problem) => tell(problem),
  });
  return (
    <div className={styles.acts}>
      <Button size="small" onClick={() => setKeeping(true)}>
        {t("regulations.keep")}
      </Button>
      <Button size="small" onClick={() => settle.mutate({ outcome: "changed" })}>
        {t("regulations.isChanged")}
      </Button>
      <ReasonDialog
        open={isKeeping}
        title={t("regulations.whyKeep")}
        busy={settle.isPending}
        cancel={() => setKeeping(false)}
        submit={(remark) => settle.mutate({ outcome: "kept", remark })}
      />
    </div>
  );
}
