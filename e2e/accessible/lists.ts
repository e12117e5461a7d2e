/** Lists: what narrows, arranges, keeps and changes them, and what is done to many records at once. */
import { pick } from "../choose.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { at, button, choose, press, type Place, type Screen } from "./screen.ts";

/** A row, or on a phone a card. */
const ROWS = 'main a[href^="/o/customer/"]';
const rows = ({ page }: Desk) => page.locator("[data-record]");

const list = (search = "") => at(`/o/customer${search}`, ROWS);

const filtered = (...parts: object[]): string => `?f=${encodeURIComponent(JSON.stringify(parts))}`;
const GOLD = { field: "level", op: "is", value: "gold" };
const BRONZE = { field: "level", op: "anyOf", value: ["bronze", "silver"] };

/** The editor of a condition that is not there yet. */
const openFilter =
  (field: string) =>
  async (desk: Desk): Promise<void> => {
    const { page, t } = desk;
    await press(desk, t("filter.add"));
    await page.getByPlaceholder(t("filter.findField")).fill(desk.field("customer", field));
    await page.getByPlaceholder(t("filter.findField")).press("Enter");
    await button(desk, t("filter.apply")).waitFor();
  };

const editor = ({ page }: Desk) => page.locator(".ant-popover:not(.ant-popover-hidden)").last();

const NARROWING: readonly Screen[] = [
  {
    name: "fields to filter by",
    over: "popover",
    open: (desk) => press(desk, desk.t("filter.add")),
  },
  { name: "editor of a filter", over: "popover", open: openFilter("level") },
  {
    name: "choices of a filter",
    over: "choices",
    async open(desk) {
      await openFilter("level")(desk);
      await editor(desk).locator(".ant-select").nth(1).click();
    },
  },
  {
    name: "calendar of a filter",
    over: "calendar",
    async open(desk) {
      await openFilter("lastFollowUpAt")(desk);
      await editor(desk).locator(".ant-picker input").click();
    },
  },
  {
    name: "why the list reaches so far",
    over: "popover",
    open: ({ page }) => page.locator("main .anticon-safety").click(),
  },
  {
    name: "what is done to a list now and then",
    over: "menu",
    open: (desk) => press(desk, desk.t("action.more")),
  },
];

const MAKING: readonly Screen[] = [
  {
    name: "new customer",
    over: "dialog",
    async open(desk) {
      const { page, t, noun, isNarrow } = desk;
      await press(
        desk,
        isNarrow ? t("list.createShort") : t("list.create", { object: noun("customer") }),
      );
      await dialog(page).locator("input").first().waitFor();
    },
  },
  {
    name: "new customer, incomplete",
    over: "dialog",
    // It asks first whether what was typed may go.
    stays: true,
    async open(desk) {
      await MAKING[0]!.open!(desk);
      const { page, t, field } = desk;
      const form = dialog(page);
      await form.getByLabel(field("customer", "phone"), { exact: true }).fill("12");
      await press(desk, t("form.create"));
      await form.locator(".ant-form-item-explain-error").first().waitFor();
    },
  },
  {
    name: "leave what was typed?",
    over: "dialog",
    stays: true,
    async open({ page, t }) {
      await page.keyboard.press("Escape");
      await page.locator(".ant-modal-confirm-title", { hasText: t("form.leaveTitle") }).waitFor();
    },
  },
];

const BULK: readonly Screen[] = [
  {
    name: "list with records chosen",
    async open(desk) {
      for (const index of [0, 1]) await rows(desk).nth(index).getByRole("checkbox").check();
      await desk.page.getByRole("toolbar").waitFor();
    },
  },
  {
    name: "change many",
    over: "dialog",
    async open(desk) {
      await desk.page.getByRole("toolbar").getByRole("button").first().click();
      await pick(
        desk.page,
        dialog(desk.page).getByRole("combobox"),
        desk.field("customer", "note"),
      );
      await dialog(desk.page).locator("textarea").waitFor();
    },
  },
  {
    name: "give many to somebody",
    over: "dialog",
    open: (desk) => press(desk, desk.t("action.assign")),
  },
];

const changeMany = async (desk: Desk, note: string): Promise<void> => {
  await BULK[1]!.open!(desk);
  await dialog(desk.page).locator("textarea").fill(note);
  await press(desk, desk.t("bulk.apply"));
};

const view = (desk: Desk): string => `${desk.t("views.all")} ${desk.name}`;

