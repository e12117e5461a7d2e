/** What there is to look at: the places of the product, and what a person opens at each, one after the other. */
import type { Desk } from "../days/desk.ts";

export type Persona =
  | "store-head"
  | "area-manager"
  | "seller"
  | "guide"
  | "finance"
  | "service-agent"
  | "boss"
  | "approver"
  | "administrator";

/** What opens over a page, as it is found there. */
export const OVER = {
  dialog: ".ant-modal-wrap:visible .ant-modal, .ant-drawer-open .ant-drawer-content-wrapper",
  popover: ".ant-popover:not(.ant-popover-hidden)",
  menu: ".ant-dropdown:not(.ant-dropdown-hidden)",
  choices: ".ant-select-dropdown:not(.ant-select-dropdown-hidden)",
  calendar: ".ant-picker-dropdown:not(.ant-picker-dropdown-hidden)",
} as const;

export interface Screen {
  readonly name: string;
  /** What lies over the page and is looked at by itself; absent: the whole page is. */
  readonly over?: keyof typeof OVER;
  /** Escape does not close it: it waits for an answer. */
  readonly stays?: true;
  readonly onlyOnPhones?: true;
  open?(desk: Desk): Promise<void>;
}

export interface Place {
  /** Null: nobody is signed in. */
  readonly persona: Persona | null;
  /** A phone has other components here: cards, sheets, a bar at the bottom. */
  readonly onPhones?: true;
  go(desk: Desk): Promise<void>;
  /** Each is opened where the one before was closed. */
  readonly screens: readonly Screen[];
}

/** By its address; what it is made of is there. */
export const at =
  (path: string, there: string = "main h1") =>
  async ({ page }: Desk): Promise<void> => {
    await page.goto(path);
    await page.locator(there).first().waitFor();
  };

export const button = ({ page }: Desk, name: string) =>
  page.getByRole("button", { name, exact: true }).first();

export const press = (desk: Desk, name: string): Promise<void> => button(desk, name).click();

/** From the menu behind a button. */
export async function choose(desk: Desk, menu: string, item: string | RegExp): Promise<void> {
  await press(desk, menu);
  await desk.page.getByRole("menuitem", { name: item }).click();
}

/** What is done to a record: a button, which a phone keeps in a menu. */
export const act = (desk: Desk, words: string): Promise<void> =>
  desk.isNarrow ? choose(desk, desk.t("action.more"), words) : press(desk, words);
