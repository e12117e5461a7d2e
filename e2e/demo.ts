/** The demo enterprise in a process of its own, and a browser to look at it: what a file of browser tests begins with. */
import { constants } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { APIResponse, Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFailed } from "vitest";
import { DEMO_EMAIL_DOMAIN, DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import { ask, send } from "./ask.ts";
import { openBrowser, visit, type Look, type Visit, type VisitOptions } from "./browser.ts";
import {
  makeDirectory,
  removeDirectory,
  startServer,
  type ServerProcess,
} from "./server-process.ts";

const SHOTS = join(import.meta.dirname, "shots");

export interface Demo {
  /** Where it is, without a slash at its end. */
  url(): string;
  /** A browser of somebody who is not signed in and has opened nothing, here or at another server. */
  visit(look?: Look, url?: string): Promise<Visit>;
  /** Signed in, on no page yet. */
  signedIn(persona: string, look?: Look): Promise<Visit>;
  /** Signed in, on the first page. */
  enter(persona: string, look?: Look): Promise<Visit>;
  /** What the server says to somebody who may have opened nothing yet. */
  send(page: Page, call: string, body: object): Promise<APIResponse>;
  ask(page: Page, call: string, body: object): Promise<any>;
}

/**
 * One for all tests of the file that calls it: it starts before the first and ends after the last. `usual`: how it stands
 * before everybody who says nothing else.
 */
export function startDemo(usual: Look = {}): Demo {
  let directory: string;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    directory = await makeDirectory();
    const mode = constants.COPYFILE_FICLONE;
    await cp(inject("demoDirectory"), directory, { recursive: true, mode });
    server = await startServer({ directory });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await removeDirectory(directory);
    const failures = server?.output().split("\n").filter(isFailure);
    expect(failures, "no request may fail for a reason of the server's own").toEqual([]);
  });
  const begin = (look: Look = {}, url = server.url) =>
    visitTold({ browser, url, ...usual, ...look });
  const signedIn: Demo["signedIn"] = async (persona, look) => {
    const visitor = await begin(look);
    await signIn(visitor, persona, server.url);
    return visitor;
  };
  return {
    url: () => server.url,
    visit: begin,
    signedIn,
    send: (page, call, body) => send(page, call, body, server.url),
    ask: (page, call, body) => ask(page, call, body, server.url),
    async enter(persona, look) {
      const visitor = await signedIn(persona, look);
      await visitor.page.goto("/");
      await visitor.page.getByRole("navigation").first().waitFor();
      return visitor;
    },
  };
}

/** A line of the server's log, as Pino writes errors. */
const isFailure = (line: string): boolean => /^\{"level":[56]0/.test(line);

export const emailOf = (persona: string): string => `${persona}@${DEMO_EMAIL_DOMAIN}`;

/** Past the form, which is a journey of its own. */
async function signIn({ page }: Visit, persona: string, origin: string): Promise<void> {
  const reply = await page.request.post("/api/auth/sign-in/email", {
    headers: { origin },
    data: { email: emailOf(persona), password: DEMO_PASSWORD },
  });
  expect(reply.ok(), `${persona} signs in`).toBe(true);
}

/** A picture in `shots`, for people to look at: where they ask for pictures, since each takes a quarter of a second. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env["SHOTS"]) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** The end of a visit, with a picture of it where it has a name. */
export async function leave({ page, context, complaints }: Visit, name?: string): Promise<void> {
  if (name) await shoot(page, name);
  await context.close();
  expect(complaints, "the console must stay silent").toEqual([]);
}

/** Nothing of the page is beside the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** A visit of the test that runs: where it fails, the page is told. */
export async function visitTold(options: VisitOptions): Promise<Visit> {
  const visitor = await visit(options);
  onTestFailed(() => tell(visitor.page));
  return visitor;
}

/** What stood there when a test failed, in words, as a run's log keeps no pictures; what lies over the page comes last. */
async function tell(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const words = await page.locator("body").innerText({ timeout: 5_000 });
  console.log(`${page.url()} showed:\n${words.slice(-TOLD_CHARACTERS)}`);
}

const TOLD_CHARACTERS = 1_500;
