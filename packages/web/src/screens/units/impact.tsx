/** What a move would change: what goes along, and who comes to see more or less. */
import type { Difference, MoveImpact, SightChange, UnitNode } from "@latchkey/server/contract";
import { Skeleton } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import styles from "./units.module.css";

interface ImpactProps {
  readonly unit: UnitNode;
  readonly place: UnitNode;
  /** Undefined while it is counted. */
  readonly impact: MoveImpact | undefined;
}

export function Impact({ unit, place, impact }: ImpactProps) {
  const t = useT();
  return (
    <section className={styles.impact} aria-live="polite" aria-busy={impact === undefined}>
      <p className={styles.impactLead}>
        {t("units.impactLead", { name: unit.name, target: place.name })}
      </p>
      {impact ? (
        <>
          <Along impact={impact} />
          <Sight impact={impact} />
        </>
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      )}
    </section>
  );
}

function Along({ impact: { units, records } }: { impact: MoveImpact }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const parts = [
    { key: "unit", label: t("units.impactUnits"), count: format.number(units) },
    ...records
      .filter(({ count }) => count > 0)
      .map(({ object, label, ...counted }) => ({
        key: object,
        label: text(label),
        count: format.count(counted),
      })),
  ];
  return (
    <dl className={styles.along}>
      {parts.map(({ key, label, count }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

const NOTES: Readonly<Record<MoveImpact["customers"], MessageKey | null>> = {
  counted: null,
  tooMany: "units.impactTooMany",
  unseen: "units.impactUnseen",
};

function Sight({ impact: { people, total, customers } }: { impact: MoveImpact }) {
  const t = useT();
  const format = useFormat();
  const note = NOTES[customers];
  if (people.length === 0) return <p className="muted">{t("units.impactNobody")}</p>;
  return (
    <>
      <h3 className={styles.impactTitle}>
        {t("units.impactPeople", { count: format.number(total) })}
      </h3>
      {note ? <p className={styles.impactNote}>{t(note)}</p> : null}
      <div className={styles.sight} tabIndex={0} role="region" aria-label={t("units.impactTable")}>
        <table>
          <thead>
            <tr>
              <th>{t("units.people")}</th>
              <th>{t("units.impactUnits")}</th>
              {customers === "counted" ? <th>{t("units.impactCustomers")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {people.map((change) => (
              <SightRow key={change.person.id} change={change} />
            ))}
          </tbody>
        </table>
      </div>
      {total > people.length ? (
        <p className="muted">
          {t("units.impactMore", { count: format.number(total - people.length) })}
        </p>
      ) : null}
    </>
  );
}

function SightRow({ change }: { change: SightChange }) {
  const text = useText();
  const { person, role, unit, units, customers } = change;
  return (
    <tr>
      <th scope="row">
        {person.title}
        <div className={styles.sightRole}>
          {text(role)}
          {unit ? ` · ${unit}` : ""}
        </div>
      </th>
      <td>
        <Turn of={units} />
      </td>
      {customers ? (
        <td>
          <Turn of={customers} />
        </td>
      ) : null}
    </tr>
  );
}

/** Said in words; what is lost stands out. */
function Turn({ of: { gained, lost } }: { of: Difference }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      {lost > 0 ? (
        <div className={styles.lost}>{t("units.lost", { count: format.number(lost) })}</div>
      ) : null}
      {gained > 0 ? <div>{t("units.gained", { count: format.number(gained) })}</div> : null}
      {gained + lost === 0 ? <span className="muted">–</span> : null}
    </>
  );
}
