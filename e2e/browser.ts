/** A real Chromium: the machine's own, or else the one inside the npm package. */
import { existsSync } from "node:fs";
import chromiumInPackage from "@sparticuz/chromium";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

export async function openBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  const packaged = chromiumInPackage.args.filter((arg) => !SINGLE.has(arg));
  const options = {
    executablePath: installed ?? (await chromiumInPackage.executablePath()),
    args: installed ? QUIET : [...packaged, ...QUIET],
    // With it a screenshot can wait for ever on a machine without a display.
    ignoreDefaultArgs: ["--enable-features=CDPScreenshotNewSurface"],
  };
  // The packaged one now and then crashes before it has opened anything.
  return chromium.launch(options).catch(() => chromium.launch(options));
}

/** One process for all pages: closing the first context would close the browser. */
const SINGLE: ReadonlySet<string> = new Set(["--single-process", "--no-zygote"]);

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors and warnings of the page's console, and uncaught errors. */
  readonly complaints: string[];
}

/** How the product stands before somebody. */
export interface Look {
  readonly width?: 1440 | 390;
  readonly language?: "zh-CN" | "en-US";
  readonly theme?: "light" | "dark";
  /** What glides in costs a test the time it takes; by itself a browser asks for no less of it. */
  readonly moves?: boolean;
  /** The browser keeps the application (`service-worker.js`): what it answers then, a test cannot. */
  readonly keepsApplication?: boolean;
}

export interface VisitOptions extends Look {
  readonly browser: Browser;
  readonly url: string;
}

export async function visit({
  browser,
  url,
  width = 1440,
  language = "zh-CN",
  theme = "light",
  moves = false,
  keepsApplication = false,
}: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    colorScheme: theme,
    reducedMotion: moves ? "no-preference" : "reduce",
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  if (!keepsApplication)
    await context.addInitScript(
      () => void Reflect.deleteProperty(Navigator.prototype, "serviceWorker"),
    );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Asking who I am before signing in is answered 401, which the browser itself writes to its console.
    const isQuestion = message.text().includes("401");
    if (["error", "warning"].includes(message.type()) && !isQuestion)
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  // Two busy cores can make a first page slow; a journey tests what happens, not how fast.
  page.setDefaultTimeout(60_000);
  return { context, page, complaints };
}
