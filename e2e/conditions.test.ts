/** Work goes on when the session ends or the network does: nothing typed is lost, and nothing is saved twice. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import type { Visit } from "./browser.ts";
import { emailOf, expectToFit, shoot, startDemo, leave as end } from "./demo.ts";
import { signIn, type Client } from "./http-client.ts";
import { wordsIn } from "./words.ts";

const demo = startDemo();

/**
 * Without a network or a session the browser itself writes every question that fails to its console, and what it remembers
 * of the server's files when they come from its own store for the first time.
 */
const leave = ({ complaints, ...visitor }: Visit): Promise<void> =>
  end({
    ...visitor,
    complaints: complaints.filter(
      (words) => !/net::ERR_|status of 4(01|09)|service worker resource/.test(words),
    ),
  });

const devices = new Map<string, Promise<Client>>();

/** As another device of the same person. */
function elsewhere(persona: string): Promise<Client> {
  const known = devices.get(persona) ?? signIn(demo.url(), emailOf(persona), DEMO_PASSWORD);
  devices.set(persona, known);
  return known;
}

interface Listed {
  readonly rows: readonly { readonly id: string }[];
}

/** One of those that the persona sees, each test another. */
async function aCustomer(persona: string, skip = 0): Promise<string> {
  const { body } = await (await elsewhere(persona)).post<Listed>("/api/customer.list");
  return body.rows[skip]!.id;
}

/** What work is done with is there, before the network is not. */
const isWarm = (page: Page) =>
  page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("waiting-drawer")),
  );

async function followUpsSaying(persona: string, words: string): Promise<number> {
  const client = await elsewhere(persona);
  const filter = { field: "content", op: "contains", value: words };
  return (await client.post<{ count: number }>("/api/followUp.count", { filter })).body.count;
}

async function noteOf(persona: string, id: string): Promise<unknown> {
  const { body } = await (
    await elsewhere(persona)
  ).post<{
    record: { values: Record<string, unknown> };
  }>("/api/customer.get", { id });
  return body.record.values["note"];
}

const composer = (page: Page) => page.getByRole("textbox", { name: "内容" });

async function openRecord(page: Page, id: string): Promise<void> {
  await page.goto(`/o/customer/${id}`);
  await composer(page).waitFor();
}

