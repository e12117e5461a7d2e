/**
 * One field for going anywhere and doing anything: records of every kind, screens and actions.
 *
 * The field follows every key, and so do screens and actions; records follow when the hand rests. Those found before stay
 * until then, but nobody is led to one that was not meant: Enter waits for the answer to what was typed.
 */
import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, Modal } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useT } from "../../i18n/index.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import type { Entry } from "./entry.ts";
import { GroupList, optionId } from "./group-list.tsx";
import { Outcome } from "./outcome.tsx";
import styles from "./palette.module.css";
import { stepFrom } from "./steps.ts";
import type { Task } from "./task.ts";
import { useChoice } from "./use-choice.ts";
import { useResults } from "./use-results.ts";

interface PaletteProps {
  close(): void;
  open(task: Task): void;
}

export function Palette({ close, open }: PaletteProps) {
  const t = useT();
  const isNarrow = useNarrow();
  const [typed, setTyped] = useState("");
  const [isComposing, setComposing] = useState(false);
  const words = typed.trim();
  const results = useResults(words, isComposing, open);
  const go = (entry: Entry) => {
    results.use(entry);
    close();
    entry.perform();
  };
  const { active, choose, enter } = useChoice(words, results, go);
  const steer = (event: KeyboardEvent) => {
    // While characters are being chosen, Enter and arrows choose them.
    if (event.nativeEvent.isComposing) return;
    const next = stepFrom(results.groups, active, event);
    if (next) choose(next);
    else if (event.key === "Enter") enter();
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open
      title={t("shell.search")}
      classNames={{ header: "visually-hidden" }}
      footer={null}
      closable={false}
      onCancel={close}
      width={640}
      className={isNarrow ? styles.sheet! : styles.window!}
    >
      <div className={styles.field}>
        <Input
          autoFocus
          size="large"
          variant="borderless"
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t("palette.placeholder")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={steer}
          role="combobox"
          aria-label={t("shell.search")}
          aria-expanded
          aria-controls="palette-results"
          aria-activedescendant={active ? optionId(active) : undefined}
        />
        {isNarrow ? (
          <Button type="link" onClick={close}>
            {t("action.close")}
          </Button>
        ) : null}
      </div>
      <GroupList results={results} active={active} choose={choose} go={go} />
      <Outcome words={words} results={results} />
      {isNarrow ? null : <p className={styles.keys}>{t("palette.keys")}</p>}
    </Modal>
  );
}
