/** How each sensitivity class reads, and single fields that differ from theirs: on own records, beyond them, and whether it may be written. */
import { CloseOutlined } from "@ant-design/icons";
import type { ClassLevel, Level, RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Segmented } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { FieldChooser, useFieldName } from "../../parts/field-chooser.tsx";
import { fieldsNamed, withFieldLevel, type NamedField } from "../../parts/field-levels.ts";
import { vocabularyQuery } from "../../queries/rules.ts";
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
  const text = useText();
  const nameOf = useFieldName();
  const { objects = [] } = useQuery(vocabularyQuery).data ?? {};
  const isFunction = draft.function !== undefined;
  const { fields = {} } = draft;
  const changeField = (named: NamedField, level: ClassLevel | null) =>
    change({ ...draft, fields: withFieldLevel(fields, named, level) });
  /** It begins as its class is. */
  const levelOf = ({ object, field }: NamedField): ClassLevel => {
    const known = objects.find(({ name }) => name === object)?.fields ?? [];
    const { sensitivity } = known.find(({ name }) => name === field) ?? {};
    return (sensitivity && draft.classes[sensitivity]) ?? NO_CLASS;
  };
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
          {meta.sensitivities.map(({ name, label }) => (
            <ClassRow
              key={name}
              label={text(label)}
              level={draft.classes[name] ?? NO_CLASS}
              isChanged={preset !== null && classDiffers(draft, preset, name)}
              isReadOnly={isReadOnly}
              hasBeyond={!isFunction}
              change={(level) => change(withClass(draft, name, level))}
            />
          ))}
          {fieldsNamed(fields).map((named) => (
            <ClassRow
              key={`${named.object}.${named.field}`}
              label={nameOf(named)}
              level={fields[named.object]![named.field]!}
              isChanged={false}
              isReadOnly={isReadOnly}
              hasBeyond={!isFunction}
              change={(level) => changeField(named, level)}
              remove={() => changeField(named, null)}
            />
          ))}
        </tbody>
      </table>
      {isReadOnly ? null : (
        <FieldChooser fields={fields} choose={(named) => changeField(named, levelOf(named))} />
      )}
    </div>
  );
}

interface ClassRowProps {
  readonly label: string;
  readonly level: ClassLevel;
  readonly isChanged: boolean;
  readonly isReadOnly: boolean;
  /** Of a function in teams there is nothing beyond the record. */
  readonly hasBeyond: boolean;
  change(level: ClassLevel): void;
  /** Of a single field: it is as its class again. */
  remove?(): void;
}

function ClassRow({ label, level, isChanged, isReadOnly, ...row }: ClassRowProps) {
  const t = useT();
  const { hasBeyond, change, remove } = row;
  const own = t(hasBeyond ? "classes.own" : "functions.level");
  const choice = (side: "own" | "beyond", words: string) => (
    <Segmented<Level>
      size="small"
      aria-label={`${label} ${words}`}
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
      <th scope="row">{label}</th>
      <td data-label={own}>{choice("own", own)}</td>
      {hasBeyond ? (
        <td data-label={t("classes.beyond")}>{choice("beyond", t("classes.beyond"))}</td>
      ) : null}
      <td data-label={t("classes.write")}>
        <Checkbox
          disabled={isReadOnly}
          checked={level.write}
          aria-label={`${label} ${t("classes.write")}`}
          onChange={(event) => change({ ...level, write: event.target.checked })}
        />
        {remove && !isReadOnly ? (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t("fieldLevels.remove", { field: label })}
            onClick={remove}
          />
        ) : null}
      </td>
    </tr>
  );
}
