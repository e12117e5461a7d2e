import { afterAll, beforeAll, expect, test } from "vitest";
import { buildModel } from "../derive/model.ts";
import { tableSql } from "../derive/table.ts";
import { metaFor } from "../http/meta.ts";
import { VERBS } from "../http/verbs.ts";
import { defineObject } from "../objects/declaration.ts";
import { OBJECTS } from "../objects/registry.ts";
import { findRegistryProblems } from "../objects/registry-check.ts";
import { action, EVERYDAY, standardActions } from "../objects/standard-actions.ts";
import { basic, choices, commercial, personal, section } from "../objects/vocabulary.ts";
import { createDatabase } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { connectServer } from "../db/server-driver.ts";
import { as, roleOfRules } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { createMatrixWorld } from "./enterprise.ts";
import { PATHS } from "./paths.ts";
import { openMatrix, walk, type Matrix } from "./run.ts";

/** One declaration, and nothing else written anywhere. */
const note = defineObject({
  name: "note",
  label: { zh: "便签", en: "Note" },
  plural: { zh: "便签", en: "Notes" },
  title: "subject",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    subject: { type: "text", ...basic("主题", "Subject"), required: true, search: true },
    phone: { type: "phone", ...personal("电话", "Phone"), search: true },
    worth: { type: "money", ...commercial("价值", "Worth") },
    marks: { type: "tags", ...basic("标签", "Marks") },
    hush: { type: "text", ...basic("暗记", "Hush"), secret: true, search: true },
    state: {
      type: "choice",
      ...basic("状态", "State"),
      default: "open",
      choices: choices([
        ["open", "开", "Open"],
        ["shut", "关", "Shut"],
      ]),
    },
  },
  states: { field: "state", initial: "open", transitions: { open: ["shut"] } },
  actions: {
    ...standardActions("customer", [...EVERYDAY, "reveal"]),
    pin: action(["置顶", "Pin"], { bundle: "customer.edit", layer: "operate" }),
  },
  list: {
    columns: ["subject", "phone", "worth"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["state"],
  },
  form: [
    section(["便签", "Note"], ["customer", "subject", "phone", "worth", "marks", "hush", "state"]),
  ],
});

/** Reads notes of its subtree with phones masked; the worth of what it owns. */
const noteReader = roleOfRules("noteReader", [
  {
    id: "notes",
    effect: "permit",
    actions: ["note.view", "note.history"],
    scope: "subtree",
    fields: { read: ["@basic"], mask: ["@contact"] },
  },
  {
    id: "mine",
    effect: "permit",
    actions: ["note.*", "customer.view"],
    scope: "own",
    fields: { read: ["@basic", "@commercial"], mask: ["@contact"], write: ["@basic"] },
  },
]);

const declarations = [...Object.values(OBJECTS), note];
let matrix: Matrix;
let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer();
  const db = createDatabase(connectServer(server.url));
  await migrate(db);
  await db.query(tableSql(note));
  matrix = await openMatrix(await createMatrixWorld({ db, declarations, templates: [noteReader] }));
}, 240_000);

afterAll(async () => {
  await matrix.world.enterprise.close();
  await server.stop();
});

test("a declared object is consistent with the registry and has its relations", () => {
  expect(findRegistryProblems({ ...OBJECTS, note })).toEqual([]);
  const object = buildModel(declarations).objects.get("note")!;
  expect([...object.relations.keys()].toSorted()).toEqual(["customer", "marks", "participants"]);
});

test("R141: it has its leak matrix", { timeout: 300_000 }, async () => {
  const object = matrix.objects.find(({ name }) => name === "note")!;
  const tally = { questions: 0 };
  const wrong: string[] = [];
  for (const persona of matrix.world.personas) {
    for (const path of PATHS)
      wrong.push(
        ...(await walk(matrix, { path, persona, object }, tally)).map(
          (text) => `${path.name}: ${text}`,
        ),
      );
  }
  expect(wrong.slice(0, 8).join("\n")).toBe("");
  expect(tally.questions).toBeGreaterThan(200);
});

test("it has a table, an API, history and a place in the registry", async () => {
  const { services } = matrix.world.enterprise;
  const { name: _, id: writer } = matrix.world.personas.find(({ name }) => name === "noteReader")!;
  const call = (verb: string, body: object) =>
    VERBS[verb]!(services, as(writer), "note", body as never) as Promise<never>;
  const [customer] = await matrix.world.enterprise.insert("customer", [
    { owner: writer, unit: matrix.world.enterprise.root, name: "主", stage: "new" },
  ]);
  const { record } = (await call("create", {
    values: { customer, subject: "第一", state: "open" },
  })) as { record: { id: string; version: number } };
  await call("update", { id: record.id, version: 1, values: { state: "shut" } });
  const { versions } = (await call("history", { id: record.id })) as {
    versions: readonly { version: number }[];
  };
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  await expect(
    call("update", { id: record.id, version: 2, values: { state: "open" } }),
  ).rejects.toMatchObject({ code: "bad_request" });
  const meta = metaFor(await services.subjects.current(writer)).objects.find(
    ({ name }) => name === "note",
  )!;
  expect(meta.fields.map(({ name }) => name)).not.toContain("hush");
  expect(meta.actions.map(({ name }) => name)).toContain("pin");
  expect(meta.form[0]?.fields).toContain("subject");
});