test("a session that ends while a follow-up is written asks for the password, and saves it once", async () => {
  const seller = await demo.signedIn("seller");
  const { page, context } = seller;
  await openRecord(page, await aCustomer("seller"));
  await composer(page).fill("会话过期时写下的跟进");
  await context.clearCookies();
  await page.getByRole("button", { name: "记录", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("密码").fill(DEMO_PASSWORD);
  await shoot(page, "signed-out-while-typing");
  await dialog.getByRole("button", { name: "登录", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator("main").getByText("会话过期时写下的跟进").last().waitFor();
  await expect.poll(() => composer(page).inputValue(), { timeout: 20_000 }).toBe("");
  expect(await followUpsSaying("seller", "会话过期时写下的跟进")).toBe(1);
  // Its answer may be on its way still; loaded anew, the page would send it again and count it as unsent until then.
  await expect.poll(() => page.getByText("等待发送").count(), { timeout: 20_000 }).toBe(0);
  await page.waitForLoadState("networkidle");
  // What is only begun stays on the device, and goes with whoever signs out.
  await composer(page).fill("只起了个头");
  await page.reload();
  await expect.poll(() => composer(page).inputValue(), { timeout: 20_000 }).toBe("只起了个头");
  await page.getByRole("button", { name: /的菜单$/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  const sure = page.getByRole("dialog", { name: "还有 1 项修改没有发送" });
  await sure.getByRole("button", { name: "放弃修改并退出" }).click();
  // The customer has an e-mail address too; only the door asks for a password.
  await page.getByLabel("密码").waitFor();
  // The page is read anew for whoever comes next; meanwhile it cannot be asked.
  const kept = () => page.evaluate(() => JSON.stringify(localStorage)).catch(() => "只起了个头");
  await expect.poll(kept, { timeout: 20_000 }).not.toContain("只起了个头");
  await leave(seller);
});

test("another person on the same browser gets neither the page nor what was typed on it", async () => {
  const seller = await demo.signedIn("seller");
  const { page, context } = seller;
  await openRecord(page, await aCustomer("seller"));
  await composer(page).fill("只属于销售的草稿");
  const other = await context.newPage();
  await other.request.post("/api/auth/sign-in/email", {
    headers: { origin: demo.url() },
    data: { email: emailOf("store-head"), password: DEMO_PASSWORD },
  });
  await page.getByRole("button", { name: "记录", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "此浏览器已由另一人登录" });
  await dialog.getByRole("button", { name: "不再保留这一页" }).click();
  await page.getByRole("heading", { level: 1, name: "工作台" }).waitFor();
  await page.goto("/o/customer");
  await page.locator("[data-record]").first().waitFor();
  expect(await page.getByText("只属于销售的草稿").count()).toBe(0);
  expect(await followUpsSaying("seller", "只属于销售的草稿")).toBe(0);
  expect(await followUpsSaying("store-head", "只属于销售的草稿")).toBe(0);
  await leave(seller);
});

test("without a network work goes on, and what was done is saved once when it is back", async () => {
  const head = await demo.signedIn("store-head");
  const { page, context } = head;
  const id = await aCustomer("store-head", 1);
  await openRecord(page, id);
  await page.getByRole("button", { name: "编辑" }).first().click();
  await page.getByLabel("备注").waitFor();
  await isWarm(page);
  await context.setOffline(true);
  await page.getByLabel("备注").fill("离线时写的备注");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const note = page.getByRole("status").filter({ hasText: "等待发送" });
  await note.getByText("1 项修改等待发送").waitFor();
  await page.locator("main").getByText("离线时写的备注").waitFor();
  await composer(page).fill("离线时写的跟进");
  await page.getByRole("button", { name: "记录", exact: true }).click();
  await note.getByText("2 项修改等待发送").waitFor();
  await page.locator("main").getByText("离线时写的跟进").waitFor();
  expect(await composer(page).inputValue()).toBe("");
  await note.getByText("2 项修改等待发送").click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("离线时写的跟进").first().waitFor();
  await shoot(page, "offline-1440");
  await page.keyboard.press("Escape");
  // The page is closed, and what waits on the device is not lost with it.
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/o/customer/${id}`);
  await again.getByText("2 项修改已保存").waitFor();
  expect(await noteOf("store-head", id)).toBe("离线时写的备注");
  expect(await followUpsSaying("store-head", "离线时写的跟进")).toBe(1);
  await again.reload();
  await composer(again).waitFor();
  expect(await again.getByText("等待发送").count()).toBe(0);
  expect(await followUpsSaying("store-head", "离线时写的跟进")).toBe(1);
  await leave(head);
});

test("what somebody else changed meanwhile is compared before it is saved", async () => {
  const head = await demo.signedIn("store-head");
  const { page, context } = head;
  const id = await aCustomer("store-head", 2);
  await openRecord(page, id);
  await page.getByRole("button", { name: "编辑" }).first().click();
  await page.getByLabel("备注").waitFor();
  await isWarm(page);
  await context.setOffline(true);
  await page.getByLabel("备注").fill("我的备注");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("1 项修改等待发送").waitFor();
  const client = await elsewhere("store-head");
  const { body } = await client.post<{ record: { version: number } }>("/api/customer.get", { id });
  const { version } = body.record;
  const theirs = { id, version, values: { note: "店长的备注" } };
  expect((await client.post("/api/customer.update", theirs)).status).toBe(200);
  await context.setOffline(false);
  await page.getByText("1 项修改没有保存，请处理").click();
  await page.getByRole("button", { name: "对照后保存" }).click();
  const conflict = page.getByRole("dialog").filter({ hasText: "店长的备注" }).last();
  await shoot(page, "offline-conflict");
  await conflict.getByRole("button", { name: "按此保存" }).click();
  await page.getByText("1 项修改已保存").waitFor();
  expect(await noteOf("store-head", id)).toBe("我的备注");
  await leave(head);
});

test("the inbox tells what was handed over, until it is read or taken back", async () => {
  const head = await elsewhere("store-head");
  const filter = { field: "name", op: "is", value: "周小芽" };
  const { body } = await head.post<Listed>("/api/person.list", { filter });
  const values = { subject: "到店回访", owner: body.rows[0]!.id, status: "open" };
  expect((await head.post("/api/task.create", { values })).status).toBe(200);
  const guide = await demo.enter("guide");
  const { page } = guide;
  await page.getByRole("link", { name: "消息，1 条未读" }).click();
  await page.getByRole("heading", { level: 1, name: "消息" }).waitFor();
  await page.getByText(/给您分派了 1 项任务/).waitFor();
  await shoot(page, "inbox-1440");
  await page.getByRole("link", { name: "到店回访" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "到店回访" }).waitFor();
  await page.getByRole("link", { name: "消息", exact: true }).click();
  await page.getByText(/给您分派了 1 项任务/).waitFor();
  await page.getByText("未读", { exact: true }).click();
  await page.getByText("没有未读消息").waitFor();
  expect(page.url()).toContain("unread");
  await leave(guide);
});

test("a link to what is open over a record opens it, after signing in", async () => {
  const id = await aCustomer("store-head");
  const visitor = await demo.visit();
  const { page } = visitor;
  await page.goto(`/o/customer/${id}?dialog=share`);
  await page.getByLabel("邮箱").fill(emailOf("store-head"));
  await page.getByLabel("密码").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: /登\s*录/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  expect(page.url()).toContain(`/o/customer/${id}?dialog=share`);
  await dialog.getByRole("button", { name: "关闭" }).last().click();
  await dialog.waitFor({ state: "detached" });
  expect(page.url()).not.toContain("dialog");
  await leave(visitor);
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "a page opened anew without a network says what waits on the device, and goes on by itself; the browser keeps the application and no record ($width, $language)",
  async ({ width, language }) => {
    const { t } = wordsIn(language);
    const look = { width, language, keepsApplication: true };
    const head = await demo.signedIn("store-head", look);
    const { page, context } = head;
    const id = await aCustomer("store-head", width === 390 ? 4 : 5);
    await page.goto(`/o/customer/${id}?tab=timeline`);
    const draft = page.getByRole("textbox", { name: /内容|Content/ });
    await draft.waitFor();
    const kept = await keptByBrowser(page);
    expect(kept).toEqual(expect.arrayContaining(["/", "/icon.svg"]));
    expect(
      kept.filter((path) => !/^\/(assets\/[^/]+|icon\.svg|theme-first\.js)?$/.test(path)),
    ).toEqual([]);

    await context.setOffline(true);
    await draft.fill(`断网时记下的跟进 ${width}`);
    await page.getByRole("button", { name: t("composer.send"), exact: true }).click();
    await page.getByText(t("outbox.waiting", { count: 1 })).waitFor();
    await draft.fill("断网时没写完的跟进");
    await page.reload();
    await page.getByRole("heading", { name: t("connection.offline") }).waitFor();
    await page.getByText(t("offline.waiting", { count: 1 })).waitFor();
    await page.getByText(t("offline.drafts", { count: 1 })).waitFor();
    // Whose page it is nobody can say yet.
    expect(await page.locator("body").innerText()).not.toContain("跟进");
    await expectToFit(page);
    await shoot(page, `offline-reload-${width}`);

    await context.setOffline(false);
    await draft.waitFor();
    expect(await draft.inputValue()).toBe("断网时没写完的跟进");
    const saved = () => followUpsSaying("store-head", `断网时记下的跟进 ${width}`);
    await expect.poll(saved, { timeout: 30_000 }).toBe(1);
    await leave(head);
  },
);

/** The paths of what the browser keeps, once it keeps the application. */
const keptByBrowser = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return caught.flat().map(({ url }) => new URL(url).pathname);
  });
