import { afterAll, beforeAll, expect, test } from "vitest";
import { createMatrixWorld } from "./enterprise.ts";
import { PATHS } from "./paths.ts";
import { openMatrix, walk, type Matrix } from "./run.ts";

let matrix: Matrix;

beforeAll(async () => {
  matrix = await openMatrix(await createMatrixWorld());
}, 240_000);

afterAll(() => matrix.world.enterprise.close());

/** A server with a hole in one path is played by the reference itself, reading what the reader does not see. */
test.each(PATHS)("R141: the matrix catches a hole in: $name", async (path) => {
  const tally = { questions: 0 };
  const objects = matrix.objects.filter(({ name }) =>
    ["customer", "order", "followUp", "ticket"].includes(name),
  );
  let caught = 0;
  for (const persona of matrix.world.personas) {
    for (const object of objects) {
      if ((await walk(matrix, { path, persona, object }, tally, true)).length > 0) caught += 1;
    }
  }
  expect(tally.questions).toBeGreaterThan(0);
  expect(caught).toBeGreaterThan(0);
});
