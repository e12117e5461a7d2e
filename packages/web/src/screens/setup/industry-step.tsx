import type { IndustriesReply, IndustryMeta } from "@latchkey/server/contract";
import { Fragment } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import { BLANK } from "./setup-draft.ts";
import { Preview } from "./preview.tsx";
import styles from "./setup.module.css";

interface IndustryStepProps {
  readonly reply: IndustriesReply;
  readonly chosen: string | null;
  choose(id: string): void;
}

export function IndustryStep({ reply, chosen, choose }: IndustryStepProps) {
  const t = useT();
  const text = useText();
  // On a phone what an industry makes is told where it was chosen, not below all of them.
  const isNarrow = useNarrow();
  const industry = reply.industries.find(({ id }) => id === chosen);
  const blank = { id: BLANK, name: t("setup.blank"), summary: t("setup.blankSummary") };
  const cards = [
    ...reply.industries.map(({ id, name, summary }: IndustryMeta) => ({
      id,
      name: text(name),
      summary: text(summary),
    })),
    blank,
  ];
  const preview = industry ? (
    <Preview industry={industry} sensitivities={reply.sensitivities} />
  ) : (
    <p className="muted">{t(chosen === BLANK ? "setup.blankReady" : "setup.pickFirst")}</p>
  );
  return (
    <div className={styles.halves}>
      <fieldset className={styles.industries}>
        <legend className="visually-hidden">{t("setup.industries")}</legend>
        {cards.map(({ id, name, summary }) => (
          <Fragment key={id}>
            <label className={id === chosen ? styles.industryChosen : styles.industry}>
              <input
                type="radio"
                name="industry"
                value={id}
                checked={id === chosen}
                onChange={() => choose(id)}
              />
              <span>
                <strong>{name}</strong>
                <span className={styles.summary}>{summary}</span>
              </span>
            </label>
            {isNarrow && id === chosen ? (
              <div className={styles.previewInline}>{preview}</div>
            ) : null}
          </Fragment>
        ))}
      </fieldset>
      {isNarrow ? null : (
        <aside className={styles.preview} aria-live="polite" tabIndex={0}>
          {preview}
        </aside>
      )}
    </div>
  );
}
