/** Of WCAG 2.2 AA what no rule of axe-core asks. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectToFit, startDemo } from "../demo.ts";

const demo = startDemo();

/** A row, or on narrow screens a card. */
const first = (page: Page, object: string) => page.locator(`main a[href^="/o/${object}/"]`).first();

test("R137: what a hand draws is done with clicks too, and whoever speaks to the page turns letters off", async () => {
  const visitor = await demo.signedIn("store-head");
  const { page } = visitor;
  const press = (name: string | RegExp) =>
    page.getByRole("button", { name, exact: true }).first().click();
  const choose = (name: RegExp) => page.getByRole("menuitem", { name }).click();
  await page.goto("/o/customer");
  const column = page.locator('[data-column="name"]');
  await column.waitFor();
  const widthOf = async () => Math.round((await column.boundingBox())!.width);
  const before = await widthOf();
  await press("选择列");
  await press("加宽“客户名称”");
  await expect.poll(widthOf).toBe(before + 32);
  await press("收窄“客户名称”");
  await expect.poll(widthOf).toBe(before);
  await page.keyboard.press("Escape");

  await first(page, "customer").click();
  const title = page.getByRole("heading", { level: 1 });
  const save = page.getByRole("button", { name: "保存", exact: true });
  await page.getByRole("button", { name: "编辑", exact: true }).waitFor();
  await press(/的菜单/);
  await choose(/^关闭单键快捷键/);
  await title.click();
  await page.keyboard.press("e");
  // Keys are heard in their order: by the time the palette is open, the letter was passed over.
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog").getByRole("combobox");
  await palette.waitFor();
  expect(await save.count()).toBe(0);
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  await press(/的菜单/);
  await choose(/^打开单键快捷键/);
  await title.click();
  await page.keyboard.press("e");
  await save.waitFor();
  await visitor.context.close();
});

test("R137: where nothing moves, what opens is in sight, and the tab says where one is in the language spoken", async () => {
  const visitor = await demo.signedIn("store-head");
  const { page } = visitor;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/o/customer");
  await first(page, "customer").waitFor();
  expect(await page.title()).toBe("客户 · Latchkey 智钥");
  for (const time of ["first", "second"]) {
    await page.getByRole("button", { name: /的菜单/ }).click();
    const item = page.getByRole("menuitem", { name: "修改密码" });
    await expect
      .poll(async () => (await item.boundingBox())?.y, { message: time })
      .toBeLessThan(900);
    await page.keyboard.press("Escape");
    await item.waitFor({ state: "hidden" });
  }
  await page.getByRole("button", { name: "EN: Switch to English" }).click();
  await expect.poll(() => page.title()).toBe("Customers · Latchkey 智钥");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await visitor.context.close();
});

test("R137: where the keyboard stands can be seen in the dark, and nothing of a page lies beside a small screen", async () => {
  const visitor = await demo.signedIn("store-head", { theme: "dark" });
  const { page } = visitor;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/o/customer");
  await first(page, "customer").waitFor();
  await page.waitForLoadState("networkidle");
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const { html, clip } = await page.evaluate(focusedNow);
    const seen = await page.screenshot({ clip });
    await page.keyboard.press("Tab");
    const unseen = await page.screenshot({ clip });
    await page.keyboard.press("Shift+Tab");
    expect(seen.equals(unseen), `the focus on ${html}`).toBe(false);
  }

  const record = await first(page, "customer").getAttribute("href");
  // A phone of the smallest kind, which is also a desk's screen magnified four times; and one magnified twice.
  for (const [width, height] of [
    [320, 640],
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const path of ["/", "/o/customer", record!]) {
      await page.goto(path);
      await page.locator("main h1").first().waitFor();
      await page.waitForLoadState("networkidle");
      await expectToFit(page);
      const beside = await page
        .locator("main")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(beside, `${path} at ${width} px`).toBe(0);
    }
  }
  await visitor.context.close();
});

/** Past the frame and the navigation, into the list. */
const STOPS = 45;

/** In the page: what has the focus, and the place around it. */
function focusedNow() {
  const { activeElement } = document;
  const { x, y, width, height } = activeElement!.getBoundingClientRect();
  const edge = 5;
  const [left, top] = [Math.max(0, x - edge), Math.max(0, y - edge)];
  const clip = { x: left, y: top, width: width + 2 * edge, height: height + 2 * edge };
  return { html: activeElement!.outerHTML.slice(0, 200), clip };
}
