import { describe, expect, test } from "vitest";
import { formatAbsolute, formatDay, formatRelative, isJustNow } from "./dates.ts";
import { formatMoney, fromDecimal, toDecimal } from "./money.ts";
import { formatPhone } from "./phone.ts";

describe("money", () => {
  test.each([
    ["1234", "CNY", "12.34"],
    ["5", "CNY", "0.05"],
    ["-5", "CNY", "-0.05"],
    ["1234", "JPY", "1234"],
    ["1234", "BHD", "1.234"],
    ["900719925474099312345", "CNY", "9007199254740993123.45"],
  ])("%s minor units of %s are %s, and back", (amount, currency, decimal) => {
    expect(toDecimal({ amount, currency })).toBe(decimal);
    expect(fromDecimal(decimal, currency)).toEqual({ amount, currency });
  });

  test("too many places are cut, missing ones are filled", () => {
    expect(fromDecimal("12.349", "CNY").amount).toBe("1234");
    expect(fromDecimal("12", "CNY").amount).toBe("1200");
    expect(fromDecimal("007.5", "CNY").amount).toBe("750");
  });

  test("is written without losing a digit", () => {
    const money = { amount: "900719925474099312345", currency: "CNY" };
    expect(formatMoney(money, "zh-CN")).toContain("9,007,199,254,740,993,123.45");
  });

  test.each([
    ["CNY", "en-GB", "CNY", "¥12.00"],
    ["CNY", "zh-CN", "CNY", "¥12.00"],
    ["CNY", "en-GB", "USD", "CN¥12.00"],
    ["USD", "en-GB", "CNY", "US$12.00"],
    ["JPY", "en-US", "CNY", "JPY 1,200"],
    ["JPY", "en-US", "JPY", "¥1,200"],
  ])("%s in %s of an organisation that counts in %s is %s", (currency, locale, home, shown) => {
    const written = formatMoney({ amount: "1200", currency }, locale, home);
    expect(written.replace("\u00a0", " ")).toBe(shown);
  });
});

describe("phones", () => {
  test.each([
    ["+8613800138000", "138 0013 8000"],
    ["138****8000", "138 **** 8000"],
    ["021-5555", "021-5555"],
  ])("%s reads as %s", (phone, shown) => expect(formatPhone(phone)).toBe(shown));
});

describe("times", () => {
  test("a moment is shown in the viewer's zone, a day in none", () => {
    const shanghai = formatAbsolute("2026-03-01T17:30:00Z", "en-GB", "Asia/Shanghai");
    expect(shanghai).toContain("2 Mar 2026");
    expect(shanghai).toContain("01:30");
    expect(formatDay("2026-03-01", "en-GB")).toBe("1 Mar 2026");
  });

  test("the past and the future are told apart", () => {
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
    expect(formatRelative(hours(-3.5), "en")).toBe("3 hours ago");
    expect(formatRelative(hours(50), "en")).toBe("in 2 days");
  });

  test("what was done less than a minute ago was done just now, and what comes was not", () => {
    const seconds = (count: number) => new Date(Date.now() + count * 1_000).toISOString();
    expect([-30, -90, 30].map((count) => isJustNow(seconds(count)))).toEqual([true, false, false]);
  });
});
