import { RightOutlined, UndoOutlined } from "@ant-design/icons";
import type { BundleMeta, RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { actionKey, changedIn, scopeOf, withGrant } from "./role-draft.ts";
import { ScopeMeter } from "./scope-meter.tsx";
import styles from "./roles.module.css";

interface BundleRowProps {
  readonly bundle: BundleMeta;
  readonly draft: RoleDraft;
  readonly preset: RoleMeta["preset"];
  readonly isReadOnly: boolean;
  change(draft: RoleDraft): void;
}

export function BundleRow({ bundle, draft, preset, isReadOnly, change }: BundleRowProps) {
  const t = useT();
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const overridden = bundle.actions.filter(
    (action) => draft.grants[actionKey(action)] !== undefined,
  ).length;
  const changed = new Set(preset ? changedIn(draft, preset, bundle) : []);
  const isChanged = changed.size > 0;
  return (
    <div className={isChanged ? styles.bundleChanged : styles.bundle}>
      <div className={styles.bundleLine}>
        <button
          type="button"
          className={styles.bundleName}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          title={isChanged ? t("matrix.changed") : undefined}
        >
          <RightOutlined className={isOpen ? styles.caretOpen : styles.caret} aria-hidden />
          <span className={styles[bundle.layer]}>
            {text(bundle.label)}
            {overridden > 0 ? (
              <span
                className={styles.overrides}
                title={t("matrix.overrides", { count: overridden })}
              >
                {overridden}
              </span>
            ) : null}
          </span>
        </button>
        <ScopeMeter
          label={text(bundle.label)}
          layer={bundle.layer}
          value={scopeOf(draft.grants, bundle)}
          isReadOnly={isReadOnly}
          isOfFunction={draft.function !== undefined}
          change={(scope) => change(withGrant(draft, bundle.name, scope))}
        />
      </div>
      {isOpen ? (
        <SingleActions
          bundle={bundle}
          draft={draft}
          isReadOnly={isReadOnly}
          change={change}
          changed={changed}
        />
      ) : null}
    </div>
  );
}

interface SingleActionsProps extends Omit<BundleRowProps, "preset"> {
  /** Keys of the switches that are not as in the preset. */
  readonly changed: ReadonlySet<string>;
}

/** Each action of the bundle by itself: it follows the bundle until it is set apart. */
function SingleActions({ bundle, draft, isReadOnly, change, changed }: SingleActionsProps) {
  const t = useT();
  const text = useText();
  return (
    <ul className={styles.singles}>
      {bundle.actions.map((action) => {
        const key = actionKey(action);
        const isOwn = draft.grants[key] !== undefined;
        return (
          <li key={key} className={isOwn ? styles.singleOwn : styles.single}>
            <span
              className={changed.has(key) ? styles.singleNameChanged : styles.singleName}
              title={changed.has(key) ? t("matrix.changed") : undefined}
            >
              <span className="faint">{text(action.objectLabel)}</span> {text(action.label)}
            </span>
            {isOwn && !isReadOnly ? (
              <button
                type="button"
                className={styles.reset}
                title={t("matrix.reset")}
                aria-label={t("matrix.reset")}
                onClick={() => change(withGrant(draft, key, undefined))}
              >
                <UndoOutlined aria-hidden />
              </button>
            ) : null}
            <ScopeMeter
              label={`${text(action.objectLabel)} ${text(action.label)}`}
              layer={bundle.layer}
              value={scopeOf(draft.grants, bundle, key)}
              isReadOnly={isReadOnly}
              isOfFunction={draft.function !== undefined}
              change={(scope) => change(withGrant(draft, key, scope))}
            />
          </li>
        );
      })}
    </ul>
  );
}
