/** R105: through another's eyes every path answers as on the rows and cells that both readers have, and on no more. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { createMatrixWorld, type MatrixWorld, type Persona } from "./enterprise.ts";
import { PATHS } from "./paths.ts";
import { readerOf } from "./reference.ts";
import { openMatrix, walk, type Matrix } from "./run.ts";

/** Those that read records and leave nothing behind; the others are refused to who looks through another's eyes. */
const READING = [
  "list",
  "get",
  "cells",
  "sort and pages",
  "filter",
  "search",
  "related lists",
  "fields",
  "count",
  "group and total",
  "timeline",
  "history",
  "search over objects",
  "unit tree",
];

const OBJECTS = ["customer", "order", "contact", "followUp", "person", "unit", "assignment"];

const LEVELS = ["absent", "masked", "plain"];

/** Who looks, with the administrator's role beside their own, and through whose eyes. */
const PAIRS = [
  ["boss", "seller"],
  ["operationsDirector", "storeHead"],
  ["seller", "boss"],
  ["finance", "closedInParts"],
  ["boss", "readsSecrets"],
  ["administrator", "seller"],
] as const;

let matrix: Matrix;
let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer();
  const world = await createMatrixWorld({ url: server.url, isQuiet: true, records: 5 });
  const { enterprise } = world;
  for (const role of new Set(PAIRS.map(([by]) => by)))
    if (role !== "administrator")
      await enterprise.assign(personaOf(world, role).id, "administrator", enterprise.root);
  matrix = await openMatrix(world);
}, 240_000);
afterAll(async () => {
  await matrix.world.enterprise.close();
  await server.stop();
});

const personaOf = ({ personas }: MatrixWorld, role: string): Persona =>
  personas.find(({ name }) => name.startsWith(role))!;

test.each(PAIRS)("%s looks as %s", { timeout: 300_000 }, async (by, target) => {
  const { subjects } = matrix.world.enterprise.services;
  const [viewer, seen] = [personaOf(matrix.world, by), personaOf(matrix.world, target)];
  const until = new Date(Date.now() + 600_000);
  const persona = { ...seen, viewing: { by: viewer.id, until } };
  const subject = await subjects.reload(viewer.id, { target: seen.id, until });
  const now = Date.now();
  const reader = readerOf(matrix.data, subject, now);
  const both = [
    readerOf(matrix.data, await subjects.reload(viewer.id), now),
    readerOf(matrix.data, await subjects.reload(seen.id), now),
  ];
  let rows = 0;
  for (const name of OBJECTS) {
    for (const { raw, decision } of reader.view(name)) {
      rows += 1;
      for (const one of both) {
        const own = one.decide(name, "view", raw);
        expect(own.allow).toBe(true);
        for (const [field, level] of Object.entries(decision.levels))
          expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(
            LEVELS.indexOf(own.levels[field] ?? "absent"),
          );
      }
    }
  }
  expect(rows).toBeGreaterThan(0);
  const through = { ...matrix, readers: new Map(matrix.readers).set(seen.id, reader) };
  const tally = { questions: 0 };
  const wrong: string[] = [];
  for (const object of matrix.objects.filter(({ name }) => OBJECTS.includes(name)))
    for (const path of PATHS.filter(({ name }) => READING.includes(name)))
      wrong.push(...(await walk(through, { path, persona, object }, tally)));
  expect(wrong.slice(0, 8).join("\n")).toBe("");
  expect(tally.questions).toBeGreaterThan(100);
});
