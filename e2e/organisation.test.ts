/** What an administrator who is no programmer does to the organisation and its fields, and what others then see. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import type { ListReply } from "../packages/server/src/http/contract.ts";
import { ask } from "./ask.ts";
import { emailOf, leave, shoot, startDemo } from "./demo.ts";
import { publishByColleague } from "./draft.ts";
import { signIn } from "./http-client.ts";

const demo = startDemo();

const dialog = (page: Page) => page.getByRole("dialog");
const rows = (page: Page) => page.locator("[data-record]");
const tree = (page: Page) => page.locator(".ant-tree");
const node = (page: Page, name: string) => tree(page).getByText(name, { exact: true });

test("R144: a unit dragged onto another says first what that changes, and one click takes it back", async () => {
  const visitor = await demo.signedIn("administrator");
  const { page } = visitor;
  await page.goto("/permissions/units");
  await page.getByLabel("查找单元").fill("深圳");
  await node(page, "深圳春风里店").waitFor();
  // Below itself: refused, in words.
  await node(page, "深圳六片区").dragTo(node(page, "深圳春风里店"));
  await page.getByText("不能移动到它自己的下级之中。").waitFor();

  await node(page, "深圳春风里店").dragTo(node(page, "深圳三片区"));
  await dialog(page).getByText("“深圳春风里店”将归到“深圳三片区”之下").waitFor();
  await dialog(page)
    .getByText(/人能看到的客户范围会变/)
    .waitFor();
  await dialog(page).getByRole("row", { name: "深圳六片区" }).getByText("失去 1").waitFor();
  await dialog(page).getByText("您的岗位看不到客户").waitFor();
  await shoot(page, "unit-impact");
  await dialog(page).getByRole("button", { name: "确认移动" }).click();
  await page.getByText("已移动，立即生效").waitFor();
  await node(page, "深圳春风里店").click();
  const above = (name: string) => page.locator("main nav").getByRole("button", { name }).count();
  await expect.poll(() => above("深圳三片区")).toBe(1);
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByText("“深圳春风里店”已移回原处").waitFor();
  await expect.poll(() => above("深圳六片区")).toBe(1);

  // The same without a mouse.
  await page.getByRole("tree").focus();
  await page.keyboard.press("m");
  await dialog(page).getByText("移动到哪个单元之下？").waitFor();
  await page.keyboard.press("Escape");
  await leave(visitor, "unit-dragged");
});

test("R49: a required field and a new name are there for whoever is signed in, at their next click", async () => {
  const seller = await demo.signedIn("seller");
  await seller.page.goto("/o/customer");
  await rows(seller.page).first().waitFor();
  const administrator = await demo.signedIn("administrator");
  const { page } = administrator;
  await page.goto("/permissions/fields");
  await page.getByRole("button", { name: "添加字段" }).click();
  await page.getByLabel("名称", { exact: true }).fill("到店方式");
  await dialog(page).getByLabel("必填").check();
  await dialog(page).getByLabel("列表默认列").check();
  await shoot(page, "field-drawer");
  await dialog(page).getByRole("button", { name: "添加字段" }).click();
  await page.getByText("已添加“到店方式”，立即生效").waitFor();
  await page.getByRole("button", { name: "给“备注”改名" }).click();
  await dialog(page).getByLabel("中文名称").fill("接待备忘");
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await page.getByText("现在叫“接待备忘”，立即生效").waitFor();
  await leave(administrator, "fields-declared");

  // No reload: the next answer tells the page that something is new.
  await seller.page.locator('nav a[href="/o/order"]').click();
  await seller.page.getByRole("heading", { level: 1, name: "订单" }).waitFor();
  await seller.page.locator('nav a[href="/o/customer"]').click();
  await seller.page.getByRole("columnheader", { name: "到店方式" }).waitFor();
  await seller.page.getByRole("button", { name: "新建客户" }).click();
  await dialog(seller.page).getByLabel("客户名称").fill("骑车来的人");
  await dialog(seller.page).getByLabel("接待备忘").waitFor();
  await dialog(seller.page).getByRole("button", { name: "创建" }).click();
  await dialog(seller.page).getByText("必填").first().waitFor();
  await dialog(seller.page).getByLabel("到店方式").fill("骑车");
  await dialog(seller.page).getByRole("button", { name: "创建" }).click();
  await seller.page.getByRole("heading", { name: "骑车来的人" }).waitFor();
  const filter = [{ field: "field", op: "contains", value: "骑车" }];
  await seller.page.goto(`/o/customer?f=${encodeURIComponent(JSON.stringify(filter))}`);
  await seller.page.getByRole("button", { name: /到店方式.*骑车/ }).waitFor();
  await expect.poll(() => rows(seller.page).count()).toBe(1);
  await leave(seller, "seller-required-field");
});

test("R144: another class for a field waits in the draft, which says whom it opens, and holds once a colleague has published it", async () => {
  const administrator = await demo.signedIn("administrator");
  const { page } = administrator;
  await page.goto("/permissions/fields");
  await ask(page, "customField.add", {
    object: "customer",
    name: "idNumber",
    label: { zh: "证件号", en: "ID number" },
    type: "text",
    sensitivity: "strategic",
  });
  await page.reload();
  await page.getByRole("button", { name: "修改字段“证件号”的敏感级别" }).click();
  await dialog(page)
    .getByRole("radio", { name: /^联系方式/ })
    .check();
  await shoot(page, "field-class");
  await dialog(page).getByRole("button", { name: "放入草案" }).click();
  await page.getByText("草案：联系方式").click();
  await page.getByText("字段“客户·证件号”的敏感级别从“战略信息”改为“联系方式”").waitFor();
  await page.getByText(/字段“客户·证件号”将对 \d+ 人更开放/).waitFor();
  await shoot(page, "field-class-in-draft");
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("button", { name: "撤回" }).waitFor();
  await publishByColleague(demo);
  await page.goto("/permissions/fields");
  await page.getByRole("row", { name: /证件号.*联系方式/ }).waitFor();
  await leave(administrator, "field-class-published");
});

test("R135: a list of people starts from a template, and passwords for many come in one file", async () => {
  const visitor = await demo.signedIn("administrator");
  const { page } = visitor;
  await page.goto("/o/person/import");
  const [template] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载模板" }).click(),
  ]);
  const headings = (await readFile(await template.path(), "utf8")).trim();
  expect(headings).toContain("姓名 *");
  expect(headings).toContain("岗位");

  await page.goto("/o/person?q=苏青禾");
  await rows(page).first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "批量发放密码" }).click();
  await dialog(page).getByRole("button", { name: "发放", exact: true }).click();
  await dialog(page).getByText("1 人可以登录了").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载密码文件" }).click(),
  ]);
  const [, line = ""] = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  const [name, email = "", password = ""] = line.split(",");
  expect(name).toContain("苏青禾");
  const signIn = await (
    await demo.visit()
  ).page.request.post("/api/auth/sign-in/email", {
    headers: { origin: demo.url() },
    data: { email, password },
  });
  expect(signIn.ok()).toBe(true);
  await leave(visitor, "people-invited");
});

test("R55: what an administrator takes out of somebody's sight is gone from their page with the next answer, and from what it remembers", async () => {
  const area = await demo.signedIn("area-manager");
  const { page } = area;
  await page.goto("/o/customer");
  const lost = rows(page).filter({ hasText: "深圳南山科技园店" }).first();
  const id = await lost.getAttribute("data-record");
  await lost.getByRole("link").first().click();
  await page.getByRole("tab", { name: "动态" }).waitFor();

  const administrator = await signIn(demo.url(), emailOf("administrator"), DEMO_PASSWORD);
  const named = async (name: string) => {
    const filter = { field: "name", op: "is", value: name };
    const { body } = await administrator.post<ListReply>("/api/unit.list", { filter });
    return body.rows[0]!;
  };
  const [store, elsewhere] = [await named("深圳南山科技园店"), await named("深圳三片区")];
  const moved = { id: store.id, version: store.version, parent: elsewhere.id };
  expect((await administrator.post("/api/unit.move", moved)).status).toBe(200);

  // Anything that asks the server: nothing of the page itself is touched.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "搜索" }).fill("茶");
  await page.getByText("这里没有内容").waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate((record) => {
    const look = () => {
      if (document.querySelector(`[data-record="${record}"]`)) document.title = "seen";
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  }, id);
  await page.goBack();
  await rows(page).first().waitFor();
  expect(await rows(page).filter({ hasText: "深圳南山科技园店" }).count()).toBe(0);
  expect(await page.title()).not.toBe("seen");
  // The browser itself writes to its console what is not there any more.
  const complaints = area.complaints.splice(0);
  expect(complaints.filter((words) => !words.includes("status of 404"))).toEqual([]);
  await leave(area, "out-of-sight");
});

test("R137: on English screens roles are called in English: where they are chosen, and wherever they are named", async () => {
  const visitor = await demo.signedIn("administrator", { language: "en-US" });
  const { page } = visitor;
  await page.goto("/o/post");
  await rows(page).first().waitFor();
  const roles = await page.locator('[data-field="role"]').allInnerTexts();
  expect(roles.join("")).not.toMatch(/\p{Script=Han}/u);
  await rows(page).first().locator('[data-field="person"]').getByRole("link").click();
  await page.getByRole("button", { name: "Add assignment" }).click();
  const role = dialog(page).getByRole("combobox", { name: "Role" });
  await role.fill("guide");
  await page.locator(".ant-select-item-option", { hasText: "Clerk / guide" }).click();
  await dialog(page).getByTitle("Clerk / guide").waitFor();
  await leave(visitor, "roles-in-english");
});
