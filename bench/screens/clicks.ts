/** From a click to what was asked for, painted: lists and records that the page has not read before. */
import { figure, open, repeat, signedIn, type Figure, type Stage } from "./stage.ts";
import { untilShown } from "./until-shown.ts";

const ANSWER_MS = 200;
const ROW = "main [data-record]";
const FIELD = "main dl dt";

export async function measureClicks(stage: Stage): Promise<Figure[]> {
  const { page, context } = await signedIn(stage);
  const names = page.locator(`${ROW} a[href^="/o/customer/"]`);
  const openList = () => page.locator('nav a[href="/o/customer"]').first().click();
  const lists = await repeat(stage, async () => {
    await open(page, "/");
    return untilShown(page, "click", ROW, openList);
  });
  const again = await repeat(stage, async () => {
    await page.locator('a[href="/"]').first().click();
    await page.locator(ROW).first().waitFor({ state: "detached" });
    // Longer than what was read counts as fresh.
    await page.waitForTimeout(3_500);
    return untilShown(page, "click", ROW, openList);
  });
  const records = await repeat(stage, async (round) => {
    await open(page, "/o/customer");
    return untilShown(page, "click", FIELD, () => names.nth(round).click());
  });
  await open(page, "/o/customer");
  const next = await repeat(stage, async (round) => {
    const row = names.nth(round + stage.repeats + 1);
    await row.waitFor();
    const took = await untilShown(page, "click", FIELD, () => row.click());
    await page.goBack();
    return took;
  });
  await context.close();
  return [
    figure("click to a list, first of the visit", lists, { goal: ANSWER_MS }),
    figure("click to a list that was open before", again, { goal: ANSWER_MS }),
    figure("click to a record, first of the visit", records, { goal: ANSWER_MS }),
    figure("click to another record", next, { goal: ANSWER_MS }),
  ];
}