const VIEWS: readonly Screen[] = [
  { name: "list with filters of which any is enough" },
  {
    name: "keep the list as a view",
    over: "dialog",
    open: (desk) => press(desk, desk.t("views.create")),
  },
  {
    name: "a view",
    async open(desk) {
      const { page, t } = desk;
      await press(desk, t("views.create"));
      await dialog(page).getByLabel(t("views.name")).fill(view(desk));
      await press(desk, t("views.save"));
      await button(desk, t("views.options")).waitFor();
    },
  },
  {
    name: "what is done to a view",
    over: "menu",
    open: (desk) => press(desk, desk.t("views.options")),
  },
  {
    name: "a view's name and who shares it",
    over: "dialog",
    open: (desk) => choose(desk, desk.t("views.options"), desk.t("views.settings")),
  },
  {
    name: "a view for a post",
    over: "dialog",
    open: (desk) => choose(desk, desk.t("views.options"), desk.t("views.postDefault")),
  },
  {
    name: "a view that was changed",
    async open({ page }) {
      await page.locator('[data-column="name"] button').first().click();
      await page.locator("[class*=changedWords]").waitFor();
    },
  },
  {
    name: "a view taken away, with a way back",
    async open(desk) {
      await choose(desk, desk.t("views.options"), desk.t("views.delete"));
      await button(desk, desk.t("action.undo")).waitFor();
    },
  },
];

export const LISTS: readonly Place[] = [
  {
    persona: "store-head",
    onPhones: true,
    go: list(),
    screens: [{ name: "list" }, ...NARROWING, ...MAKING],
  },
  {
    persona: "store-head",
    go: list(),
    screens: [
      {
        name: "columns",
        over: "popover",
        open: (desk) => press(desk, desk.t("list.columns")),
      },
      {
        name: "editor of a cell",
        over: "popover",
        async open(desk) {
          await rows(desk).nth(2).hover();
          await rows(desk).nth(2).locator('[data-field="name"] button').last().click();
          await button(desk, desk.t("cell.save")).waitFor();
        },
      },
      {
        name: "choices of a cell",
        over: "choices",
        async open(desk) {
          await rows(desk).nth(2).hover();
          await rows(desk).nth(2).locator('[data-field="level"] button').last().click();
        },
      },
    ],
  },
  {
    persona: "store-head",
    onPhones: true,
    go: list(),
    screens: [
      {
        name: "sheet of a cell",
        over: "dialog",
        onlyOnPhones: true,
        async open(desk) {
          const edit = desk.t("cell.edit", { field: desk.field("customer", "level") });
          await press(desk, edit);
          await dialog(desk.page).getByRole("combobox").waitFor();
        },
      },
    ],
  },
  {
    persona: "store-head",
    go: list(),
    screens: [
      ...BULK,
      {
        name: "many changed, with a way back",
        async open(desk) {
          await changeMany(desk, desk.name);
          await button(desk, desk.t("action.undo")).waitFor();
        },
      },
    ],
  },
  {
    persona: "guide",
    go: list(),
    screens: [
      BULK[0]!,
      {
        // Those of others are not theirs to change, unless nothing changes.
        name: "what became of many",
        over: "dialog",
        async open(desk) {
          await changeMany(desk, `${desk.name} guide`);
          await dialog(desk.page).getByText(desk.like("bulk.resultTitle")).waitFor();
        },
      },
    ],
  },
  { persona: "area-manager", go: list(filtered({ any: [GOLD, BRONZE] })), screens: VIEWS },
  {
    persona: "store-head",
    onPhones: true,
    go: at("/o/customer?q=zzqqzz", "main h1"),
    screens: [
      {
        name: "list that found nothing",
        open: ({ page, like }) => page.getByText(like("list.emptyNarrowed")).waitFor(),
      },
    ],
  },
  {
    persona: "store-head",
    go: at("/o/customer?v=00000000-0000-4000-8000-000000000000", ROWS),
    screens: [{ name: "a view that is gone" }],
  },
  {
    persona: "finance",
    go: at("/o/order", 'main a[href^="/o/order/"]'),
    screens: [
      { name: "list of orders" },
      {
        name: "export",
        over: "dialog",
        open: (desk) => press(desk, desk.t("list.export")),
      },
      {
        name: "export that is done",
        over: "dialog",
        async open(desk) {
          await press(desk, desk.t("list.export"));
          await press(desk, desk.t("export.start"));
          await dialog(desk.page).getByText(desk.t("export.download")).waitFor();
        },
      },
    ],
  },
  ...["lead", "opportunity", "ticket", "task", "product", "campaign"].map((object): Place => ({
    persona: "boss",
    go: at(`/o/${object}`, "main h1"),
    screens: [{ name: `list of ${object}` }],
  })),
];
