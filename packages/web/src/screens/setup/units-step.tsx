/** Step three: the template's organisation, made into one's own by typing, or by pasting what a file holds. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { IndustryMeta } from "@latchkey/server/contract";
import { App, Button } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { kindLabel } from "./kind-tag.tsx";
import { PasteUnits } from "./paste-units.tsx";
import {
  addAtTop,
  addBelow,
  addBeside,
  countBelow,
  removeLine,
  renameLine,
  setKind,
  twiceNamed,
  type UnitLine,
} from "./unit-lines.ts";
import styles from "./setup.module.css";

interface UnitsStepProps {
  readonly industry: IndustryMeta;
  readonly lines: readonly UnitLine[];
  change(lines: readonly UnitLine[]): void;
}

interface Grown {
  readonly lines: readonly UnitLine[];
  readonly added: string;
}

export function UnitsStep({ industry, lines, change }: UnitsStepProps) {
  const t = useT();
  const text = useText();
  const [added, setAdded] = useState<string | null>(null);
  const twice = twiceNamed(lines);
  const grow = ({ lines: next, added: made }: Grown) => {
    setAdded(made);
    change(next);
  };
  return (
    <div className={styles.halves}>
      <section>
        <ul className={styles.lines} aria-label={t("setup.step.units")}>
          {lines.map((line) => (
            <UnitRow
              key={line.id}
              line={line}
              lines={lines}
              industry={industry}
              isTwice={twice.has(line.id)}
              isNew={added === line.id}
              change={change}
              grow={grow}
            />
          ))}
        </ul>
        {lines.length === 0 ? <p className="muted">{t("setup.unitsEmpty")}</p> : null}
        <p className={styles.addRow}>
          {[...new Set([industry.levels[0]!, "department"])].map((kind) => (
            <Button
              key={kind}
              type="dashed"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => grow(addAtTop(lines, kind))}
            >
              {t("setup.unitAddTop", { kind: text(kindLabel(industry, kind)) })}
            </Button>
          ))}
          <span className="muted">{t("setup.unitCount", { count: lines.length })}</span>
        </p>
      </section>
      <PasteUnits industry={industry} lines={lines} change={change} />
    </div>
  );
}

interface UnitRowProps extends UnitsStepProps {
  readonly line: UnitLine;
  readonly isTwice: boolean;
  /** Just added: its name is typed next. */
  readonly isNew: boolean;
  grow(next: Grown): void;
}

function UnitRow({ line, lines, industry, isTwice, isNew, change, grow }: UnitRowProps) {
  const t = useT();
  const text = useText();
  const remove = useRemove(lines, change);
  const { id, name, kind, depth } = line;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
      return;
    event.preventDefault();
    grow(addBeside(lines, id));
  };
  return (
    <li className={styles.line} style={{ paddingInlineStart: depth * 20 }}>
      <input
        className={isTwice ? styles.nameTwice : styles.name}
        aria-label={t("setup.unitName")}
        aria-invalid={isTwice}
        title={isTwice ? t("setup.unitTwice") : undefined}
        value={name}
        maxLength={120}
        // The line was asked for a moment ago, to be typed into.
        autoFocus={isNew}
        onChange={(event) => change(renameLine(lines, id, event.target.value))}
        onKeyDown={onKeyDown}
      />
      <select
        className={styles.kindSelect}
        aria-label={t("setup.unitKind", { name })}
        value={kind}
        onChange={(event) => change(setKind(lines, id, event.target.value))}
      >
        {industry.kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {text(one.label)}
          </option>
        ))}
      </select>
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined aria-hidden />}
        aria-label={t("setup.unitAdd", { name })}
        title={t("setup.unitAdd", { name })}
        onClick={() => grow(addBelow(lines, id, industry.levels))}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t("setup.unitRemove", { name })}
        title={t("setup.unitRemove", { name })}
        onClick={() => remove(line)}
      />
    </li>
  );
}

/** Removed at once, with a way back in the same breath. */
function useRemove(lines: readonly UnitLine[], change: UnitsStepProps["change"]) {
  const t = useT();
  const { message } = App.useApp();
  return ({ id, name }: UnitLine) => {
    const count = countBelow(lines, id);
    change(removeLine(lines, id));
    const words =
      count > 0 ? t("setup.unitRemovedWith", { name, count }) : t("setup.unitRemoved", { name });
    void message.info({
      key: "unit-removed",
      duration: UNDO_SECONDS,
      content: (
        <UndoLink
          words={words}
          undo={() => {
            message.destroy("unit-removed");
            change(lines);
          }}
        />
      ),
    });
  };
}
