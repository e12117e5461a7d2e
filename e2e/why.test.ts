/** Every refusal and every mask answers "why?" (R130, R142): in lists, for rows of many, and where nothing is found. */
import { expect, test } from "vitest";
import { leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

test("R142: a mask in a list says by which rule it is one", async () => {
  const visit = await demo.signedIn("guide");
  const { page } = visit;
  await page.goto("/o/customer");
  await page
    .getByRole("button", { name: /^\*+\d{4}$/ })
    .first()
    .click();
  await page.getByText(/您看到的手机是打码的/).waitFor();
  await leave(visit, "why-mask");
});

test("R130, R142: rows that were refused among many say why, each by itself", async () => {
  const visit = await demo.signedIn("guide");
  const { page } = visit;
  const me = await (await page.request.get("/api/me")).json();
  const others = await (
    await demo.send(page, "customer.list", {
      filter: { field: "owner", op: "isNot", value: me.person.id },
      limit: 60,
    })
  ).json();
  const locked = others.rows.find(
    ({ writable }: { writable: string[] }) => !writable.includes("name"),
  );
  expect(locked, "a customer the guide sees and may not rename").toBeDefined();
  await page.goto(`/o/customer?q=${encodeURIComponent(locked.values.name)}`);
  await page.locator(`[data-record="${locked.id}"] input[type=checkbox]`).check();
  await page.getByRole("toolbar").getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("选择要修改的字段").click();
  await page.locator(".ant-select-dropdown:visible").getByText("客户名称", { exact: true }).click();
  await dialog.getByLabel("客户名称").fill("改名试试");
  await dialog.getByRole("button", { name: "应用到选中记录" }).click();
  await page.getByText("成功 0 条，未成功 1 条").waitFor();
  await page.getByRole("button", { name: "为什么？" }).click();
  await page.getByRole("group", { name: "为什么？" }).getByText(/不能/).first().waitFor();
  await shoot(page, "why-bulk");
  // One record alone: the refusal itself brings its why, and the question that it answers.
  const values = { name: "改名试试" };
  const { id, version } = locked;
  const single = await demo.send(page, "customer.update", { id, version, values });
  const refusal = await single.json();
  expect(single.status()).toBe(403);
  expect(refusal.question).toMatchObject({ object: "customer", id });
  expect(refusal.explanation.sentence.zh).toContain("不能");
  await leave(visit);
});

test("R142: what is hidden and what does not exist are one page, and say one why", async () => {
  const boss = await demo.signedIn("boss");
  const all = await (await demo.send(boss.page, "customer.list", { limit: 200 })).json();
  await leave(boss);
  const visit = await demo.signedIn("intern");
  const { page } = visit;
  const words: string[] = [];
  const statuses = await Promise.all(
    all.rows.map(async ({ id }: { id: string }) => ({
      id,
      status: (await demo.send(page, "customer.get", { id })).status(),
    })),
  );
  const hidden = statuses.find(({ status }) => status === 404)!;
  for (const id of [hidden.id, "01a00000-0000-7000-8000-000000000000"]) {
    await page.goto(`/o/customer/${id}`);
    await page.getByRole("button", { name: "为什么？" }).click();
    await page.getByText(/这几种情况看起来完全一样/).waitFor();
    words.push(await page.locator("main").innerText());
  }
  expect(words[0]).toBe(words[1]);
  await shoot(page, "why-not-found");
  await leave({ ...visit, complaints: visit.complaints.filter((one) => !one.includes("404")) });
});
