/** What comes in and goes to the bin: each step of an import, imports of before, what was deleted. */
import { dialog, type Desk } from "../days/desk.ts";
import { at, button, choose, press, type Place, type Screen } from "./screen.ts";

const FILE = [
  "Demo,,",
  "客户名称,手机,备注",
  "试导甲,13900007001,…",
  "试导乙,abc,",
  "试导丙,13900007003,",
];

const upload = async ({ page }: Desk): Promise<void> => {
  await page.locator('input[type="file"]').setInputFiles({
    name: "a.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(FILE.join("\n")),
  });
  await page.getByRole("group").getByRole("table").waitFor();
};

const STEPS: readonly Screen[] = [
  { name: "import" },
  { name: "import: what stands where", open: upload },
  {
    name: "import: fields to choose from",
    over: "choices",
    open: async ({ page }) => page.locator("main tbody .ant-select").first().click(),
  },
  {
    name: "import: tried out",
    async open(desk) {
      await press(desk, desk.t("import.startCheck"));
      await desk.page.getByText(desk.t("import.checkedIntro")).waitFor();
    },
  },
  {
    name: "import: what was wrong",
    async open({ page, field }) {
      await page.getByRole("button", { name: field("customer", "phone") }).click();
      await page.getByText("abc").first().waitFor();
    },
  },
  {
    name: "import: done",
    async open(desk) {
      await desk.page.getByRole("button", { name: desk.like("import.startRun") }).click();
      await desk.page.getByText(desk.t("import.doneTitle")).first().waitFor();
    },
  },
  {
    name: "import: take it back?",
    over: "dialog",
    open: (desk) => press(desk, desk.t("undo.begin")),
  },
  {
    name: "import: taken back",
    async open(desk) {
      const { page, t } = desk;
      await press(desk, t("undo.begin"));
      await dialog(page)
        .getByRole("button", { name: t("undo.begin") })
        .click();
      await page.getByRole("heading", { name: t("undo.doneTitle") }).waitFor();
    },
  },
];

export const IMPORTS: readonly Place[] = [
  { persona: "store-head", onPhones: true, go: at("/o/customer/import"), screens: STEPS },
  {
    persona: "store-head",
    onPhones: true,
    go: at("/imports", "main li"),
    screens: [{ name: "imports" }],
  },
  { persona: "finance", go: at("/imports"), screens: [{ name: "imports, none yet" }] },
  {
    persona: "administrator",
    go: at("/o/tag", "[data-record]"),
    screens: [
      {
        name: "delete many?",
        over: "dialog",
        async open(desk) {
          await desk.page.locator("[data-record]").first().getByRole("checkbox").check();
          await press(desk, desk.t("action.delete"));
        },
      },
      {
        name: "deleted, with a way back",
        async open(desk) {
          const { page, t } = desk;
          await press(desk, t("action.delete"));
          await dialog(page)
            .getByRole("button", { name: t("action.delete") })
            .click();
          await button(desk, t("action.undo")).waitFor();
        },
      },
      {
        name: "trash",
        async open(desk) {
          await choose(desk, desk.t("action.more"), desk.t("list.trash"));
          await button(desk, desk.t("trash.restore")).waitFor();
        },
      },
    ],
  },
  {
    persona: "administrator",
    go: at("/o/group/trash", ".ant-empty"),
    screens: [{ name: "trash that is empty" }],
  },
];
