/** Goes from screen to screen as a person does, and looks at each in both themes. */
import type { Page } from "playwright-core";
import type { Desk } from "../days/desk.ts";
import { hasFocusWithin, isWithin, leaveByKeyboard } from "./keyboard.ts";
import { EVERY_RULE, RULES_OF_COLOUR, violationsOn } from "./look.ts";
import { OVER, type Place, type Screen } from "./screen.ts";

const THEMES = ["light", "dark"] as const;

/** A theme is colours and nothing else, so what is not about colours is asked once. */
const RULES = { light: EVERY_RULE, dark: RULES_OF_COLOUR };

/** What is wrong, screen by screen. */
export async function walk(desk: Desk, places: readonly Place[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { onPhones, go, screens } of places) {
    if (desk.isNarrow && !onPhones) continue;
    const shown = screens.filter(({ onlyOnPhones }) => desk.isNarrow || !onlyOnPhones);
    if (shown.length === 0) continue;
    try {
      await go(desk);
      for (const screen of shown) found.push(...(await lookAt(desk, screen)));
    } catch (error) {
      // One that does not open keeps nobody from the others.
      found.push(`${shown.map(({ name }) => name).join(", ")}: ${String(error)}`);
    }
  }
  return found;
}

async function lookAt(desk: Desk, { name, over, stays, open }: Screen): Promise<string[]> {
  const { page } = desk;
  const found: string[] = [];
  await open?.(desk);
  for (const theme of THEMES) {
    // The product follows the system until somebody chooses.
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: "attached" });
    const violations = await violationsOn(page, RULES[theme], over && OVER[over]);
    found.push(...violations.map((words) => `${name}, ${theme}: ${words}`));
  }
  if (await isTooWide(page)) found.push(`${name}: something lies beside the screen`);
  if (over === "popover" && !(await isWithin(page))) found.push(`${name}: the focus stays outside`);
  if (over === "dialog") found.push(...(await hasFocusWithin(page)).map((w) => `${name}: ${w}`));
  if (over && !stays)
    found.push(...(await leaveByKeyboard(page, over)).map((w) => `${name}: ${w}`));
  return found;
}

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
