import type { MyDay, Worklist } from "@latchkey/server/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useMay, useObject } from "../../session/session.tsx";
import { Block } from "./block.tsx";
import { CallRow } from "./call-row.tsx";
import { PlaceLink } from "./place-link.tsx";
import { TaskRow } from "./task-row.tsx";
import { TicketRow } from "./ticket-row.tsx";
import styles from "./workbench.module.css";

const CreateRecord = lazy(async () => ({
  default: (await import("../../parts/record-form/create-record.tsx")).CreateRecord,
}));

export function Day({ query }: { query: UseQueryResult<MyDay> }) {
  const t = useT();
  return (
    <Block title={t("workbench.day")} query={query} lines={6}>
      {(day) => (
        <div className={styles.day}>
          {day.tasks ? <Tasks tasks={day.tasks} /> : null}
          {day.tickets && day.tickets.count > 0 ? <Tickets tickets={day.tickets} /> : null}
          {day.calls ? <Calls calls={day.calls} hasCustomers={day.hasCustomers} /> : null}
        </div>
      )}
    </Block>
  );
}

interface PartProps {
  readonly title: string;
  readonly list: Worklist;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

function Part({ title, list, children, foot }: PartProps) {
  const t = useT();
  const format = useFormat();
  return (
    <section className={styles.part}>
      <h3 className={styles.partTitle}>
        {title}
        {list.count > 0 ? (
          <PlaceLink
            place={list.place}
            className={styles.partCount}
            label={`${format.count(list)}: ${t("workbench.openList", { list: title })}`}
          >
            {format.count(list)}
          </PlaceLink>
        ) : null}
      </h3>
      {children}
      {foot ? <div className={styles.foot}>{foot}</div> : null}
    </section>
  );
}

function Tasks({ tasks: { due, later } }: { tasks: NonNullable<MyDay["tasks"]> }) {
  const t = useT();
  const format = useFormat();
  const comes =
    later.count > 0 ? (
      <PlaceLink place={later.place}>
        {t("workbench.later", { number: format.count(later), count: later.count })}
      </PlaceLink>
    ) : null;
  return (
    <Part title={t("workbench.tasks")} list={due} foot={due.rows.length > 0 ? comes : null}>
      {due.rows.length > 0 ? (
        <ul className={styles.rows}>
          {due.rows.map((row) => (
            <TaskRow key={row.id} row={row} />
          ))}
        </ul>
      ) : (
        <div className={styles.empty}>
          <span className="muted">{t("workbench.noTasks")}</span>
          {comes ?? <NewTask />}
        </div>
      )}
    </Part>
  );
}

function NewTask() {
  const t = useT();
  const may = useMay();
  const task = useObject("task");
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (!task || !may("task", "create")) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("workbench.newTask")}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <CreateRecord object={task} given={{}} open close={close} created={close} />
        </Suspense>
      ) : null}
    </>
  );
}

function Tickets({ tickets }: { tickets: Worklist }) {
  const t = useT();
  return (
    <Part title={t("workbench.tickets")} list={tickets}>
      <ul className={styles.rows}>
        {tickets.rows.map((row) => (
          <TicketRow key={row.id} row={row} />
        ))}
      </ul>
    </Part>
  );
}

interface CallsProps {
  readonly calls: NonNullable<MyDay["calls"]>;
  readonly hasCustomers: boolean;
}

/** Who fell silent comes first; who was never spoken to waits behind one line. */
function Calls({ calls: { quiet, never, days }, hasCustomers }: CallsProps) {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const shown = quiet.count === 0 && never.count > 0 ? never : quiet;
  const unspoken =
    shown !== never && never.count > 0 ? (
      <PlaceLink place={never.place}>
        {t("workbench.never", { number: format.count(never), count: never.count })}
      </PlaceLink>
    ) : null;
  if (!hasCustomers && !may("customer", "claim")) return null;
  return (
    <Part
      title={t(shown === quiet ? "workbench.quiet" : "workbench.neverTitle", { days })}
      list={shown}
      foot={unspoken}
    >
      {shown.rows.length > 0 ? (
        <ul className={styles.rows}>
          {shown.rows.map((row) => (
            <CallRow key={row.id} row={row} />
          ))}
        </ul>
      ) : (
        <div className={styles.empty}>
          <span className="muted">
            {t(hasCustomers ? "workbench.allCalled" : "workbench.noCustomers", { days })}
          </span>
          {hasCustomers ? null : <PlaceLink place={POOL}>{t("workbench.toPool")}</PlaceLink>}
        </div>
      )}
    </Part>
  );
}

const POOL = { object: "customer", conditions: [{ field: "owner", op: "isEmpty" }] } as const;
