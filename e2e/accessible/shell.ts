/** What is around every page, and the pages that are about oneself. */
import type { Desk } from "../days/desk.ts";
import { at, button, press, type Place, type Screen } from "./screen.ts";

const openPalette =
  (words: string) =>
  async ({ page }: Desk): Promise<void> => {
    await page.keyboard.press("Control+k");
    const box = page.getByRole("dialog").getByRole("combobox");
    await box.fill(words);
    if (words !== "") await page.getByRole("dialog").getByText(/./).nth(3).waitFor();
    await page.waitForLoadState("networkidle");
  };

const menuOf = ({ like }: Desk) => like("shell.userMenu");

const openUserMenu = async (desk: Desk): Promise<void> => {
  await desk.page.getByRole("button", { name: menuOf(desk) }).click();
  await desk.page.getByRole("menuitem").first().waitFor();
};

const changePassword: Screen = {
  name: "change password",
  over: "dialog",
  async open(desk) {
    await openUserMenu(desk);
    await desk.page.getByRole("menuitem", { name: desk.t("password.change") }).click();
    await desk.page.getByLabel(desk.t("password.present")).waitFor();
  },
};

const wrongPasswords: Screen = {
  name: "change password, wrong",
  over: "dialog",
  async open(desk) {
    await changePassword.open!(desk);
    const { page, t } = desk;
    await page.getByLabel(t("password.present")).fill("wrong");
    await page.getByLabel(t("password.next")).fill("long-enough-to-be-sent");
    await press(desk, t("form.save"));
    await page.getByRole("alert").getByText(t("password.wrong")).waitFor();
    await page.getByLabel(t("password.next")).fill("short");
    // What was at work is over for who cannot see it, too.
    await button(desk, t("form.save")).waitFor();
    await page.locator(".ant-form-item-explain-error").first().waitFor();
  },
};

const LOOK_UP: readonly Screen[] = [
  {
    name: "look up, nothing typed",
    async open(desk) {
      await press(desk, desk.t("lookUp.find"));
      await desk.page.locator(".ant-form-item-explain-error").first().waitFor();
    },
  },
  {
    name: "look up, nobody found",
    async open(desk) {
      const { page, t } = desk;
      await page.getByLabel(t("lookUp.name")).fill("…");
      await page.getByLabel(t("lookUp.digits")).fill("0000");
      await press(desk, t("lookUp.find"));
      await page.getByText(t("lookUp.noName")).waitFor();
    },
  },
];

export const SHELL: readonly Place[] = [
  {
    persona: "store-head",
    onPhones: true,
    go: async (desk) => {
      await at("/")(desk);
      await desk.page.locator("main tbody tr, main li").first().waitFor();
    },
    screens: [
      { name: "home of a store head" },
      { name: "menu of the person", over: "menu", open: openUserMenu },
      changePassword,
      wrongPasswords,
      {
        name: "who I am now",
        over: "popover",
        open: (desk) => desk.page.locator("header .anticon-idcard").first().click(),
      },
      { name: "palette, nothing typed", over: "dialog", open: openPalette("") },
      { name: "palette, found", over: "dialog", open: openPalette("13") },
      { name: "palette, nothing found", over: "dialog", open: openPalette("zzqqzz") },
      {
        name: "why the palette does not offer it",
        over: "dialog",
        async open(desk) {
          await openPalette(desk.t("list.export"))(desk);
          await desk.page
            .getByRole("option", { name: desk.t("why.ask") })
            .first()
            .click();
          await desk.page
            .getByRole("group", { name: desk.t("why.ask") })
            .getByText(/./)
            .first()
            .waitFor();
        },
      },
      {
        name: "what to try in the demo",
        async open(desk) {
          await desk.page.getByRole("button", { name: desk.t("guide.title") }).click();
          await desk.page.getByRole("region", { name: desk.t("guide.title") }).waitFor();
        },
      },
      {
        name: "what to try in the demo, folded again",
        open: (desk) => press(desk, desk.t("guide.fold")),
      },
      {
        name: "the whole navigation of a phone",
        over: "dialog",
        onlyOnPhones: true,
        open: (desk) => press(desk, desk.t("nav.all")),
      },
    ],
  },
  { persona: "store-head", onPhones: true, go: at("/inbox"), screens: [{ name: "inbox" }] },
  {
    persona: "store-head",
    go: at("/inbox?unread=true"),
    screens: [
      {
        name: "inbox, nothing unread",
        async open(desk) {
          if (await button(desk, desk.t("inbox.readAll")).isEnabled())
            await press(desk, desk.t("inbox.readAll"));
          await desk.page.locator(".ant-empty").waitFor();
        },
      },
    ],
  },
  {
    persona: "store-head",
    onPhones: true,
    go: at("/me/rights", ".ant-collapse"),
    screens: [
      { name: "my rights" },
      {
        name: "my rights, unfolded",
        async open({ page }) {
          for (const head of await page.locator(".ant-collapse-header").all()) await head.click();
        },
      },
    ],
  },
  { persona: "store-head", go: at("/nowhere"), screens: [{ name: "no such page" }] },
  { persona: "store-head", go: at("/o/unknown"), screens: [{ name: "no such object" }] },
  {
    persona: "boss",
    onPhones: true,
    go: at("/", "main tbody tr"),
    screens: [{ name: "home of the head of the enterprise" }],
  },
  { persona: "service-agent", onPhones: true, go: at("/", "main form"), screens: LOOK_UP },
];
