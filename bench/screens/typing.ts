/** Each key until it is painted, while every answer of the server comes a second late: typing must not wait for it. */
import type { Locator, Page } from "playwright-core";
import { figure, open, repeat, signedIn, type Figure, type Stage } from "./stage.ts";
import { slowKeys } from "./until-shown.ts";

const KEY_MS = 50;
const LATE_MS = 1_000;
const WORDS = "li mei nanshan 1380 gold";

/** Somebody who may create customers, too. */
const WRITER = "store-head";

const FILTER = [{ field: "name", op: "contains", value: "a" }];

export async function measureTyping(stage: Stage): Promise<Figure[]> {
  const { page, context } = await signedIn(stage, WRITER);
  await open(page, "/o/customer");
  await delayAnswers(page);
  const typeInto = (box: Locator) =>
    repeat(stage, async () => {
      await box.fill("");
      await box.click();
      return slowKeys(page, WORDS);
    });
  const search = await typeInto(page.getByLabel("在列表中搜索"));
  await page.keyboard.press("Control+k");
  const palette = await typeInto(page.getByRole("dialog").getByRole("combobox"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "新建客户" }).click();
  const form = await typeInto(page.getByRole("dialog").getByRole("textbox").first());
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await open(page, `/o/customer?f=${encodeURIComponent(JSON.stringify(FILTER))}`);
  await delayAnswers(page);
  await page.getByRole("button", { name: /^客户名称 / }).click();
  const filter = await typeInto(page.locator(".ant-popover:visible input:not([role=combobox])"));
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
  return [
    figure("a key in a list's search, p95", search, { goal: KEY_MS }),
    figure("a key in the palette, p95", palette, { goal: KEY_MS }),
    figure("a key in a form, p95", form, { goal: KEY_MS }),
    figure("a key in a filter, p95", filter, { goal: KEY_MS }),
  ];
}

const delayAnswers = (page: Page): Promise<unknown> =>
  page.route("**/api/**", async (route) => {
    await new Promise((done) => setTimeout(done, LATE_MS));
    await route.continue().catch(() => undefined);
  });
