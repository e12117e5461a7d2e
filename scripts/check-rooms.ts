/**
 * Holds the plan of the house (docs/ARCHITECTURE.md): which room may import which, and that record tables are named in
 * SQL only behind the gate. Part of `npm run lint`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { snakeCase } from "../packages/server/src/derive/model.ts";

const root = resolve(import.meta.dirname, "..");
const server = join(root, "packages/server/src");

/** Room → rooms it may import from at run time. Types may come from anywhere: they leave no trace in what runs. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  objects: [],
  fields: ["objects"],
  derive: ["objects", "fields"],
  db: ["objects", "fields", "derive"],
  audit: ["db"],
  policies: ["objects", "fields", "derive", "db", "gate", "org", "audit", "inbox"],
  templates: ["objects", "policies"],
  tally: ["objects", "fields", "derive", "db"],
  search: ["objects", "fields", "derive", "db"],
  inbox: ["db"],
  gate: ["objects", "fields", "derive", "db", "audit", "policies", "tally", "search", "inbox"],
  identity: ["db"],
  org: [
    "objects",
    "fields",
    "derive",
    "db",
    "gate",
    "audit",
    "policies",
    "identity",
    "demo",
    "templates",
  ],
  demo: [
    "objects",
    "fields",
    "derive",
    "db",
    "tally",
    "gate",
    "audit",
    "policies",
    "identity",
    "org",
  ],
  sandboxes: [
    "objects",
    "fields",
    "derive",
    "db",
    "gate",
    "audit",
    "org",
    "policies",
    "approvals",
    "inbox",
  ],
  groups: ["objects", "fields", "derive", "db", "gate", "org", "policies", "approvals"],
  approvals: [
    "objects",
    "fields",
    "derive",
    "db",
    "gate",
    "audit",
    "org",
    "policies",
    "inbox",
    "exchange",
  ],
  exchange: ["objects", "fields", "derive", "db", "gate", "audit", "org", "jobs", "inbox"],
  files: ["objects", "fields", "derive", "db", "gate"],
  jobs: ["db"],
  workbench: [
    "objects",
    "fields",
    "derive",
    "db",
    "gate",
    "audit",
    "org",
    "policies",
    "inbox",
    "approvals",
  ],
  http: [
    "objects",
    "fields",
    "derive",
    "gate",
    "audit",
    "policies",
    "identity",
    "org",
    "exchange",
    "files",
    "workbench",
    "approvals",
    "sandboxes",
    "groups",
    "db",
    "search",
  ],
};

/** Rooms whose SQL may name record tables: the gate, and those that only write through its named bypass or load subjects. */
const MAY_NAME_TABLES: ReadonlySet<string> = new Set([
  "gate",
  "org",
  "db",
  "fields",
  "audit",
  "exchange",
  "policies",
]);

const RECORD_TABLES = Object.keys(OBJECTS).map(snakeCase);
const NAMES_A_TABLE = new RegExp(
  `\\b(?:from|join|into|update)\\s+"?(${RECORD_TABLES.join("|")})"?\\b(?!["'\`]?\\s+import)`,
  "g",
);

const problems = [...checkPolicy(), ...checkServer(), ...checkWeb()];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function checkPolicy(): string[] {
  return sources(join(root, "packages/policy/src"))
    .filter((file) => !isTest(file) && !file.includes("/testing/"))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => !from.startsWith("./") && !from.startsWith("../"))
        .map(
          ({ from }) =>
            `${relative(root, file)}: the engine depends on nothing, but imports ${from}`,
        ),
    );
}

function checkServer(): string[] {
  return sources(server)
    .filter((file) => !isTest(file))
    .flatMap((file) => {
      const room = roomOf(file);
      const allowed = MAY_IMPORT[room];
      if (!allowed) return [];
      const text = readFileSync(file, "utf8");
      const strangers = importsOf(file)
        .filter(({ from, typeOnly }) => from.startsWith(".") && !typeOnly)
        .map(({ from }) => roomOf(resolve(dirname(file), from)))
        .filter((other) => other !== "" && other !== room && !allowed.includes(other));
      const tables = MAY_NAME_TABLES.has(room)
        ? []
        : [...text.matchAll(NAMES_A_TABLE)].map(([found]) => found);
      return [
        ...strangers.map(
          (other) => `${relative(root, file)}: ${room}/ may not import from ${other}/`,
        ),
        ...tables.map(
          (found) => `${relative(root, file)}: SQL on a record table outside the gate: ${found}`,
        ),
      ];
    });
}

function checkWeb(): string[] {
  return sources(join(root, "packages/web/src")).flatMap((file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => from.startsWith("@latchkey/server") && !typeOnly)
      .map(({ from }) => `${relative(root, file)}: the web takes types only from ${from}`),
  );
}

/** The first folder below the server's sources; empty for files that lie beside the rooms. */
function roomOf(file: string): string {
  const path = relative(server, file);
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
}

function importsOf(file: string): { from: string; typeOnly: boolean }[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gms)].map(
    ([, type, from]) => ({
      from: from!,
      typeOnly: type !== undefined,
    }),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function isTest(file: string): boolean {
  return file.endsWith(".test.ts") || file.includes("/testing/") || file.includes("/matrix/");
}
