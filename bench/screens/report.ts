/** What was measured, beside what was promised. */
import { cpus, totalmem } from "node:os";
import type { Figure } from "./stage.ts";

interface Conditions {
  readonly scale: string;
  readonly repeats: string;
  /** Version of the browser. */
  readonly browser: string;
}

export function renderScreens(figures: readonly Figure[], conditions: Conditions): string {
  const { browser, repeats, scale } = conditions;
  const [first] = cpus();
  return `# Screens, as people feel them

Written by \`npm run bench:screens\` on ${new Date().toISOString().slice(0, 10)} (\`bench/screens.ts\`).

- **Before**: the demo at scale ${scale} (1 is 500 stores and 100,000 customers) on the embedded database, as \`npm start\` starts it; the
  reader is the head of the enterprise, who sees every customer. Who types is the head of a store. The organisation is a demo with more stores, before its administrator.
- **Machine**: ${cpus().length} cores (${first?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, no graphics card; server, database and browser share them. Node ${process.version},
  Chromium ${browser}.
- **Repeats**: medians of ${repeats} (of the scroll: 3), after one that does not count.

| what | goal | median | least to most | |
| --- | ---: | ---: | ---: | --- |
${figures.map(line).join("\n")}

**First paint** is the browser's own first contentful paint. **Content** is the form or the panels, not their placeholders; **before** it is
what came compressed over the wire until then. **A click** and **a key** end when the frame is drawn in which what was asked for is there:
rows or fields that the page had not read before, the key's own letter. While somebody types every answer of the server is held back for a second. **The scroll** moves the list by six
rows a frame, which draws them all anew; frames are told apart by the browser's animation frames. **Back** is to the middle of a list of as many rows.
`;
}

function line({ name, unit, goal, median, least, most }: Figure): string {
  const met = goal === null ? "" : median < goal ? "met" : "**missed**";
  const promised = goal === null ? "" : `< ${goal} ${unit}`;
  const shown = unit === "requests" ? median : `${median} ${unit}`;
  return `| ${name} | ${promised} | ${shown} | ${least} to ${most} | ${met} |`;
}
