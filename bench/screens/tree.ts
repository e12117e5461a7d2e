/** The organisation as a tree of thousands of units: until it stands, while it is searched, and along it with a key. */
import type { Page } from "playwright-core";
import { figure, open, repeat, signedIn, type Figure, type Stage } from "./stage.ts";
import { slowKeys, untilShown } from "./until-shown.ts";

const ANSWER_MS = 200;
const KEY_MS = 50;
/** Of the numbers that stores have. */
const WORDS = "121 12 1 11";
const NODE = ".ant-tree-list-holder-inner .ant-tree-treenode";

export async function measureTree(stage: Stage): Promise<Figure[]> {
  const { page, context } = await signedIn(stage, "administrator");
  const visits = await repeat(stage, async () => {
    await open(page, "/");
    const link = page.locator('nav a[href="/permissions/units"]').first();
    await link.hover();
    const [reply, shown] = await Promise.all([
      page.waitForResponse("**/api/units"),
      untilShown(page, "click", NODE, () => link.click()),
    ]);
    await reply.finished();
    const { requestStart, responseStart } = reply.request().timing();
    const { responseBodySize } = await reply.request().sizes();
    return { shown, answered: responseStart - requestStart, kilobytes: responseBodySize / 1024 };
  });
  const box = page.locator("main input").first();
  const search = await repeat(stage, async () => {
    await box.fill("");
    await box.click();
    return slowKeys(page, WORDS);
  });
  await box.fill("店");
  await page.getByRole("tree").focus();
  const along = await repeat(stage, () => downKeys(page));
  const units = await page.locator("main header p, main p").first().innerText();
  await context.close();
  const name = `the organisation of ${units.match(/[\d,]+/)?.[0] ?? "many"} units`;
  const of = (part: "shown" | "answered" | "kilobytes") => visits.map((visit) => visit[part]);
  return [
    figure(`click to ${name}`, of("shown"), { goal: ANSWER_MS }),
    figure("its answer, first byte", of("answered")),
    figure("its size over the wire", of("kilobytes"), { unit: "KB" }),
    figure("a key in its search, p95", search, { goal: KEY_MS }),
    figure("↓ through all that is found, p95", along, { goal: KEY_MS }),
  ];
}

async function downKeys(page: Page): Promise<number> {
  const took: number[] = [];
  for (let step = 0; step < 20; step++)
    took.push(await untilShown(page, "keydown", NODE, () => page.keyboard.press("ArrowDown")));
  return took.toSorted((one, other) => one - other)[Math.ceil(took.length * 0.95) - 1]!;
}
