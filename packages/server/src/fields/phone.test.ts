import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { expect, it } from "vitest";
import { phone } from "./phone.ts";

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
/** Mobile numbers, and what is nearly one: a digit more or less, other beginnings, signs in between. */
const written = fc
  .tuple(
    fc.constantFrom("", "+86", "86", "0086", "+", "0", " ", "+1"),
    fc.oneof(
      { weight: 5, arbitrary: digits(2) },
      fc.constantFrom("7", "79", "795", "2", "12"),
      fc.constantFrom("３８", "3-8", "3 8", "3a"),
    ),
    fc.oneof({ weight: 5, arbitrary: digits(8) }, fc.integer({ min: 0, max: 14 }).chain(digits)),
  )
  .map(([before, second, rest]) => `${before}1${second}${rest}`);

it("R135: a number that is read without the library is read as the library does", () => {
  fc.assert(
    fc.property(written, (text) => {
      const number = parsePhoneNumberFromString(text.trim(), "CN");
      const parsed = phone.parse(text, { type: "phone" } as never, "phone");
      expect("value" in parsed ? parsed.value : null).toBe(
        number?.isPossible() ? number.number : null,
      );
    }),
    { numRuns: 20_000 },
  );
});

it("R135: so is every beginning of a mobile number", () => {
  for (let start = 1_000; start < 2_000; start++)
    for (const rest of ["0000000", "3800000", "9999999", "1234567"])
      for (const text of [`${start}${rest}`, `+86${start}${rest}`])
        expect(phone.parse(text, { type: "phone" } as never, "phone")).toMatchObject({
          value: parsePhoneNumberFromString(text, "CN")!.number,
        });
});
