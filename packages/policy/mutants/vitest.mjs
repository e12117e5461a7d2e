/** What the tests of the engine use of vitest, with the real `expect`: they are only collected, and run by `runner.mjs`. */
export { expect } from "vitest";

/** In the order of their files. */
export const collected = [];
const names = [];

export function describe(name, body) {
  names.push(name);
  body();
  names.pop();
}

export function test(name, ...rest) {
  collected.push({ id: [...names, name].join(" > "), run: rest.at(-1) });
}

test.each = (rows) => (name, body) =>
  rows.forEach((row, index) => {
    const values = Array.isArray(row) ? row : [row];
    test(`${name} #${index}`, () => body(...values));
  });

export const vi = { setConfig() {} };
