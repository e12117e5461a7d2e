/** How each sensitivity class reads: on own records, beyond them, and whether it may be written. */
import type {
  ClassLevel,
  Level,
  RoleDraft,
  RoleMeta,
  Sensitivity,
} from "@latchkey/server/contract";
import { Checkbox, Segmented } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { classDiffers, NO_CLASS, withClass } from "./role-draft.ts";
import styles from "./roles.module.css";
import { LEVEL_WORDS } from "../../parts/rights-words.ts";

interface ClassTableProps {
  readonly draft: RoleDraft;
  readonly preset: RoleMeta["preset"];
  readonly isReadOnly: boolean;
  change(draft: RoleDraft): void;
}

const LEVELS: readonly Level[] = ["absent", "masked", "plain"];

export function ClassTable({ draft, preset, isReadOnly, change }: ClassTableProps) {
  const t = useT();
  const { meta } = useSession();
  const isFunction = draft.function !== undefined;
  return (
    <div className={styles.tableFrame}>
      <table className={styles.classes}>
        <thead>
          <tr>
            <th>{t("classes.class")}</th>
            <th>{t(isFunction ? "functions.level" : "classes.own")}</th>
            {isFunction ? null : <th>{t("classes.beyond")}</th>}
            <th>{t("classes.write")}</th>
          </tr>
        </thead>
        <tbody>
          {meta.sensitivities.map(({ name }) => (
            <ClassRow
              key={name}
              name={name}
              level={draft.classes[name] ?? NO_CLASS}
              isChanged={preset !== null && classDiffers(draft, preset, name)}
              isReadOnly={isReadOnly}
              hasBeyond={!isFunction}
              change={(level) => change(withClass(draft, name, level))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ClassRowProps {
  readonly name: Sensitivity;
  readonly level: ClassLevel;
  readonly isChanged: boolean;
  readonly isReadOnly: boolean;
  /** Of a function in teams there is nothing beyond the record. */
  readonly hasBeyond: boolean;
  change(level: ClassLevel): void;
}

function ClassRow({ name, level, isChanged, isReadOnly, hasBeyond, change }: ClassRowProps) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const label = meta.sensitivities.find((sensitivity) => sensitivity.name === name)?.label;
  const choice = (side: "own" | "beyond") => (
    <Segmented<Level>
      size="small"
      disabled={isReadOnly}
      value={level[side]}
      onChange={(next) => change({ ...level, [side]: next })}
      options={LEVELS.map((value) => ({ value, label: t(LEVEL_WORDS[value]) }))}
    />
  );
  return (
    <tr
      className={isChanged ? styles.classChanged : ""}
      title={isChanged ? t("matrix.changed") : undefined}
    >
      <th scope="row">{text(label)}</th>
      <td>{choice("own")}</td>
      {hasBeyond ? <td>{choice("beyond")}</td> : null}
      <td>
        <Checkbox
          disabled={isReadOnly}
          checked={level.write}
          aria-label={`${text(label)} ${t("classes.write")}`}
          onChange={(event) => change({ ...level, write: event.target.checked })}
        />
      </td>
    </tr>
  );
}
