/**
 * The screens as people feel them, in a real Chromium before the demo on the embedded database: how soon something shows, how
 * soon a click is answered, whether typing and scrolling stay with the hand, and how much JavaScript comes first.
 *
 *   npm run bench:screens -- [--scale 1] [--rows 10000] [--units 5000] [--repeats 5] [--only scroll] [--no-docs]
 *
 * Scale 1 is the whole demo: 500 stores, 100,000 customers. It is loaded once and kept in LATCHKEY_BENCH_DATA (a folder of
 * the system's temporary one where unset). Run it on a machine that does nothing else; it takes some eight minutes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/browser.ts";
import { startServer } from "../e2e/server-process.ts";
import { measureClicks } from "./screens/clicks.ts";
import { measureFirst } from "./screens/first.ts";
import { prepareUnits } from "./screens/many-units.ts";
import { renderScreens } from "./screens/report.ts";
import { measureScroll } from "./screens/scroll.ts";
import { measureTree } from "./screens/tree.ts";
import { measureTyping } from "./screens/typing.ts";
import type { Figure, Stage } from "./screens/stage.ts";

/** The organisation is whole at any scale; its customers are not looked at there. */
const TREE_SCALE = "0.02";

const { values: options } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    rows: { type: "string", default: "10000" },
    units: { type: "string", default: "5000" },
    repeats: { type: "string", default: "5" },
    only: { type: "string", multiple: true },
    "no-docs": { type: "boolean", default: false },
  },
});
const DATA = process.env["LATCHKEY_BENCH_DATA"] ?? join(tmpdir(), "latchkey-bench");

type Measure = (stage: Stage) => Promise<readonly Figure[]>;

const MEASURES: Readonly<Record<string, Measure>> = {
  first: measureFirst,
  clicks: measureClicks,
  typing: measureTyping,
  scroll: measureScroll,
  tree: measureTree,
};

const isAsked = (name: string): boolean => options.only?.includes(name) ?? true;

const started = performance.now();
const browser = await openBrowser();
try {
  const whole = ["first", "clicks", "typing", "scroll"].filter(isAsked);
  const figures = [
    ...(await measureBefore(join(DATA, `screens-${options.scale}`), options.scale, whole)),
    ...(isAsked("tree") ? await measureUnits() : []),
  ];
  const minutes = (performance.now() - started) / 60_000;
  console.log(`${minutes.toFixed(1)} minutes`);
  const file = join(import.meta.dirname, "../docs/screen-benchmark.md");
  if (!options["no-docs"] && !options.only)
    await writeFile(file, renderScreens(figures, { ...options, browser: browser.version() }));
} finally {
  await browser.close();
}

async function measureUnits(): Promise<readonly Figure[]> {
  const directory = join(DATA, `screens-units-${options.units}`);
  await prepareUnits(directory, Number(options.units), TREE_SCALE);
  return measureBefore(directory, TREE_SCALE, ["tree"]);
}

/** Before the demo of a folder, which is loaded into it where it is empty. */
async function measureBefore(
  directory: string,
  scale: string,
  names: readonly string[],
): Promise<readonly Figure[]> {
  if (names.length === 0) return [];
  await mkdir(directory, { recursive: true });
  const server = await startServer({ directory, environment: { DEMO_SCALE: scale } });
  const stage: Stage = {
    browser,
    url: server.url,
    repeats: Number(options.repeats),
    rows: Number(options.rows),
  };
  try {
    const figures: Figure[] = [];
    for (const name of names) {
      const found = await MEASURES[name]!(stage);
      for (const one of found) console.log(`${one.name}: ${one.median} ${one.unit}`);
      figures.push(...found);
    }
    return figures;
  } finally {
    await server.stop();
  }
}
