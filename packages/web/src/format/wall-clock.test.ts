import { expect, test } from "vitest";
import { fromWallClock, toWallClock } from "./wall-clock.ts";

test("a time typed in a zone is that zone's time, wherever the browser is", () => {
  expect(fromWallClock("2099-12-31T18:00:00", "Asia/Shanghai")).toBe("2099-12-31T10:00:00.000Z");
  expect(toWallClock("2099-12-31T10:00:00.000Z", "Asia/Shanghai")).toBe("2099-12-31T18:00:00");
});

test("comes back as it was typed, in summer and in winter", () => {
  for (const wall of ["2026-01-15T09:30:00", "2026-07-15T09:30:00", "2026-10-25T12:00:00"])
    for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"])
      expect(toWallClock(fromWallClock(wall, zone), zone)).toBe(wall);
});
