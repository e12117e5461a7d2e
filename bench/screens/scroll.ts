/** A list of thousands of rows that have all been read, from its top to its end, six rows a frame: faster than a flick. */
import type { CDPSession, Page } from "playwright-core";
import { figure, open, percentile, repeat, signedIn, type Figure, type Stage } from "./stage.ts";

const FRAME_MS = 20;
const ROW_PIXELS = 40;
const ROWS_A_FRAME = 6;
/** One is half a minute at sixty frames a second. */
const SCROLLS = 3;

interface Scroll {
  readonly frames: readonly number[];
  /** Milliseconds of the main thread, and of JavaScript among them. */
  readonly busy: number;
  readonly scripting: number;
  readonly total: number;
}

export async function measureScroll(stage: Stage): Promise<Figure[]> {
  const { page, context } = await signedIn(stage);
  await open(page, "/o/customer");
  const rows = await readAll(page, stage.rows);
  const scrolls = await repeat({ repeats: SCROLLS }, () => scrollThrough(page, rows));
  const back = await repeat(stage, (round) => comeBack(page, round));
  await context.close();
  const sorted = scrolls.map(({ frames }) => frames.toSorted((one, other) => one - other));
  const share = (part: "busy" | "scripting") =>
    scrolls.map((scroll) => (scroll[part] / scroll.total) * 100);
  const at = (percent: number) => sorted.map((frames) => percentile(frames, percent));
  return [
    figure(`frames of a scroll through ${rows.toLocaleString("en")} rows, p95`, at(95), {
      goal: FRAME_MS,
    }),
    figure("the same, p99", at(99)),
    figure("JavaScript during it", share("scripting"), { unit: "%" }),
    figure("main thread during it", share("busy"), { unit: "%" }),
    figure(
      "back to such a list, its place found",
      back.map(({ shown }) => shown),
      { goal: 200 },
    ),
    figure(
      "requests for its rows then",
      back.map(({ requests }) => requests),
      { unit: "requests" },
    ),
  ];
}

/** Reads page after page, as somebody does who drags the bar to its end again and again. Returns how many rows stand. */
function readAll(page: Page, wanted: number): Promise<number> {
  return page.evaluate(
    async ([most, height]) => {
      const table = document.querySelector("[role=table]")!;
      const frame = table.parentElement!;
      const group = table.querySelector<HTMLElement>("[role=rowgroup]:last-child")!;
      const counted = Number(table.getAttribute("aria-rowcount"));
      const rows = counted > 0 ? Math.min(most, counted) : most;
      const deadline = performance.now() + 120_000;
      while (group.offsetHeight < rows * height) {
        if (performance.now() > deadline) throw new Error(`${group.offsetHeight / height} rows`);
        frame.scrollTop = frame.scrollHeight;
        await new Promise((done) => setTimeout(done, 20));
      }
      return rows;
    },
    [wanted, ROW_PIXELS] as const,
  );
}

async function scrollThrough(page: Page, rows: number): Promise<Scroll> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  await page.evaluate(() =>
    document.querySelector("[role=table]")!.parentElement!.scrollTo({ top: 0 }),
  );
  await page.waitForTimeout(500);
  const before = await workOf(devtools);
  const frames = await page.evaluate(
    async ([pixels, end]) => {
      const frame = document.querySelector("[role=table]")!.parentElement!;
      const took: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let top = 0; top < end; top += pixels) {
        frame.scrollTop = top;
        const now = await new Promise<number>(requestAnimationFrame);
        took.push(now - last);
        last = now;
      }
      return took;
    },
    [ROWS_A_FRAME * ROW_PIXELS, rows * ROW_PIXELS] as const,
  );
  const after = await workOf(devtools);
  await devtools.detach();
  return {
    frames,
    busy: after.busy - before.busy,
    scripting: after.scripting - before.scripting,
    total: frames.reduce((sum, one) => sum + one, 0),
  };
}

async function workOf(devtools: CDPSession): Promise<{ busy: number; scripting: number }> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const milliseconds = (name: string) =>
    (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000;
  return { busy: milliseconds("TaskDuration"), scripting: milliseconds("ScriptDuration") };
}

/** From the middle of the list to a record and back. */
async function comeBack(
  page: Page,
  round: number,
): Promise<{ readonly shown: number; readonly requests: number }> {
  await page.evaluate(() => {
    const frame = document.querySelector("[role=table]")!.parentElement!;
    frame.scrollTo({ top: frame.scrollHeight / 2 });
  });
  await page.waitForTimeout(500);
  const row = page.locator('main [data-record] a[href^="/o/customer/"]').nth(12 + round);
  const name = await row.getAttribute("href");
  await row.click();
  await page.locator("main dl dt").first().waitFor();
  // Longer than what was read counts as fresh.
  await page.waitForTimeout(3_500);
  let requests = 0;
  const note = (request: { url(): string }) => {
    if (request.url().endsWith("/api/customer.list")) requests += 1;
  };
  page.on("request", note);
  const shown = await page.evaluate(async (wanted) => {
    const began = performance.now();
    history.back();
    while (!document.querySelector(wanted)) {
      if (performance.now() - began > 10_000) throw new Error(`never back at ${wanted}`);
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, `main [data-record] a[href="${name}"]`);
  await page.waitForLoadState("networkidle");
  page.off("request", note);
  return { shown, requests };
}
