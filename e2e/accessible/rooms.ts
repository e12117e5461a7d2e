/**
 * WCAG 2.2 AA on every screen, by axe-core (https://github.com/dequelabs/axe-core), in one language, at one width and in
 * both themes. `npm test` walks one room on English phones; all of them, in all four pairs, come with
 * `npm run check:walks`.
 */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Look, Visit } from "../browser.ts";
import { startDemo } from "../demo.ts";
import { makeDirectory, removeDirectory, startServer } from "../server-process.ts";
import { wordsIn } from "../words.ts";
import { ACCESS } from "./access.ts";
import { ADMINISTRATION } from "./administration.ts";
import { IMPORTS } from "./imports.ts";
import { notePressed } from "./keyboard.ts";
import { LISTS } from "./lists.ts";
import { MADE, OUTSIDE, SETUP } from "./outside.ts";
import { PERMISSIONS } from "./permissions.ts";
import { RECORDS } from "./records.ts";
import type { Place } from "./screen.ts";
import { SHELL } from "./shell.ts";
import { walk } from "./walk.ts";

const ROOMS: readonly (readonly [name: string, places: readonly Place[]])[] = [
  ["the frame and one's own pages", SHELL],
  ["lists", LISTS],
  ["records", RECORDS],
  ["imports and the trash", IMPORTS],
  ["administration", ADMINISTRATION],
  ["the permission centre", PERMISSIONS],
  ["rights asked about, asked for and lent", ACCESS],
  ["the door, and what is gone", OUTSIDE],
];

/** In milliseconds: two busy cores can make dozens of screens slow. */
const PATIENCE = 600_000;

export function walkRooms(
  { language, width }: Required<Pick<Look, "language" | "width">>,
  only?: readonly string[],
): void {
  const rooms = ROOMS.filter(([name]) => only?.includes(name) ?? true);
  const demo = startDemo();
  const look = { language, width };
  const isNarrow = width === 390;
  const addresses = new Set<string>();

  async function walkAs({ page }: Visit, places: readonly Place[]): Promise<readonly string[]> {
    page.on("framenavigated", (frame) => addresses.add(new URL(frame.url()).pathname));
    await page.emulateMedia({ reducedMotion: "reduce" });
    // One that does not open is told, and the others are looked at.
    page.setDefaultTimeout(20_000);
    await notePressed(page);
    return walk({ ...wordsIn(language), page, isNarrow, name: `${language} ${width}` }, places);
  }

  describe(`R137: ${language} at ${width} px`, () => {
    test.each(rooms)(
      "no screen breaks a rule: %s",
      async (_name, places) => {
        const found: string[] = [];
        for (const [persona, own] of Map.groupBy(places, (place) => place.persona)) {
          const visitor = persona ? await demo.signedIn(persona, look) : await demo.visit(look);
          found.push(...(await walkAs(visitor, own)));
          await visitor.context.close();
        }
        expect(found).toEqual([]);
      },
      PATIENCE,
    );

    if (only) return;

    test("no screen breaks a rule: the first run", async () => {
      const directory = await makeDirectory();
      const server = await startServer({ directory, arguments: ["--empty"] });
      const visitor = await demo.visit(look, server.url);
      const found = await walkAs(visitor, [SETUP, MADE]);
      await visitor.context.close();
      await server.stop();
      await removeDirectory(directory);
      expect(found).toEqual([]);
    });

    if (isNarrow) return;

    test("by then every address of the application was walked to", async () => {
      const router = new URL("../../packages/web/src/router.tsx", import.meta.url);
      const paths = [...(await readFile(router, "utf8")).matchAll(/\bpath: "([^"]+)"/g)];
      expect(paths.length).toBeGreaterThan(10);
      const missed = paths
        .map(([, path]) => path!)
        .filter((path) => ![...addresses].some((address) => matches(path, address)));
      expect(missed).toEqual([]);
    });
  });
}

/** `/o/$object` is any object's. */
const matches = (path: string, address: string): boolean =>
  new RegExp(`^${path.replaceAll(/\$\w+/g, "[^/]+")}$`).test(address);
