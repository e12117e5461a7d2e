/** The first minutes: an empty system set up in four steps, and a walk into the demo. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PERSONAS } from "../packages/server/src/demo/personas.ts";
import { openBrowser } from "./browser.ts";
import { expectToFit, leave, shoot, visitTold } from "./demo.ts";
import { wordsIn } from "./words.ts";
import {
  killAll,
  makeDirectory,
  removeDirectory,
  startServer,
  type ServerProcess,
} from "./server-process.ts";

const PASSWORD = "a-long-password";
/** What a newcomer may take; the clicks themselves must be a small part of it. */
const MINUTE = 60_000;

let browser: Browser;
const directories: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await killAll();
  await Promise.all(directories.map(removeDirectory));
});

async function startEmpty(): Promise<string> {
  const directory = await makeDirectory();
  directories.push(directory);
  const { url } = await startServer({ directory, arguments: ["--empty"] });
  return url;
}

async function openDemo(): Promise<ServerProcess> {
  const directory = await makeDirectory();
  directories.push(directory);
  return startServer({ directory, environment: { DEMO_SCALE: "0.02" } });
}

test("R136: an empty system is set up from a template in four steps, by keyboard, with nothing lost on the way", async () => {
  const visitor = await visitTold({ browser, url: await startEmpty() });
  const { page } = visitor;
  const began = Date.now();
  await page.goto("/");
  await page.getByLabel("企业名称").fill("云上茶饮");
  await page.getByLabel("您的姓名").fill("方管理");
  await page.getByLabel("邮箱").fill("admin@cloud-tea.example");
  await page.getByLabel("密码").fill(PASSWORD);
  await shoot(page, "setup-organisation");
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: /茶饮连锁/ }).check();
  await page.getByRole("heading", { name: "茶饮连锁" }).waitFor();
  await page.getByText("还不会做的").waitFor();
  await shoot(page, "setup-industry");
  await page.keyboard.press("Control+Enter");
  const first = page.getByLabel("单元名称").first();
  await first.fill("门店运营部");
  await first.press("Enter");
  await page.keyboard.type("培训部");
  await page.getByLabel("粘贴一列").fill("华北/北京/朝阳片区/国贸店\n华北/北京/朝阳片区/望京店\n");
  await page.getByRole("button", { name: "用这一列替换示例" }).click();
  await page.getByText("共 11 个单元").waitFor();
  await shoot(page, "setup-units");
  await page.keyboard.press("Control+Enter");
  await page.getByText("每个门店一个，共 2 个").first().waitFor();
  await page.goBack();
  await page.getByText("共 11 个单元").waitFor();
  await page.reload();
  await page.getByText("共 11 个单元").waitFor();
  expect(await page.getByLabel("单元名称").nth(1).inputValue()).toBe("培训部");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("checkbox", { name: /^店员/ }).uncheck();
  await page.getByRole("checkbox", { name: /^加盟预算/ }).uncheck();
  // The one thing that a reload forgets.
  const make = page.getByRole("button", { name: "建立系统" });
  expect(await make.isDisabled()).toBe(true);
  await page.getByLabel("密码").fill(PASSWORD);
  await shoot(page, "setup-take");
  await make.click();
  await page.getByRole("heading", { name: "云上茶饮 可以用了" }).waitFor();
  const took = Date.now() - began;
  console.log(`setting up by clicks took ${(took / 1000).toFixed(1)} s`);
  expect(took).toBeLessThan(2 * MINUTE);
  await page.getByText("接下来三件事").waitFor();
  await shoot(page, "setup-done");
  await page.goto("/permissions/units");
  await page.getByText("门店运营部").waitFor();
  await page.getByLabel("查找单元").fill("店");
  await page.getByText("国贸店").waitFor();
  expect(await page.getByText("科技园店").count()).toBe(0);
  await page.goto("/o/post");
  await page.getByText("店长").first().waitFor();
  expect(await page.getByText("店员", { exact: true }).count()).toBe(0);
  await page.goto("/permissions/fields?object=customer");
  await page.getByText("杯型").waitFor();
  await leave(visitor);
});

