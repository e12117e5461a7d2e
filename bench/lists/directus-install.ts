/**
 * Directus needs Node 22 and a module compiled for it, and is no part of the product: it has a lock file of its own and is
 * installed when a run first needs it, in two steps, since the second runs under the Node that the first brings.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runChild } from "./child.ts";

const FOLDER = join(import.meta.dirname, "../directus");
const MODULES = join(FOLDER, "node_modules");
const READY = join(MODULES, ".latchkey-ready");
const BINARIES = join(MODULES, "node/bin");

export const NODE = join(BINARIES, process.platform === "win32" ? "node.exe" : "node");
export const CLI = join(MODULES, "directus/cli.js");

export async function installDirectus(): Promise<void> {
  if (existsSync(READY)) return;
  console.log("Installing Directus into bench/directus (once; some minutes) …");
  const npm = (...words: string[]) =>
    runChild({
      name: "npm",
      command: "npm",
      arguments: [...words, "--workspaces=false", "--no-audit", "--no-fund", "--loglevel=error"],
      directory: FOLDER,
      environment: {
        PATH: `${BINARIES}:${process.env["PATH"]}`,
        // Its package brings the headers that native modules are compiled with.
        npm_config_nodedir: join(
          MODULES,
          "node/node_modules",
          `node-${process.platform}-${process.arch}`,
        ),
      },
    });
  await npm("ci");
  await npm("rebuild", "isolated-vm");
  await writeFile(READY, "");
}
