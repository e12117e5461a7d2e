/**
 * `npm test`: everything, on a fresh clone: engine, server on both databases, browser. A name limits it:
 * `npm test -- policy`, `npm test -- server`, `npm test -- e2e`.
 */
import { join } from "node:path";
import { buildWeb, compiled, installed, node, root, run } from "./prepare.mjs";

const SUITES = {
  policy: "packages/policy",
  server: "packages/server",
  web: "packages/web",
  e2e: "e2e",
};

const [wanted, ...rest] = process.argv.slice(2);
const suites = wanted === undefined ? Object.values(SUITES) : [SUITES[wanted]];
if (suites.includes(undefined)) {
  console.error(`no suite \`${wanted}\`: ${Object.keys(SUITES).join(", ")}`);
  process.exit(1);
}

await installed();
if (suites.includes(SUITES.e2e)) await buildWeb();
const vitest = join(root, "node_modules/vitest/vitest.mjs");
// Workers and servers by the hundred load the same modules: compiled once, as `npm start` does it.
const env = { NODE_COMPILE_CACHE: compiled, ...process.env };
for (const suite of suites) {
  console.log(`\n== ${suite}`);
  run(node, [vitest, "run", ...rest], join(root, suite), env);
}
