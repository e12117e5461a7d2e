/** WCAG 2.2 AA on every screen, by axe-core (https://github.com/dequelabs/axe-core), in one language and both themes. */
import { describe, expect, test } from "vitest";
import type { Visit } from "../browser.ts";
import type { Demo } from "../demo.ts";
import { makeDirectory, removeDirectory, startServer } from "../server-process.ts";
import { wordsIn } from "../words.ts";
import { ADMINISTRATION } from "./administration.ts";
import { IMPORTS } from "./imports.ts";
import { notePressed } from "./keyboard.ts";
import { LISTS } from "./lists.ts";
import { MADE, OUTSIDE, SETUP } from "./outside.ts";
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
  ["the door, and what is gone", OUTSIDE],
];

/** In milliseconds: two busy cores can make dozens of screens slow. */
const PATIENCE = 600_000;

export function walkRooms(demo: Demo, language: "zh-CN" | "en-US"): void {
  describe.each([1440, 390] as const)(`R137: ${language} at %i px`, (width) => {
    const look = { language, width };

    async function walkAs(visitor: Visit, places: readonly Place[]): Promise<readonly string[]> {
      const { page } = visitor;
      await page.emulateMedia({ reducedMotion: "reduce" });
      await notePressed(page);
      const isNarrow = width === 390;
      return walk({ ...wordsIn(language), page, isNarrow, name: `${language} ${width}` }, places);
    }

    test.each(ROOMS)(
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

    test("no screen breaks a rule: the first run", async () => {
      const directory = await makeDirectory();
      const server = await startServer({ directory, arguments: ["--empty"] });
      const visitor = await demo.visit(look, server.url);
      expect(await walkAs(visitor, [SETUP, MADE])).toEqual([]);
      await visitor.context.close();
      await server.stop();
      await removeDirectory(directory);
    });
  });
}
