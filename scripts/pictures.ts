/**
 * Takes the pictures of the README from a running demo:
 *   node scripts/pictures.ts http://127.0.0.1:7423
 */
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import { openBrowser, visit } from "../e2e/browser.ts";

const url = process.argv[2] ?? "http://127.0.0.1:7423";
const folder = resolve(import.meta.dirname, "../docs/pictures");

const LANGUAGES = { zh: "zh-CN", en: "en-US" } as const;

interface Picture {
  readonly name: string;
  readonly persona: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "workbench", persona: "store-head", path: "/" },
  { name: "customers", persona: "store-head", path: "/o/customer" },
  { name: "why", persona: "guide", path: "/o/customer", prepare: askWhy },
  { name: "record", persona: "seller", path: "/o/customer", prepare: openFirstRecord },
  { name: "roles", persona: "administrator", path: "/permissions/roles", prepare: openFirstRole },
];

async function openFirstRecord(page: Page): Promise<void> {
  await page.locator('[data-record] a[href^="/o/customer/"]').first().click();
  await page.getByRole("textbox").first().waitFor();
}

async function askWhy(page: Page): Promise<void> {
  await page.locator('[data-record] a[href^="/o/customer/"]').nth(3).click();
  const hidden = page.getByRole("button", { name: /为什么|Why/ }).first();
  await hidden.waitFor();
  await hidden.click();
  await page.locator(".ant-popover").first().waitFor();
}

async function openFirstRole(page: Page): Promise<void> {
  await page
    .getByText(/^(店长|Store head)$/)
    .first()
    .click();
  await page.getByRole("group").first().waitFor();
}

const browser = await openBrowser();
for (const { name, persona, path, prepare } of PICTURES) {
  for (const [short, language] of Object.entries(LANGUAGES)) {
    const { page, context } = await visit({ browser, url, language });
    const data = { email: `${persona}@demo.latchkey.example`, password: DEMO_PASSWORD };
    await context.request.post("/api/auth/sign-in/email", { data, headers: { origin: url } });
    await page.goto(path);
    await page.waitForTimeout(3_000);
    await prepare?.(page);
    await page.waitForTimeout(3_000);
    await page.screenshot({ path: join(folder, `${name}-${short}.png`) });
    await context.close();
  }
}
await browser.close();
