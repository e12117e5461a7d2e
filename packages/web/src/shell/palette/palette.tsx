/** One field for going anywhere: customers by name or phone, and screens. */
import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { useDebounced } from "../../parts/use-debounced.ts";
import { pageQuery } from "../../queries/records.ts";
import { titleOf, useSession } from "../../session/session.tsx";
import { NavigationIcon } from "../navigation-icon.tsx";
import { useNavigation } from "../use-navigation.ts";
import styles from "./palette.module.css";

interface Hit {
  readonly key: string;
  readonly icon: string;
  readonly label: string;
  readonly note: string;
  readonly to: string;
}

export function Palette({ close }: { close: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const hits = useHits(words);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    void navigate({ to: hit.to });
  };
  const steer = (event: KeyboardEvent) => {
    if (event.key === "Enter") go(hits[active]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setActive((active + step + hits.length) % Math.max(hits.length, 1));
  };
  return (
    <Modal open footer={null} closable={false} onCancel={close} width={560} style={{ top: 72 }}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t("palette.placeholder")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={steer}
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[active] ? `hit-${hits[active].key}` : undefined}
      />
      <ul className={styles.hits} id="palette-hits" role="listbox">
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`hit-${hit.key}`}
            role="option"
            aria-selected={index === active}
            className={index === active ? styles.active : styles.hit}
            onMouseEnter={() => setActive(index)}
            onClick={() => go(hit)}
          >
            <NavigationIcon object={hit.icon} />
            <span className={styles.label}>{hit.label}</span>
            <span className="faint">{hit.note}</span>
          </li>
        ))}
        {hits.length === 0 ? <li className={styles.none}>{t("palette.none", { words })}</li> : null}
      </ul>
    </Modal>
  );
}

const MOST_RECORDS = 8;
const MOST_SCREENS = 8;

function useHits(words: string): readonly Hit[] {
  const text = useText();
  const { objects } = useSession();
  const sections = useNavigation();
  const search = useDebounced(useDeferredValue(words.trim()), 150);
  const customer = objects.get("customer");
  const found = useQuery({
    ...pageQuery("customer", { search, limit: MOST_RECORDS }),
    enabled: search !== "" && customer !== undefined,
  });
  const rows = search === "" ? [] : (found.data?.rows ?? []);
  const records = rows.map((row) => ({
    key: row.id,
    icon: "customer",
    label: titleOf(customer, row.values),
    note: text(customer?.label),
    to: `/o/customer/${row.id}`,
  }));
  const screens = sections
    .flatMap((section) => section.items.map((item) => ({ ...item, note: section.label })))
    .filter((item) => item.label.toLowerCase().includes(words.trim().toLowerCase()))
    .map((item) => ({
      key: item.key,
      icon: item.object,
      label: item.label,
      note: item.note,
      to: item.to,
    }));
  return [...records, ...screens.slice(0, MOST_SCREENS)];
}
