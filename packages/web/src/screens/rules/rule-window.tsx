/** When it holds: on which days, between which hours, from when until when. */
import { Input, Select, Switch } from "antd";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { useLanguage, useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

type RuleWindowProps = Pick<PartsProps, "form" | "vocabulary" | "change">;

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function RuleWindow({ form, vocabulary, change }: RuleWindowProps) {
  const t = useT();
  const language = useLanguage();
  const { me } = useSession();
  const name = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const edge = (at: "from" | "until", label: string) => (
    <label className={styles.fieldRow}>
      <span className="muted">{label}</span>
      <Moment
        value={form[at]}
        onChange={(moment) => change({ ...form, [at]: (moment ?? null) as string | null })}
      />
    </label>
  );
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.window")}</span>
      <div className={styles.fields}>
        {edge("from", t("rules.from"))}
        {edge("until", t("rules.until"))}
        {me.zone === vocabulary.zone ? null : (
          <span className="muted">{t("rules.momentsZone", { zone: me.zone })}</span>
        )}
        <label className={styles.fieldRow}>
          <span className="muted">{t("rules.days")}</span>
          <Select<number[]>
            mode="multiple"
            allowClear
            aria-label={t("rules.days")}
            placeholder={t("rules.everyDay")}
            value={[...(form.days ?? [])]}
            // The first of January 2024 was a Monday.
            options={DAYS.map((value) => ({ value, label: name.format(Date.UTC(2024, 0, value)) }))}
            onChange={(days) =>
              change({ ...form, days: days.length > 0 ? days.toSorted((a, b) => a - b) : null })
            }
          />
        </label>
        <Hours form={form} vocabulary={vocabulary} change={change} />
      </div>
    </div>
  );
}

const OPENING = { from: "09:00", until: "18:00" };

function Hours({ form, vocabulary: { zone }, change }: RuleWindowProps) {
  const t = useT();
  const { hours } = form;
  const clock = (at: "from" | "until", label: string) =>
    hours ? (
      <Input
        type="time"
        aria-label={label}
        value={hours[at]}
        // Half a time of day is none.
        onChange={({ target }) =>
          target.value ? change({ ...form, hours: { ...hours, [at]: target.value } }) : undefined
        }
      />
    ) : null;
  return (
    <div className={styles.fieldRow}>
      <span className="muted">{t("rules.hours")}</span>
      <div className={styles.hours}>
        <Switch
          aria-label={t("rules.hours")}
          checked={hours !== null}
          onChange={(isOn) => change({ ...form, hours: isOn ? OPENING : null })}
        />
        {clock("from", t("rules.hoursFrom"))}
        {clock("until", t("rules.hoursUntil"))}
        {hours ? <span className="muted">{t("rules.hoursZone", { zone })}</span> : null}
      </div>
    </div>
  );
}