test("R136, R137: the same in English on a phone; a plan that is refused says what, where and how to mend it, an answer may never come, and nothing is lost", async () => {
  const { t, like } = wordsIn("en-US");
  const visitor = await visitTold({
    browser,
    url: await startEmpty(),
    width: 390,
    language: "en-US",
  });
  const { page } = visitor;
  const next = page.getByRole("button", { name: "Next" }).last();
  const make = page.getByRole("button", { name: "Make it" });
  const long = `Example Road ${"o".repeat(130)}`;
  await page.goto("/");
  await page.getByLabel("Organisation").fill("Hill Clinics");
  await page.getByLabel("Your name").fill("Ada Admin");
  await page.getByLabel("E-mail").fill("ada@hill.example");
  await page.getByLabel("Password").fill(PASSWORD);
  await expectToFit(page);
  await next.click();
  await page.getByRole("radio", { name: /Medical/ }).check();
  await page.getByText("What it does not do yet").waitFor();
  await expectToFit(page);
  await shoot(page, "setup-industry-phone");
  await next.click();
  await page.getByRole("button", { name: "Remove “Nanjing”" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("9 units").waitFor();
  const names = page.getByLabel("Name of the unit");
  await names.nth(1).fill("Marketing");
  await page.getByText("Some units share a name").waitFor();
  expect(await next.isDisabled()).toBe(true);
  await names.nth(1).fill("Patient care");
  await expectToFit(page);
  await shoot(page, "setup-units-phone");
  await page.getByLabel(t("setup.paste")).fill(long);
  await page.getByRole("button", { name: like("setup.pasteReplace") }).click();
  await next.click();
  await page.getByText("Only these roles read it: Physician", { exact: true }).first().waitFor();
  await page.getByRole("checkbox").first().uncheck();
  await expectToFit(page);
  // As from a page that was opened before an update of the server took a post away.
  await page.route(
    "**/api/setup",
    async (route, request) => {
      const body = request.postDataJSON() as { plan: { posts: readonly string[] } };
      body.plan.posts = [...body.plan.posts, "gone"];
      await route.continue({ postData: body });
    },
    { times: 1 },
  );
  await make.click();
  const alert = page.getByRole("alert");
  await alert.getByText(t("setup.failed")).waitFor();
  await alert.getByText(long.slice(0, 20)).waitFor();
  await alert.getByText(/120/).waitFor();
  await alert.getByText(/gone/).waitFor();
  await expectToFit(page);
  await shoot(page, "setup-refused-phone");
  await alert
    .getByRole("button", { name: t("setup.fixAt", { step: t("setup.step.units") }) })
    .click();
  await expect.poll(() => names.last().inputValue()).toBe(long);
  await names.last().fill("Example Road");
  await next.click();
  expect(await page.getByRole("checkbox").first().isChecked()).toBe(false);
  await page.route("**/api/setup", (route) => route.abort(), { times: 1 });
  await make.click();
  await page.getByText("No answer came").waitFor();
  await shoot(page, "setup-failed-phone");
  await make.click();
  await page.getByRole("heading", { name: "Hill Clinics is ready" }).waitFor();
  await expectToFit(page);
  await shoot(page, "setup-done-phone");
  await page.getByRole("link", { name: "Open posts" }).click();
  await page.getByText("Physician").first().waitFor();
  await page.goto("/permissions/units");
  await page.getByLabel(t("units.search")).fill("Example");
  await page.getByText("Example Road").first().waitFor();
  visitor.complaints.splice(0, visitor.complaints.length, ...visitor.complaints.filter(isOurs));
  await leave(visitor);
});

test("R9: a newcomer walks into the demo as anybody by one click and is shown three things", async () => {
  const { url } = await openDemo();
  const visitor = await visitTold({ browser, url, width: 390, language: "en-US" });
  const { page } = visitor;
  await page.goto("/");
  const cards = page.getByRole("button", { name: /·/ });
  await cards.first().waitFor();
  expect(await cards.count()).toBe(DEMO_PERSONAS.length);
  await expectToFit(page);
  await shoot(page, "walk-in");
  await page.getByRole("button", { name: /林晓茗/ }).click();
  const guide = page.getByRole("region", { name: "Things to try" });
  await guide.waitFor();
  expect(await guide.getByRole("listitem").count()).toBe(3);
  await expectToFit(page);
  await shoot(page, "guide");
  await guide.getByRole("link").first().click();
  await page.waitForURL("**/o/customer");
  await guide.getByText("1/3").waitFor();
  await guide.getByRole("button", { name: /Fold away/ }).click();
  await page.reload();
  await page.getByRole("button", { name: "Things to try 1/3" }).click();
  await guide.getByRole("button", { name: "Walk in as somebody else" }).click();
  // Another person has a list of their own, and the first finds theirs folded as it was left.
  await page.getByRole("button", { name: /许澜/ }).click();
  await guide.getByText("0/3").waitFor();
  await leave(visitor);
});

/** The browser itself writes down that the request we broke was broken, and that one was refused. */
const isOurs = (complaint: string): boolean => !/ERR_FAILED|status of 400/.test(complaint);
