/** What axe-core finds wrong with what is in sight. */
import axe, { type AxeResults, type RunOnly } from "axe-core";
import type { Page } from "playwright-core";

export const EVERY_RULE: RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
};

export const RULES_OF_COLOUR: RunOnly = {
  type: "rule",
  values: ["color-contrast", "link-in-text-block"],
};

/** Ant Design 6.6 puts the button for tabs that do not fit inside the list of tabs; nothing of ours can move it. */
const TABS = 'class="ant-tabs-nav"';

/** `within`: only in the last that matches it. Everything where absent. */
export async function violationsOn(
  page: Page,
  rules: RunOnly,
  within?: string,
): Promise<readonly string[]> {
  await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
  const looked = within ? page.locator(within).last() : page.locator(":root");
  await page.evaluate(standStill);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await looked.evaluate(
    (element, runOnly) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(element, {
        runOnly,
        resultTypes: ["violations"],
      }) as Promise<AxeResults>,
    rules,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !(id === "aria-required-children" && html.includes(TABS)))
      .slice(0, 3)
      .map(({ html, any }) => `${id}: ${any[0]?.message ?? ""} ${html.slice(0, 200)}`),
  );
}

/** In the page. What is still fading in has the contrast of neither state; what turns for ever is as it will be. */
async function standStill(): Promise<void> {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (;;) {
    // One frame begins what the last change asked for, the next one shows it.
    await frame();
    await frame();
    const moving = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
      );
    if (moving.length === 0) return;
    await Promise.allSettled(moving.map(({ finished }) => finished));
  }
}
