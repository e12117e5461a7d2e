import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ICON = /<(?:Icon|[A-Z][A-Za-z]+(?:Outlined|Filled))\b[^>]*\/>/g;

test("an icon is hidden from screen readers or says something of its own: its English name is no word of ours", () => {
  const icons = sources().flatMap((path) =>
    (readFileSync(path, "utf8").match(ICON) ?? []).map((icon) => `${path}: ${icon}`),
  );
  expect(icons.length).toBeGreaterThan(50);
  expect(icons.filter((icon) => !/ aria-(hidden|label)\b/.test(icon))).toEqual([]);
});

function sources(): string[] {
  return readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => join(import.meta.dirname, name));
}
