/** A team's figures, unit by unit and in the end person by person: a name is looked into, a number leads to its records. */
import type { FigureGroup, TeamReply } from "@latchkey/server/contract";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Fragment, useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { teamQuery } from "../../queries/workbench.ts";
import { useSession } from "../../session/session.tsx";
import { Amounts } from "./amounts.tsx";
import { Block } from "./block.tsx";
import { useFigureName } from "./figure-names.ts";
import { PlaceLink } from "./place-link.tsx";
import styles from "./workbench.module.css";

interface Unit {
  readonly id: string;
  readonly name: string;
}

/** Rows that are shown before somebody asks for all. */
const FIRST_ROWS = 8;

interface TeamTableProps {
  readonly top: UseQueryResult<TeamReply>;
  /** What the reader sees in all, by the names of the columns. */
  readonly all: readonly FigureGroup[];
}

export function TeamTable({ top, all }: TeamTableProps) {
  const t = useT();
  const [way, setWay] = useState<readonly Unit[]>([]);
  const at = way.at(-1);
  const below = useQuery({ ...teamQuery(at?.id ?? null), enabled: at !== undefined });
  if (top.data && top.data.rows.length < 2) return null;
  const whole = top.data?.unit?.name ?? t("workbench.allUnits");
  return (
    <Block
      title={t("workbench.team")}
      query={at ? below : top}
      lines={6}
      extra={
        <nav className={styles.way} aria-label={t("workbench.team")}>
          {at ? (
            <button type="button" className="link-button" onClick={() => setWay([])}>
              {whole}
            </button>
          ) : (
            <span className="muted">{whole}</span>
          )}
          {way.map((unit, index) => (
            <span key={unit.id}>
              {" / "}
              {unit === at ? (
                unit.name
              ) : (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => setWay(way.slice(0, index + 1))}
                >
                  {unit.name}
                </button>
              )}
            </span>
          ))}
        </nav>
      }
    >
      {(table) => (
        <Table
          key={at?.id ?? ""}
          table={table}
          all={at ? [] : all}
          open={(unit) => setWay([...way, unit])}
        />
      )}
    </Block>
  );
}

type Row = TeamReply["rows"][number];

interface TableProps extends Pick<TeamTableProps, "all"> {
  readonly table: TeamReply;
  readonly open: (unit: Unit) => void;
}

function Table({ table, all, open }: TableProps) {
  const t = useT();
  const nameOf = useFigureName();
  const [isWhole, setWhole] = useState(false);
  const { columns, rows } = table;
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS);
  const most = Math.max(...rows.map(({ figures }) => figures[0]?.count ?? 0), 1);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("workbench.name")}</th>
            {columns.map((column) => (
              <Fragment key={column.name}>
                <th scope="col" className={styles.numeric}>
                  {nameOf(column)}
                </th>
                {column.amounts ? (
                  <th scope="col" className={styles.numeric}>
                    {t("workbench.amount")}
                  </th>
                ) : null}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={JSON.stringify(row.figures[0]?.place)}>
              <th scope="row">
                <RowName row={row} top={table.unit} open={open} />
                <span className={styles.barTrack}>
                  <span style={{ width: `${((row.figures[0]?.count ?? 0) / most) * 100}%` }} />
                </span>
              </th>
              <Figures row={row} table={table} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("workbench.total")}</th>
            <Figures row={{ figures: columns }} table={table} />
          </tr>
          <Elsewhere table={table} all={all} />
        </tfoot>
      </table>
      {rows.length > shown.length ? (
        <Button type="text" size="small" onClick={() => setWhole(true)}>
          {t("workbench.allRows", { count: rows.length })}
        </Button>
      ) : null}
    </>
  );
}

/** What the reader sees besides, so that the team's total is not taken for all of it. */
function Elsewhere({ table: { columns }, all }: Omit<TableProps, "open">) {
  const t = useT();
  const format = useFormat();
  const others = columns.map(({ name, count }) => {
    const whole = all.find((figure) => figure.name === name && !figure.isMine);
    return whole ? whole.count - count : 0;
  });
  if (others.every((count) => count <= 0)) return null;
  return (
    <tr className={styles.elsewhere}>
      <th scope="row">{t("workbench.elsewhere")}</th>
      {columns.map(({ name, amounts }, index) => (
        <Fragment key={name}>
          <td className={styles.numeric}>{format.number(Math.max(others[index]!, 0))}</td>
          {amounts ? <td /> : null}
        </Fragment>
      ))}
    </tr>
  );
}

function Figures({ row, table }: { row: Pick<Row, "figures">; table: TeamReply }) {
  const format = useFormat();
  return row.figures.map((figure, index) => (
    <Fragment key={table.columns[index]!.name}>
      <td className={styles.numeric}>
        <PlaceLink place={figure.place}>{format.count(figure)}</PlaceLink>
      </td>
      {figure.amounts ? (
        <td className={styles.numeric}>
          <Amounts figure={{ ...table.columns[index]!, ...figure }} />
        </td>
      ) : null}
    </Fragment>
  ));
}

interface NameProps {
  readonly row: Row;
  readonly top: Unit | null;
  readonly open: (unit: Unit) => void;
}

function RowName({ row: { of, isOpen, figures }, top, open }: NameProps) {
  const t = useT();
  const { objects } = useSession();
  if (of === null) {
    const isOwner = figures[0]?.place.conditions.at(-1)?.field === "owner";
    return (
      <span className="muted">{t(isOwner ? "workbench.unowned" : "workbench.untoldRow")}</span>
    );
  }
  const name = of.name ?? t("field.unseenShort");
  if (of.object === "person")
    return objects.has("person") && of.name !== null ? (
      <Link to="/o/$object/$id" params={{ object: "person", id: of.id }}>
        {name}
      </Link>
    ) : (
      <>{name}</>
    );
  if (of.id === top?.id) return <>{t("workbench.directly", { unit: name })}</>;
  if (!isOpen) return <>{name}</>;
  return (
    <button type="button" className="link-button" onClick={() => open({ id: of.id, name })}>
      {name}
    </button>
  );
}
