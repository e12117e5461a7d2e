import { SearchOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useT } from "../i18n/index.ts";
import { useNarrow } from "../parts/use-narrow.ts";
import { useSession } from "../session/session.tsx";
import { Bell } from "./bell.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { UserMenu } from "./user-menu.tsx";
import { WhoChip } from "./who-chip.tsx";
import styles from "./shell.module.css";

export function TopBar({ openPalette }: { openPalette: () => void }) {
  const t = useT();
  const isNarrow = useNarrow();
  const { me } = useSession();
  return (
    <header className={styles.top}>
      <Link to="/" className={styles.brand}>
        <img src="/icon.svg" alt={isNarrow ? me.organisation : ""} width={24} height={24} />
        {isNarrow ? null : <span className={styles.organisation}>{me.organisation}</span>}
      </Link>
      <button type="button" className={styles.search} onClick={openPalette}>
        <SearchOutlined aria-hidden />
        <span className={styles.searchWords}>{t("shell.search")}</span>
        {isNarrow ? null : <kbd className={styles.kbd}>{isApple() ? "⌘ K" : "Ctrl K"}</kbd>}
      </button>
      <div className={styles.topRight}>
        <WhoChip />
        <Bell />
        {isNarrow ? null : (
          <>
            <LanguageSwitch />
            <ThemeSwitch />
          </>
        )}
        <UserMenu />
      </div>
    </header>
  );
}

function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
