/** WCAG 2.2 AA on every screen, by axe-core (https://github.com/dequelabs/axe-core), in both languages and both themes. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { EVERY_RULE, violationsOn } from "./accessible/look.ts";
import type { Visit } from "./browser.ts";
import { expectToFit, startDemo } from "./demo.ts";

const demo = startDemo();

type Language = "zh-CN" | "en-US";
type Theme = "light" | "dark";

/** What is open, and what has to be there before it is looked at. */
interface Screen {
  readonly name: string;
  readonly persona: "store-head" | "administrator";
  readonly path: string;
  open?(page: Page): Promise<void>;
}

/** A row, or on narrow screens a card. */
const first = (page: Page, object: string) => page.locator(`main a[href^="/o/${object}/"]`).first();

const SCREENS: readonly Screen[] = [
  { name: "home", persona: "store-head", path: "/" },
  {
    name: "list",
    persona: "store-head",
    path: "/o/customer",
    open: (page) => first(page, "customer").waitFor(),
  },
  {
    name: "record",
    persona: "store-head",
    path: "/o/customer",
    async open(page) {
      await first(page, "customer").click();
      await page.getByRole("tab").first().waitFor();
    },
  },
  {
    name: "palette",
    persona: "store-head",
    path: "/o/order",
    async open(page) {
      await first(page, "order").waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("a");
    },
  },
  { name: "import", persona: "store-head", path: "/o/customer/import" },
  {
    name: "import of a file",
    persona: "store-head",
    path: "/o/customer/import",
    async open(page) {
      await page.locator('input[type="file"]').setInputFiles({
        name: "a.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("Demo\nname,phone\nA,1"),
      });
      await page.getByRole("group").getByRole("table").waitFor();
    },
  },
  {
    name: "imports",
    persona: "store-head",
    path: "/imports",
    open: (page) => page.getByRole("listitem").filter({ hasText: "a.csv" }).first().waitFor(),
  },
  { name: "trash", persona: "store-head", path: "/o/customer/trash" },
  { name: "inbox", persona: "store-head", path: "/inbox" },
  { name: "my rights", persona: "store-head", path: "/me/rights" },
  { name: "roles", persona: "administrator", path: "/permissions/roles" },
  {
    name: "role",
    persona: "administrator",
    path: "/permissions/roles",
    async open(page) {
      await page.locator('a[href^="/permissions/roles/"]').first().click();
      await page.getByRole("radio").first().waitFor();
    },
  },
  {
    name: "policy draft",
    persona: "administrator",
    path: "/permissions/draft",
    async open(page) {
      const words = { zh: "前台", en: "Front desk" };
      const grants = { "customer.view": "unit" };
      const data = { name: words, duties: words, grants, classes: {}, preset: "guide" };
      await page.request.post("/api/role.save", { data });
      await page.reload();
      await page.getByRole("textbox").first().waitFor();
    },
  },
  { name: "policy versions", persona: "administrator", path: "/permissions/versions" },
  { name: "units", persona: "administrator", path: "/permissions/units" },
  { name: "fields", persona: "administrator", path: "/permissions/fields" },
  {
    name: "audit",
    persona: "administrator",
    path: "/o/auditLine",
    open: (page) => first(page, "auditLine").waitFor(),
  },
];

/** Narrow screens are other components: cards, sheets, a bar at the bottom. */
const NARROW: ReadonlySet<string> = new Set(["home", "list", "record", "palette"]);

// Colours know no language and names no theme, so two of the four pairs say what all do.
describe.each<readonly [Language, Theme]>([
  ["zh-CN", "light"],
  ["en-US", "dark"],
])("R137: %s, %s", (language, theme) => {
  test.each([1440, 390] as const)("no screen of %i px breaks a rule", async (width) => {
    const screens = SCREENS.filter(({ name }) => width === 1440 || NARROW.has(name));
    const found: string[] = [];
    for (const [persona, own] of Map.groupBy(screens, (screen) => screen.persona)) {
      const { page, context } = await enter(persona, { language, theme, width });
      for (const screen of own) found.push(...(await openAndLook(page, screen)));
      await context.close();
    }
    expect(found).toEqual([]);
  });
});

test.each<Language>(["zh-CN", "en-US"])("signing in breaks no rule in %s", async (language) => {
  const { page, context } = await demo.visit({ language });
  await page.goto("/");
  await page.getByRole("button").first().waitFor();
  expect(await lookAt(page, "sign in")).toEqual([]);
  await context.close();
});

async function enter(
  persona: Screen["persona"],
  { theme, ...look }: { language: Language; theme: Theme; width: 1440 | 390 },
): Promise<Visit> {
  const visitor = await demo.signedIn(persona, look);
  await visitor.context.addInitScript(
    (choice) => localStorage.setItem("latchkey.theme", JSON.stringify(choice)),
    theme,
  );
  return visitor;
}

async function openAndLook(page: Page, { name, path, open }: Screen): Promise<readonly string[]> {
  await page.goto(path);
  await page.getByRole("navigation").first().waitFor();
  await open?.(page);
  return lookAt(page, name);
}

async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  return (await violationsOn(page, EVERY_RULE)).map((words) => `${name}: ${words}`);
}

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
