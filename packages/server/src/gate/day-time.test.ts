/** The clock on the wall of the organisation, and when a comparison with it turns: exact at midnight and where clocks are put forward or back. */
import { expect, test } from "vitest";
import { contextAt, nextTurn } from "./day-time.ts";

const at = (iso: string): number => Date.parse(iso);
const shown = (iso: string, zone: string) => {
  const { minuteOfDay, weekday } = contextAt(at(iso), zone);
  return [weekday, minuteOfDay];
};
const turn = (iso: string, zone: string, ...minutes: number[]) => {
  const found = nextTurn(at(iso), zone, minutes);
  return found === null ? null : new Date(found).toISOString();
};

test("R53: the minute and the weekday are those of the zone, to the last millisecond before midnight", () => {
  expect(shown("2026-03-08T15:59:59.999Z", "Asia/Shanghai")).toEqual([7, 1_439]);
  expect(shown("2026-03-08T16:00:00.000Z", "Asia/Shanghai")).toEqual([1, 0]);
  expect(shown("2026-03-08T16:00:00.000Z", "America/New_York")).toEqual([7, 12 * 60]);
  expect(shown("2026-03-08T18:14:59.999Z", "Asia/Kathmandu")).toEqual([7, 1_439]);
  expect(shown("1969-12-31T23:59:00.000Z", "UTC")).toEqual([3, 1_439]);
});

test("R53: a comparison turns at the next mark, at midnight as at any other, and never without marks", () => {
  const zone = "Asia/Shanghai";
  expect(turn("2026-03-08T01:00:00Z", zone)).toBeNull();
  expect(turn("2026-03-08T00:59:59.999Z", zone, 540, 1_080)).toBe("2026-03-08T01:00:00.000Z");
  expect(turn("2026-03-08T01:00:00.000Z", zone, 540, 1_080)).toBe("2026-03-08T10:00:00.000Z");
  expect(turn("2026-03-08T10:00:00.000Z", zone, 540, 1_080)).toBe("2026-03-09T01:00:00.000Z");
  expect(turn("2026-03-08T15:59:59.999Z", zone, 0)).toBe("2026-03-08T16:00:00.000Z");
  expect(turn("2026-03-08T16:00:00.000Z", zone, 0)).toBe("2026-03-09T16:00:00.000Z");
});

test("R53: where clocks are put forward or back, everything is asked again at that moment", () => {
  const zone = "America/New_York";
  // 02:00 is 03:00: what began at 02:30 has begun.
  expect(turn("2026-03-08T06:30:00Z", zone, 150)).toBe("2026-03-08T07:00:00.000Z");
  expect(shown("2026-03-08T06:59:59.999Z", zone)).toEqual([7, 119]);
  expect(shown("2026-03-08T07:00:00.000Z", zone)).toEqual([7, 180]);
  expect(turn("2026-03-08T07:00:00Z", zone, 150)).toBe("2026-03-09T06:30:00.000Z");
  // 02:00 is 01:00 again: what ended at 01:30 goes on, and ends a second time.
  expect(turn("2026-11-01T05:10:00Z", zone, 90)).toBe("2026-11-01T05:30:00.000Z");
  expect(turn("2026-11-01T05:30:00Z", zone, 90)).toBe("2026-11-01T06:00:00.000Z");
  expect(shown("2026-11-01T05:59:59.999Z", zone)).toEqual([7, 119]);
  expect(shown("2026-11-01T06:00:00.000Z", zone)).toEqual([7, 60]);
  expect(turn("2026-11-01T06:00:00Z", zone, 90)).toBe("2026-11-01T06:30:00.000Z");
});

test("R53: at no moment of a year does a comparison turn that was not announced", () => {
  for (const zone of ["Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"]) {
    const marks = [0, 125, 540];
    const truths = (now: number) => {
      const { minuteOfDay, weekday } = contextAt(now, zone);
      return JSON.stringify([weekday, ...marks.map((mark) => Number(minuteOfDay) >= mark)]);
    };
    const [from, until] = [at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")];
    let turns = 0;
    for (let now = from; now < until; turns++) {
      const next = nextTurn(now, zone, marks)!;
      expect(next).toBeGreaterThan(now);
      for (const one of [now + 1, Math.floor((now + next) / 2), next - 1])
        expect({ zone, one, truths: truths(one) }).toEqual({ zone, one, truths: truths(now) });
      now = next;
    }
    expect(turns).toBeGreaterThan(3 * 364);
  }
});
