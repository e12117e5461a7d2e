import { afterAll, beforeAll, expect, test } from "vitest";
import { createMatrixWorld } from "./enterprise.ts";
import { exportFile } from "./export-path.ts";
import { openMatrix, rightsOn, walk, type Matrix, type Tally } from "./run.ts";

let matrix: Matrix;

beforeAll(async () => {
  matrix = await openMatrix(await createMatrixWorld());
}, 240_000);

afterAll(() => matrix.world.enterprise.close());

/** Apart from the other paths, because every file is a record of its own. */
const OBJECTS = ["customer", "contact", "order", "ticket", "followUp", "opportunity"];

test.each(OBJECTS)(
  "R141: a file of %s holds what its reader may take out",
  { timeout: 300_000 },
  async (name) => {
    const object = matrix.objects.find((one) => one.name === name)!;
    const tally: Tally = { questions: 0, rows: 0 };
    const asked = new Set<string>();
    const wrong: string[] = [];
    let caught = 0;
    for (const persona of matrix.world.personas) {
      const rights = rightsOn(matrix.readers.get(persona.id)!, name);
      if (asked.has(rights)) continue;
      asked.add(rights);
      wrong.push(...(await walk(matrix, { path: exportFile, persona, object }, tally)));
      caught += (await walk(matrix, { path: exportFile, persona, object }, tally, true)).length;
    }
    expect(wrong.slice(0, 5).join("\n")).toBe("");
    expect(tally.rows).toBeGreaterThan(0);
    // The hole: every row, with every closed text.
    expect(caught).toBeGreaterThan(0);
  },
);
