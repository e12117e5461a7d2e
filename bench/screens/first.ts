/** The first visit, when nothing of the product is in the browser's cache yet, and the one after it. */
import type { Page, Request } from "playwright-core";
import { figure, fresh, repeat, signedIn, type Figure, type Stage, type Visitor } from "./stage.ts";

const PAINT_MS = 1_000;
const SCRIPT_KB = 350;

interface First {
  /** The browser's own first contentful paint. */
  readonly paint: number;
  readonly content: number;
  /** Kilobytes as they came over the wire, and how many answers they came in. */
  readonly scripts: number;
  readonly everything: number;
  readonly requests: number;
}

export async function measureFirst(stage: Stage): Promise<Figure[]> {
  const door = await repeat(stage, () => twice(() => fresh(stage), "form button[type=submit]"));
  const inside = await repeat(stage, () => twice(() => signedIn(stage), "main h2"));
  return [...figuresOf("signing in", door), ...figuresOf("workbench", inside)];
}

function figuresOf(
  screen: string,
  visits: readonly { readonly cold: First; readonly warm: First }[],
): Figure[] {
  const cold = (part: keyof First) => visits.map((one) => one.cold[part]);
  const warm = (part: keyof First) => visits.map((one) => one.warm[part]);
  const size = { unit: "KB", goal: SCRIPT_KB } as const;
  return [
    figure(`${screen}: first paint, empty cache`, cold("paint"), { goal: PAINT_MS }),
    figure(`${screen}: first paint, later visit`, warm("paint"), { goal: PAINT_MS }),
    figure(`${screen}: content, empty cache`, cold("content")),
    figure(`${screen}: content, later visit`, warm("content")),
    figure(`${screen}: JavaScript before its content`, cold("scripts"), size),
    figure(`${screen}: everything before its content`, cold("everything"), { unit: "KB" }),
    figure(`${screen}: requests before its content`, cold("requests"), { unit: "requests" }),
    figure(`${screen}: everything, later visit`, warm("everything"), { unit: "KB" }),
  ];
}

async function twice(
  enter: () => Promise<Visitor>,
  content: string,
): Promise<{ readonly cold: First; readonly warm: First }> {
  const { page, context } = await enter();
  const cold = await firstOf(page, content);
  // What is fetched ahead comes after the content, and is there on a later visit.
  await page.waitForTimeout(500);
  await page.waitForLoadState("networkidle");
  const later = await context.newPage();
  const warm = await firstOf(later, content);
  await context.close();
  return { cold, warm };
}

async function firstOf(page: Page, content: string): Promise<First> {
  const asked: Request[] = [];
  page.on("requestfinished", (request) => asked.push(request));
  await page.goto("/", { waitUntil: "commit" });
  await page.locator(content).first().waitFor();
  const found = await page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return { paint: paint?.startTime ?? performance.now(), content: performance.now() };
  });
  const before = [...asked];
  const bytes = async (requests: readonly Request[]) => {
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    // What came out of the browser's cache counts below nothing.
    return (
      sizes.reduce((sum, { responseBodySize }) => sum + Math.max(0, responseBodySize), 0) / 1024
    );
  };
  return {
    ...found,
    scripts: await bytes(before.filter((request) => request.resourceType() === "script")),
    everything: await bytes(before),
    requests: before.length,
  };
}
