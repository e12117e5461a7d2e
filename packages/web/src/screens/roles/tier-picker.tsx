/** What a role begins with (R17): a tier and how far it reaches, two choices instead of every switch. */
import type { MatrixScope, RoleDraft, RoleTier } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { SCOPE_WORDS } from "../../parts/rights-words.ts";
import { vocabularyQuery } from "../../queries/rules.ts";
import { withTier } from "./role-draft.ts";
import styles from "./roles.module.css";

const REACHES: readonly MatrixScope[] = ["own", "unit", "subtree", "all"];

interface TierPickerProps {
  readonly draft: RoleDraft;
  change(draft: RoleDraft): void;
}

export function TierPicker({ draft, change }: TierPickerProps) {
  const t = useT();
  const text = useText();
  const tiers = useQuery(vocabularyQuery).data?.tiers ?? [];
  const [name, setName] = useState<RoleTier["name"] | null>(null);
  const [reach, setReach] = useState<MatrixScope>("unit");
  const tier = tiers.find((one) => one.name === name);
  return (
    <div className={styles.tiers}>
      <span className="muted">{t("tiers.begin")}</span>
      <Select<RoleTier["name"]>
        aria-label={t("tiers.tier")}
        placeholder={t("tiers.tier")}
        value={name}
        popupMatchSelectWidth={false}
        options={tiers.map((one) => ({ value: one.name, label: text(one.label) }))}
        onChange={setName}
      />
      <Select<MatrixScope>
        aria-label={t("tiers.reach")}
        value={reach}
        popupMatchSelectWidth={false}
        options={REACHES.map((value) => ({ value, label: t(SCOPE_WORDS[value]) }))}
        onChange={setReach}
      />
      <Button disabled={!tier} onClick={() => tier && change(withTier(draft, tier, reach))}>
        {t("tiers.apply")}
      </Button>
    </div>
  );
}
