/** Apart, because calendars are heavy and most pages need none. */
import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import type { KeyboardEvent } from "react";
import { fromWallClock, toWallClock } from "../../format/wall-clock.ts";
import { useSession } from "../../session/session.tsx";
import { timeCell } from "./time-cell.tsx";

interface PickerProps {
  readonly id?: string;
  readonly value: unknown;
  readonly onChange: (value: string | null) => void;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly defaultOpen?: boolean;
  readonly "aria-label"?: string;
}

export function DayPicker({ value, onChange, ...rest }: PickerProps) {
  return (
    <DatePicker
      {...rest}
      onKeyDown={keepForm}
      style={{ width: "100%" }}
      value={typeof value === "string" ? dayjs(value) : null}
      onChange={(next) => onChange(next ? next.format("YYYY-MM-DD") : null)}
    />
  );
}

/** In the person's own zone, as times are shown. */
export function MomentPicker({ value, onChange, ...rest }: PickerProps) {
  const { zone } = useSession().me;
  return (
    <DatePicker
      {...rest}
      onKeyDown={keepForm}
      needConfirm={false}
      cellRender={timeCell}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      style={{ width: "100%" }}
      value={typeof value === "string" ? dayjs(toWallClock(value, zone)) : null}
      onChange={(next) =>
        onChange(next ? fromWallClock(next.format("YYYY-MM-DDTHH:mm:ss"), zone) : null)
      }
    />
  );
}

/** Enter takes what was typed here; it must not send the form, whose next field may be the end of this very time. */
function keepForm(event: KeyboardEvent<HTMLElement>) {
  if (event.key === "Enter") event.preventDefault();
}
