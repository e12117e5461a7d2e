/**
 * How long it takes to tell what a change of the policy would mean, exactly and for everybody: who gains and loses what on
 * which records. Beside it the limit, in the same run: one look at each record of the table and nothing else.
 *
 *   node bench/impact.ts [customers, 100,000 unless said] [people, 3,000 unless said] [--server: native PostgreSQL] [--build: only that]
 *
 * The data are built once and kept in LATCHKEY_BENCH_DATA (a folder of the system's temporary one where unset).
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { v7 as uuid } from "uuid";
import { createDatabase, type Database } from "../packages/server/src/db/database.ts";
import { openEmbedded } from "../packages/server/src/db/embedded-driver.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { createSubjects } from "../packages/server/src/org/subjects.ts";
import { createImpacts, type Impact } from "../packages/server/src/policies/impact/impacts.ts";
import type { RoleContent } from "../packages/server/src/policies/role-content.ts";
import { readRoles } from "../packages/server/src/policies/role-rows.ts";
import { roleIdOf } from "../packages/server/src/policies/templates/registry.ts";
import { createEnterprise, type Enterprise } from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";
import { buildWorld, describeWorld } from "./lists/world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: "boolean", default: false },
    build: { type: "boolean", default: false },
  },
});
const [customers = 100_000, people = 3_000] = positionals.map(Number);

/** What is changed about every clerk's role. */
const CHANGES: readonly (readonly [string, (role: RoleContent) => RoleContent["definition"]])[] = [
  [
    "clerks see their own customers only",
    ({ definition }) => ({
      ...definition,
      grants: { ...definition.grants, "customer:view": "own" },
    }),
  ],
  [
    "clerks see contact data masked, on every object",
    ({ definition }) => ({
      ...definition,
      classes: {
        ...definition.classes,
        contact: { own: "masked", beyond: "masked", write: false },
      },
    }),
  ],
];

const DRAFT = {
  number: 1,
  version: 1,
  state: "open",
  note: null,
  remark: null,
  submittedBy: null,
  submittedAt: null,
  publishAt: null,
  scheduledBy: null,
  held: null,
  owner: null,
  fourEyes: null,
  restores: null,
} as const;

const home = join(
  process.env["LATCHKEY_BENCH_DATA"] ?? join(tmpdir(), "latchkey-bench"),
  `impact-${customers}-${people}${values.server ? "-server" : ""}`,
);
const built = join(home, "built");

await mkdir(home, { recursive: true });
const server = values.server
  ? await startNativeServer({
      directory: join(home, "database"),
      settings: {
        shared_buffers: "2GB",
        effective_cache_size: "16GB",
        work_mem: "64MB",
        max_wal_size: "8GB",
        random_page_cost: "1.1",
      },
    })
  : null;
const directory = join(home, "embedded");
try {
  if (!existsSync(built)) await build();
  if (!values.build) {
    const db = createDatabase(server ? connectServer(server.url) : await openEmbedded(directory));
    await measure(db);
    await db.close();
  }
} finally {
  await server?.stop();
}

async function build(): Promise<void> {
  const world = await createEnterprise(server ? { url: server.url } : { directory });
  await buildWorld(world, customers, (line) => console.log(`  ${line}`));
  await giveRoles(world);
  await world.close();
  await writeFile(built, "");
}

/** Every seller is a clerk of their store; whoever else is wanted is one, too, and owns nobody. */
async function giveRoles({ insert, services }: Enterprise): Promise<void> {
  const { stores } = describeWorld();
  const sellers = stores.flatMap(({ id, sellers: staff }) =>
    staff.map((person) => ({ person, unit: id })),
  );
  const others = Array.from({ length: Math.max(0, people - sellers.length) }, (_, index) => ({
    person: uuid(),
    unit: stores[index % stores.length]!.id,
  }));
  const role = roleIdOf("guide");
  for (let start = 0; start < others.length; start += 1_000)
    await insert(
      "person",
      others.slice(start, start + 1_000).map(({ person, unit }, index) => ({
        id: person,
        owner: person,
        unit,
        name: `店员 ${start + index}`,
        email: `${person}@bench.example`,
        status: "active",
        locale: "zh",
        zone: "Asia/Shanghai",
      })),
    );
  const clerks = [...sellers, ...others].slice(0, people);
  for (let start = 0; start < clerks.length; start += 1_000)
    await insert(
      "assignment",
      clerks.slice(start, start + 1_000).map(({ person, unit }) => ({
        person,
        owner: person,
        role,
        atUnit: unit,
        unit,
        reason: "measured",
      })),
    );
  await services.db.query(
    "insert into subject_version (person, n) select id, 1 from person on conflict do nothing",
  );
  await services.db.query("analyze");
}

async function measure(db: Database): Promise<void> {
  const subjects = createSubjects(db, Object.values(OBJECTS));
  const [cpu] = cpus();
  console.log(
    `${customers.toLocaleString("en")} customers, ${people.toLocaleString("en")} people, ${db.kind}, ${cpus().length} cores (${cpu?.model})`,
  );
  const role = (await readRoles(db, null)).get(roleIdOf("guide"))!.content;
  const before = await subjects.reload((await anybody(db))!).then(({ world }) => world);
  for (const [index, [what, change]] of CHANGES.entries()) {
    const content = { ...role, definition: change(role) };
    const changed = { role: role.id, content, version: index + 1, base: 1, by: "", at: new Date() };
    const changes = { roles: [changed], classes: [] };
    const impacts = createImpacts(db, subjects);
    const draft = { ...DRAFT, id: uuid() };
    let found: Impact | null = null;
    const busy = watchThread();
    while (!found) {
      const state = await impacts.look(draft, changes, before);
      if (state.state === "done") found = state.impact;
    }
    const limit = await limitOf(
      db,
      found.objects.map(({ object }) => before.model.objects.get(object)!.table),
    );
    const met = new Set(found.objects.flatMap((one) => [...one.people.keys()]));
    console.log(
      [
        what,
        `${(found.took / 1000).toFixed(1)} s`,
        `limit ${(limit / 1000).toFixed(2)} s`,
        `${met.size} people meet with ${found.objects.reduce((sum, one) => sum + one.records.size, 0)} changes on ${found.objects.length} objects`,
        `longest hold of the thread ${busy().toFixed(0)} ms`,
      ].join(" · "),
    );
  }
}

async function anybody(db: Database): Promise<string | undefined> {
  const { rows } = await db.query<{ person: string }>(
    "select person from assignment where person is not null limit 1",
  );
  return rows[0]?.person;
}

/** Milliseconds of one look at each row of each of the tables. */
async function limitOf(db: Database, tables: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const table of tables)
    await db.query(`select count(*) from "${table}" where deleted_at is null`);
  return performance.now() - started;
}

/** The longest that anybody else would have waited for this thread. */
function watchThread(): () => number {
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
