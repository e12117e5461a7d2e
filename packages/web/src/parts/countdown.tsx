import { useEffect, useState } from "react";
import { serverNow } from "../clock.ts";
import { useFormat } from "../format/use-format.ts";
import { useT } from "../i18n/index.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The time left to a moment, by the server's clock: days and hours, and near the end every second. */
export function Countdown({ until }: { until: string }) {
  const t = useT();
  const format = useFormat();
  const left = useLeft(until);
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const clock = new Date(left).toISOString().slice(11, 19);
  return (
    <time dateTime={until} title={format.absolute(until)}>
      {left === 0
        ? t("countdown.over")
        : days > 0
          ? t("countdown.days", { days, hours })
          : t("countdown.clock", { clock })}
    </time>
  );
}

function useLeft(until: string): number {
  const leftNow = () => Math.max(0, Date.parse(until) - serverNow());
  const [left, setLeft] = useState(leftNow);
  useEffect(() => {
    setLeft(leftNow());
    const timer = setInterval(() => setLeft(leftNow()), SECOND);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is left follows from the moment alone
  }, [until]);
  return left;
}
