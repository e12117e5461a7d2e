/** What opens over a page and a keyboard: the focus goes in, stays in, and comes back. */
import type { Page } from "playwright-core";
import { OVER } from "./screen.ts";

const ANY = Object.values(OVER).join(", ");

/** Remembers in every page what was pressed last that is not over it: there the focus belongs when that closes. */
export async function notePressed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener(
      "click",
      ({ target }) => {
        const pressed = (target as Element).closest("a, button, input, [tabindex]");
        const isOver = pressed?.closest("[class*=ant-][class*=-root], .ant-popover, .ant-dropdown");
        if (pressed && !isOver) Object.assign(globalThis, { pressed });
      },
      true,
    );
  });
}

export const isWithin = (page: Page, over: keyof typeof OVER = "popover"): Promise<boolean> =>
  page
    .locator(OVER[over])
    .last()
    .evaluate((one) => one.contains(document.activeElement));

/** A dialog holds the focus: neither the last Tab nor the first Shift+Tab leads out of it. */
export async function hasFocusWithin(page: Page): Promise<readonly string[]> {
  const dialog = page.locator(OVER.dialog).last();
  const found = (await isWithin(page, "dialog")) ? [] : ["the focus is not in the dialog"];
  for (const [edge, key] of [
    [-1, "Tab"],
    [0, "Shift+Tab"],
  ] as const) {
    await dialog.evaluate((one, end) => {
      const all = [...one.querySelectorAll<HTMLElement>("a[href], button, input, textarea")];
      all
        .filter((each) => each.checkVisibility() && !each.matches(":disabled, [tabindex='-1']"))
        .at(end)
        ?.focus();
    }, edge);
    await page.keyboard.press(key);
    // Past its end comes the browser's own frame, which stands for nothing of the page.
    if (await page.evaluate(() => document.activeElement === document.body))
      await page.keyboard.press(key);
    if (!(await isWithin(page, "dialog"))) found.push(`${key} leads out of the dialog`);
  }
  return found;
}

/** Escape closes it, and whatever it lay over, until the page itself is left. */
export async function leaveByKeyboard(
  page: Page,
  over: keyof typeof OVER,
): Promise<readonly string[]> {
  const open = page.locator(OVER[over]);
  const before = await open.count();
  await page.keyboard.press("Escape");
  const isClosed = await eventually(async () => (await open.count()) < before);
  if (!isClosed) return [`Escape does not close the ${over}`];
  while ((await page.locator(ANY).count()) > 0) {
    const left = await page.locator(ANY).count();
    await page.keyboard.press("Escape");
    if (!(await eventually(async () => (await page.locator(ANY).count()) < left)))
      return ["Escape does not close what lay below"];
  }
  const isBack = await eventually(() => page.evaluate(hasFocusBack));
  return isBack ? [] : [`the focus is not given back, but on ${await page.evaluate(focused)}`];
}

async function eventually(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let asked = 0; asked < 40; asked += 1) {
    if (await isSo()) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

/** In the page. Where what was pressed is gone, it is enough that the keyboard stands somewhere. */
function hasFocusBack(): boolean {
  const { pressed } = globalThis as unknown as { pressed?: Element };
  const { activeElement } = document;
  return pressed?.isConnected && pressed.checkVisibility()
    ? activeElement === pressed || pressed.contains(activeElement)
    : activeElement !== document.body;
}

const focused = (): string => document.activeElement?.outerHTML.slice(0, 160) ?? "nothing";
