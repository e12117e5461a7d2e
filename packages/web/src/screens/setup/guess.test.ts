import { expect, test } from "vitest";
import { guessCurrency } from "./guess.ts";

test("R137: the currency is guessed from the clock before the language", () => {
  expect(guessCurrency("Asia/Shanghai", "en-US")).toBe("CNY");
  expect(guessCurrency("Europe/Berlin", "en-US")).toBe("EUR");
  expect(guessCurrency("UTC", "zh-CN")).toBe("CNY");
  expect(guessCurrency("UTC", "en")).toBe("USD");
  expect(guessCurrency("Africa/Lagos", "yo")).toBe("CNY");
});
