/** What every command of a fresh clone needs first. Runs on the machine's own Node, so it uses nothing newer than 20. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The Node that the lock file pins. */
export const node = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

const STAMPS = join(root, "node_modules", ".latchkey");

/** Where Node keeps compiled modules between starts. */
export const compiled = join(STAMPS, "compiled");

/** Installs unless what is installed is what the lock file says. */
export async function installed() {
  const wanted = digestOf([join(root, "package-lock.json")]);
  if (stamp("installed") === wanted && existsSync(node)) return;
  console.log("Installing what Latchkey is built on (once) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  setStamp("installed", wanted);
}

/** Builds the web unless nothing of it changed since. */
export async function buildWeb() {
  const sources = [
    "packages/web/src",
    "packages/web/index.html",
    "packages/web/vite.config.ts",
    "packages/server/src/http/contract.ts",
    "package-lock.json",
  ];
  const wanted = digestOf(sources.flatMap((path) => filesBelow(join(root, path))));
  if (stamp("web") === wanted && existsSync(join(root, "packages/web/dist/index.html"))) return;
  console.log("Building the web …");
  run(
    node,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"],
    join(root, "packages/web"),
  );
  setStamp("web", wanted);
}

/** Runs a command to its end; ends this process with its code if it fails. */
export function run(command, args, cwd = root, env = process.env) {
  const { status, error } = spawnSync(command, args, {
    cwd,
    env,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSyncOrNull(path);
  if (entries === null) return [path];
  return entries.toSorted().flatMap((name) => filesBelow(join(path, name)));
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

function stamp(name) {
  const file = join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function setStamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), value);
}
