/** Three things to try as whom one has walked into the demo as. Folded away it stays a small button, in its corner. */
import { BulbOutlined, CheckCircleFilled, CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { usePreference } from "../../preferences.ts";
import { setupQuery } from "../../queries/session.ts";
import { useSession } from "../../session/session.tsx";
import { useLeave } from "../../session/use-leave.ts";
import { guideKey, type GuideState } from "./guide-state.ts";
import styles from "./demo-guide.module.css";

export function DemoGuide() {
  const t = useT();
  const text = useText();
  const leave = useLeave();
  const { me } = useSession();
  const persona = useQuery(setupQuery).data?.demo.find(({ email }) => email === me.person.email);
  const [state, setState] = usePreference<GuideState>(guideKey(me.person.email), FOLDED);
  if (!persona) return null;
  const { isOpen, tried } = state;
  const count = persona.things.filter((_thing, index) => tried.includes(index)).length;
  const progress = `${count}/${persona.things.length}`;
  if (!isOpen)
    return (
      <button
        type="button"
        className={styles.pill}
        onClick={() => setState({ ...state, isOpen: true })}
      >
        <BulbOutlined aria-hidden /> {t("guide.title")} <span className="numeric">{progress}</span>
      </button>
    );
  return (
    <section className={styles.card} aria-label={t("guide.title")}>
      <header className={styles.header}>
        <strong>{t("guide.as", { post: text(persona.post) })}</strong>
        <span className="faint numeric">{progress}</span>
        <Button
          type="text"
          size="small"
          className={styles.fold}
          icon={<CloseOutlined aria-hidden />}
          aria-label={t("guide.fold")}
          title={t("guide.fold")}
          onClick={() => setState({ ...state, isOpen: false })}
        />
      </header>
      <ol className={styles.things}>
        {persona.things.map(({ words, to }, index) => (
          <li key={words.en} className={styles.thing}>
            {tried.includes(index) ? (
              <CheckCircleFilled className={styles.tried} aria-label={t("guide.tried")} />
            ) : (
              <span className={styles.number}>{index + 1}</span>
            )}
            <Link
              to={to}
              onClick={() => setState({ ...state, tried: [...new Set([...tried, index])] })}
            >
              {text(words)}
            </Link>
          </li>
        ))}
      </ol>
      <footer className={styles.footer}>
        <button type="button" className="link-button" onClick={() => void leave()}>
          {t("guide.another")}
        </button>
      </footer>
    </section>
  );
}

const FOLDED: GuideState = { isOpen: false, tried: [] };
