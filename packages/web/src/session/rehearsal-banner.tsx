/** Stays above every page on the stage of a rehearsal; on the first page of the true product it invites to one (R172). */
import { ExperimentOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { forgetDrafts } from "../connection/drafts.ts";
import { forgetAllWaiting } from "../connection/outbox.ts";
import { useFormat } from "../format/use-format.ts";
import { useT } from "../i18n/index.ts";
import { myRehearsalsQuery } from "../queries/rehearsals.ts";
import { rehearsal } from "./rehearsal.ts";
import { RehearsalTasks } from "./rehearsal-tasks.tsx";
import { useSession } from "./session.tsx";
import styles from "./session.module.css";

export function RehearsalBanner() {
  const { me } = useSession();
  const { pathname } = useLocation();
  if (rehearsal !== null) return <Inside id={rehearsal} />;
  return me.rehearsals > 0 && pathname === "/" ? <Invitation /> : null;
}

/** Nothing of the copies stays on the device. */
function leaveStage(): void {
  forgetAllWaiting();
  forgetDrafts();
  window.location.assign("/");
}

function Inside({ id }: { id: string }) {
  const t = useT();
  const { data } = useQuery(myRehearsalsQuery);
  const [isOpen, setOpen] = useState(false);
  const tasks = data?.rehearsals.find((one) => one.id === id)?.tasks ?? [];
  const done = tasks.filter(({ verdict }) => verdict !== null).length;
  return (
    <div className={styles.viewing} role="region" aria-label={t("rehearsal.label")}>
      <ExperimentOutlined aria-hidden />
      <strong>{t("rehearsal.inside")}</strong>
      <span>{t("rehearsal.insideWords")}</span>
      <span className={styles.bannerButtons}>
        <Button size="small" type="primary" onClick={() => setOpen(!isOpen)}>
          {t("rehearsal.myTasks", { done, all: tasks.length })}
        </Button>
        <Button size="small" onClick={leaveStage}>
          {t("rehearsal.leave")}
        </Button>
      </span>
      {isOpen ? <RehearsalTasks id={id} tasks={tasks} close={() => setOpen(false)} /> : null}
    </div>
  );
}

function Invitation() {
  const t = useT();
  const format = useFormat();
  const { data } = useQuery(myRehearsalsQuery);
  const [isEntering, setEntering] = useState(false);
  return data?.rehearsals.map(({ id, number, until }) => (
    <div key={id} className={styles.viewing} role="region" aria-label={t("rehearsal.label")}>
      <ExperimentOutlined aria-hidden />
      <strong>{t("rehearsal.invited", { number })}</strong>
      <span>
        {isEntering
          ? t("rehearsal.entering")
          : t("rehearsal.invitedWords", { time: format.absolute(until) })}
      </span>
      <span className={styles.bannerButtons}>
        <Button
          size="small"
          type="primary"
          href={`/rehearsal/${id}/`}
          loading={isEntering}
          onClick={() => setEntering(true)}
        >
          {t("rehearsal.enter")}
        </Button>
      </span>
    </div>
  ));
}
