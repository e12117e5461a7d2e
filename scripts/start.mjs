/**
 * `npm start`: from a clone to a running system with nothing but Node 20 and npm. Installs what is missing, builds the
 * web when it changed, then runs the server under the Node version that the lock file pins.
 */
import { spawn } from "node:child_process";
import { buildWeb, compiled, installed, node, root } from "./prepare.mjs";

await installed();
await buildWeb();
const server = spawn(node, ["packages/server/src/main.ts", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  // What was compiled at the last start is not compiled again: about half a second of a second start.
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
