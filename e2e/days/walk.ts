/**
 * A day of each kind of person, from signing in to work that is done, on one kind of screen and in one language. `npm test`
 * walks Chinese desks and English phones; the other two come with `npm run check:walks`.
 */
import { describe, onTestFailed, test } from "vitest";
import { DEMO_PASSWORD } from "../../packages/server/src/demo/personas.ts";
import type { Look } from "../browser.ts";
import { emailOf, expectToFit, leave, type Demo } from "../demo.ts";
import { wordsIn } from "../words.ts";
import { administratorsDay } from "./administrator.ts";
import { areaManagersDay } from "./area-manager.ts";
import { picture, signIn, type Desk } from "./desk.ts";
import { financesDay } from "./finance.ts";
import { internsDay } from "./intern.ts";
import { sellersDay } from "./seller.ts";
import { serviceAgentsDay } from "./service-agent.ts";
import { storeHeadsDay } from "./store-head.ts";

const DAYS: readonly (readonly [persona: string, day: (desk: Desk) => Promise<void>])[] = [
  ["seller", sellersDay],
  ["store-head", storeHeadsDay],
  ["area-manager", areaManagersDay],
  ["finance", financesDay],
  ["service-agent", serviceAgentsDay],
  ["intern", internsDay],
  ["administrator", administratorsDay],
];

export function walkDays(
  demo: Demo,
  { width, language }: Required<Pick<Look, "width" | "language">>,
): void {
  describe(`R137: a day at ${width} px in ${language}`, () => {
    test.each(DAYS)("of the %s", async (persona, day) => {
      const visitor = await demo.visit({ width, language });
      const name = `${persona}-${width}-${language.slice(0, 2)}`;
      const desk = { ...wordsIn(language), page: visitor.page, isNarrow: width === 390, name };
      onTestFailed(async () => {
        console.error(visitor.complaints);
        await picture(desk, "failed");
      });
      await signIn(desk, emailOf(persona), DEMO_PASSWORD);
      await day(desk);
      await expectToFit(visitor.page);
      await leave(visitor);
    });
  });
}
