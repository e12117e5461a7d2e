/** What becomes different on one object: acts first, then fields; the number of people opens who they are. */
import type { ImpactOfObject, ImpactRow } from "@latchkey/server/contract";
import { Button, Tag } from "antd";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import type { Drilled } from "./impact-drawer.tsx";
import { beforeWords, changeWords, groupRows, labelsOf, type Group } from "./impact-words.ts";
import styles from "./impact.module.css";

interface ImpactTableProps {
  readonly object: ImpactOfObject;
  drill(drilled: Drilled): void;
}

export function ImpactTable({ object, drill }: ImpactTableProps) {
  const t = useT();
  const text = useText();
  return (
    <section>
      <h3 className={styles.object}>{text(object.label)}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("impact.what")}</th>
            <th scope="col">{t("impact.people")}</th>
            <th scope="col">{t("impact.records")}</th>
          </tr>
        </thead>
        <tbody>
          {groupRows(object.rows).map((group) => (
            <Changed
              key={`${group[0].change.kind} ${group[0].change.name}`}
              group={group}
              drill={() => drill({ object: object.object, label: object.label, rows: group })}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Changed({ group, drill }: { group: Group<ImpactRow>; drill(): void }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const [{ change, isGain, people, records }] = group;
  const before = beforeWords(change);
  return (
    <tr>
      <td>
        <Tag color={isGain ? "orange" : "blue"}>{t(changeWords(change))}</Tag>{" "}
        {labelsOf(group, text, t)}{" "}
        {before ? <span className={styles.before}>{t(before)}</span> : null}
      </td>
      <td>
        <Button type="link" size="small" onClick={drill}>
          {format.number(people)}
        </Button>
      </td>
      <td>{records === null ? "—" : format.number(records)}</td>
    </tr>
  );
}
