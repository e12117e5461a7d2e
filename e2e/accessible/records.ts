/** A record, what is done with it, and what is asked about it. */
import { ask } from "../ask.ts";
import { dialog, openTab, type Desk } from "../days/desk.ts";
import { act, at, button, choose, press, type Place, type Screen } from "./screen.ts";

interface Rows {
  readonly rows: readonly { readonly id: string; readonly version: number }[];
}

/** The page of one that its reader sees. */
const aRecord =
  (object: string, filter?: object, search = "") =>
  async (desk: Desk): Promise<void> => {
    const { page } = desk;
    const asked = { limit: 1, ...(filter ? { filter } : {}) };
    await page.goto("/me/rights");
    const { rows } = await ask<Rows>(page, `${object}.list`, asked);
    if (!rows[0]) throw new Error(`no ${object} to look at`);
    await at(`/o/${object}/${rows[0].id}${search}`, "main h1")(desk);
    await page.locator("main h2, main [role=tab]").first().waitFor();
  };

const aCustomer = aRecord("customer");

/** One that its owner may do everything with. */
const anOwnCustomer = async (desk: Desk): Promise<void> => {
  const me = await (await desk.page.request.get("/api/me")).json();
  await aRecord("customer", { field: "owner", op: "is", value: me.person.id })(desk);
};

const startEditing = async (desk: Desk): Promise<void> => {
  await act(desk, desk.t("action.edit"));
  await button(desk, desk.t("form.save")).waitFor();
};

const change = async (desk: Desk, words: string): Promise<void> => {
  await desk.page.getByLabel(desk.field("customer", "note"), { exact: true }).fill(words);
};

const ASKED: readonly Screen[] = [
  { name: "record" },
  {
    name: "what is done with a record now and then",
    over: "menu",
    open: (desk) => press(desk, desk.t("action.more")),
  },
  { name: "share", over: "dialog", open: (desk) => act(desk, desk.t("action.share")) },
  {
    name: "share, whom",
    over: "choices",
    async open(desk) {
      await act(desk, desk.t("action.share"));
      await dialog(desk.page).getByRole("combobox").first().click();
      await desk.page.locator(".ant-select-item-option").first().waitFor();
    },
  },
  {
    name: "share, until when",
    over: "calendar",
    async open(desk) {
      await act(desk, desk.t("action.share"));
      const until = dialog(desk.page).getByLabel(desk.t("share.until")).first();
      await until.click();
      await until.press("ArrowDown");
      await desk.page.locator(".ant-picker-panel").first().waitFor();
    },
  },
  { name: "assign", over: "dialog", open: (desk) => act(desk, desk.t("action.assign")) },
  {
    name: "transfer",
    over: "dialog",
    open: (desk) => choose(desk, desk.t("action.more"), desk.t("action.transfer")),
  },
  {
    name: "history",
    over: "dialog",
    open: (desk) => choose(desk, desk.t("action.more"), desk.t("action.history")),
  },
  {
    name: "who can see it",
    over: "dialog",
    open: (desk) => choose(desk, desk.t("action.more"), desk.t("action.whoCanSee")),
  },
];

const BESIDE: readonly Screen[] = [
  {
    name: "new task",
    over: "dialog",
    open: (desk) => press(desk, desk.t("list.create", { object: desk.noun("task") })),
  },
  {
    name: "who can see it, beside the record",
    async open(desk) {
      await press(desk, desk.t("who.ask"));
      await desk.page.locator("[class*=paths] li").first().waitFor();
    },
  },
  {
    name: "files of a record",
    async open({ page }) {
      const bring = page.locator("main input[type=file]");
      await bring.setInputFiles({
        name: "scan.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("%PDF-1.7\n"),
      });
      await page.getByRole("link", { name: "scan.pdf" }).first().waitFor();
      await bring.setInputFiles({
        name: "tool.exe",
        mimeType: "application/octet-stream",
        buffer: Buffer.from("MZ"),
      });
      await page.getByText("tool.exe").waitFor();
    },
  },
  {
    name: "a follow-up that is being written",
    async open(desk) {
      const { page, field, t } = desk;
      await page.getByRole("textbox", { name: field("followUp", "content") }).fill("…");
      await page.getByText(t("composer.kept")).waitFor();
    },
  },
];

const TABS = ["contact", "opportunity", "order", "ticket"] as const;

const EDITING: readonly Screen[] = [
  { name: "record that is being edited", open: startEditing },
  {
    name: "leave what is not saved?",
    over: "dialog",
    async open(desk) {
      await change(desk, `mine ${desk.name}`);
      await desk.page.locator("header a[href='/']").first().click();
      await desk.page.locator(".ant-modal-confirm-title").waitFor();
    },
  },
  {
    name: "both have changed it",
    over: "dialog",
    async open(desk) {
      const { page } = desk;
      const id = new URL(page.url()).pathname.split("/").at(-1);
      const { record } = await ask<{ record: { version: number } }>(page, "customer.get", { id });
      const values = { note: `theirs ${Date.now()}` };
      await ask(page, "customer.update", { id, version: record.version, values });
      await change(desk, `again mine ${desk.name}`);
      await press(desk, desk.t("form.save"));
      await dialog(page).getByText(desk.t("conflict.title")).waitFor();
    },
  },
];

export const RECORDS: readonly Place[] = [
  { persona: "store-head", onPhones: true, go: aCustomer, screens: ASKED },
  { persona: "seller", go: anOwnCustomer, screens: BESIDE },
  {
    persona: "store-head",
    go: aCustomer,
    screens: TABS.map((object) => ({
      name: `record, its ${object}s`,
      open: (desk) => openTab(desk, desk.many(object)),
    })),
  },
  { persona: "store-head", go: aCustomer, screens: EDITING },
  {
    persona: "store-head",
    onPhones: true,
    go: aCustomer,
    screens: [
      {
        name: "fields of a record",
        onlyOnPhones: true,
        open: (desk) => openTab(desk, desk.t("record.fields")),
      },
      {
        name: "files of a record, on a phone",
        onlyOnPhones: true,
        open: (desk) => openTab(desk, desk.t("files.title")),
      },
      {
        name: "tasks of a record, on a phone",
        onlyOnPhones: true,
        open: (desk) => openTab(desk, desk.t("record.people")),
      },
    ],
  },
  {
    persona: "guide",
    go: aCustomer,
    screens: [
      { name: "record with masks" },
      {
        name: "why not",
        over: "popover",
        async open(desk) {
          await desk.page
            .locator("main .refused")
            .or(desk.page.getByRole("button", { name: desk.t("why.ask") }))
            .first()
            .click();
          await desk.page.locator(".ant-popover:visible ol").first().waitFor();
        },
      },
    ],
  },
  {
    persona: "administrator",
    go: aRecord("tag"),
    screens: [
      { name: "record of tag" },
      {
        name: "delete it?",
        over: "dialog",
        open: (desk) => choose(desk, desk.t("action.more"), desk.t("action.delete")),
      },
    ],
  },
  ...["order", "opportunity", "contract", "ticket", "campaign", "product"].map((object): Place => ({
    persona: "boss",
    go: aRecord(object),
    screens: [{ name: `record of ${object}` }],
  })),
  {
    persona: "store-head",
    go: aRecord("order"),
    screens: [
      { name: "order of a store" },
      { name: "order that is being edited", open: startEditing },
    ],
  },
  {
    persona: "store-head",
    go: at("/o/customer/00000000-0000-4000-8000-000000000000", "main h1"),
    screens: [{ name: "record that is not there" }],
  },
];
