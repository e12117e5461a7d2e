import { DownOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { usePreference } from "../preferences.ts";
import { useT } from "../i18n/index.ts";
import { NavigationIcon } from "./navigation-icon.tsx";
import { useNavigation, type NavigationSection } from "./use-navigation.ts";
import styles from "./shell.module.css";

export function SideNavigation() {
  const t = useT();
  return (
    <nav className={styles.side} aria-label={t("shell.navigation")}>
      <NavigationSections />
    </nav>
  );
}

export function NavigationSections({ onNavigate }: { onNavigate?: () => void }) {
  const sections = useNavigation();
  const [closed, setClosed] = usePreference<readonly string[]>("navigation.closed", []);
  const toggle = (name: string) =>
    setClosed(closed.includes(name) ? closed.filter((other) => other !== name) : [...closed, name]);
  return sections.map((section) => (
    <Section
      key={section.name}
      section={section}
      isOpen={!closed.includes(section.name)}
      toggle={() => toggle(section.name)}
      {...(onNavigate ? { onNavigate } : {})}
    />
  ));
}

function Section(props: {
  section: NavigationSection;
  isOpen: boolean;
  toggle: () => void;
  onNavigate?: () => void;
}) {
  const { section, isOpen, toggle, onNavigate } = props;
  return (
    <section className={styles.section}>
      {section.label ? (
        <button
          type="button"
          className={styles.sectionTitle}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {section.label}
          <DownOutlined className={isOpen ? styles.chevron : styles.chevronClosed} aria-hidden />
        </button>
      ) : null}
      {isOpen || !section.label
        ? section.items.map((item) => (
            <Link
              key={item.key}
              to={item.to}
              className={styles.entry}
              activeProps={{ className: styles.entryActive }}
              activeOptions={{ exact: item.to === "/" }}
              onClick={onNavigate}
            >
              <NavigationIcon object={item.icon} />
              <span className={styles.entryLabel}>{item.label}</span>
            </Link>
          ))
        : null}
    </section>
  );
}
