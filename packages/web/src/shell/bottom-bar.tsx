import { MenuOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useT } from "../i18n/index.ts";
import { takeFocus } from "../parts/take-focus.ts";
import { NavigationIcon } from "./navigation-icon.tsx";
import { NavigationSections } from "./side-navigation.tsx";
import { useNavigation } from "./use-navigation.ts";
import styles from "./shell.module.css";

const Drawer = lazy(() => import("antd/es/drawer"));

/** What a thumb reaches first on a phone, as far as the reader may open it. */
const FAVOURITES = [
  "/",
  "customer",
  "task",
  "followUp",
  "ticket",
  "opportunity",
  "order",
  "lead",
  "contract",
  "person",
  "/permissions/roles",
  "/permissions/units",
];
const PLACES = 4;

export function BottomBar() {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const items = useNavigation().flatMap((section) => section.items);
  const favourites = FAVOURITES.flatMap((name) => items.filter((item) => item.key === name));
  const shown = [...favourites, ...items.filter((item) => !favourites.includes(item))].slice(
    0,
    PLACES,
  );
  return (
    <nav className={styles.bottom} aria-label={t("shell.navigation")}>
      {shown.map((item) => (
        <Link
          key={item.key}
          to={item.to}
          className={styles.bottomEntry}
          activeProps={{ className: styles.bottomActive }}
          activeOptions={{ exact: item.to === "/" }}
        >
          <NavigationIcon object={item.icon} />
          <span>{item.label}</span>
        </Link>
      ))}
      <button type="button" className={styles.bottomEntry} onClick={() => setOpen(true)}>
        <MenuOutlined aria-hidden />
        <span>{t("nav.all")}</span>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Drawer
            open
            onClose={() => setOpen(false)}
            placement="bottom"
            size="75%"
            title={t("nav.all")}
            autoFocus={false}
          >
            <div ref={takeFocus} tabIndex={-1}>
              <NavigationSections onNavigate={() => setOpen(false)} />
            </div>
          </Drawer>
        </Suspense>
      ) : null}
    </nav>
  );
}
