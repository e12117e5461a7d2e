/** What every measurement needs: somebody signed in before a fresh page, and figures out of repeats. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { visit } from "../../e2e/browser.ts";
import { DEMO_EMAIL_DOMAIN, DEMO_PASSWORD } from "../../packages/server/src/demo/personas.ts";

export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly repeats: number;
  /** Of the list that is scrolled through. */
  readonly rows: number;
}

export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "KB" | "%" | "requests";
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Met where the median is below it; null: nobody has promised anything. */
  readonly goal: number | null;
}

/** A page in a browser of its own, so that nothing is kept from the one before. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A browser that was never here before. */
export const fresh = ({ browser, url }: Stage): Promise<Visitor> => visit({ browser, url });

/** The head of the enterprise sees every customer: the longest lists there are. */
export async function signedIn(stage: Stage, persona = "boss"): Promise<Visitor> {
  const visitor = await fresh(stage);
  const reply = await visitor.page.request.post("/api/auth/sign-in/email", {
    headers: { origin: stage.url },
    data: { email: `${persona}@${DEMO_EMAIL_DOMAIN}`, password: DEMO_PASSWORD },
  });
  if (!reply.ok()) throw new Error(`${persona} cannot sign in: ${reply.status()}`);
  return visitor;
}

/** The page as it stands when nothing is on its way any more: what is fetched ahead has come. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("main h1, main h2").first().waitFor();
  await page.waitForTimeout(WARM_MS);
  await page.waitForLoadState("networkidle");
}

/** The web fetches the screens of work this long after the first one stands. */
const WARM_MS = 2_500;

/** Runs it as often as the stage says, after one run that counts for nothing. */
export async function repeat<Found>(
  { repeats }: Pick<Stage, "repeats">,
  measure: (round: number) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let round = 0; round <= repeats; round++) {
    const one = await measure(round);
    if (round > 0) found.push(one);
  }
  return found;
}

export function figure(
  name: string,
  values: readonly number[],
  { unit = "ms", goal = null }: { unit?: Figure["unit"]; goal?: number | null } = {},
): Figure {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    name,
    unit,
    goal,
    median: rounded(percentile(sorted, 50)),
    least: rounded(sorted[0]!),
    most: rounded(sorted.at(-1)!),
  };
}

/** Of sorted values. */
export function percentile(sorted: readonly number[], percent: number): number {
  const at = Math.ceil((sorted.length * percent) / 100) - 1;
  const value = sorted[Math.max(0, at)];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
