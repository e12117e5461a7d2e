/**
 * The leak matrix over some of the declared objects: files share the work, so that two of them run side by side. On a
 * server it takes a third of the time; whether both databases mean the same is the conformance suite's question.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NativeServer } from "../testing/native-server.ts";
import { createMatrixWorld } from "./enterprise.ts";
import { PATHS } from "./paths.ts";
import { openMatrix, rightsOn, walk, type Matrix, type Tally } from "./run.ts";

export function describeMatrix(
  names: readonly string[],
  { start, isQuiet = false }: { start?: () => Promise<NativeServer>; isQuiet?: boolean } = {},
): void {
  describe("R141: whatever the path, the answer is the one of the reader's authorised view", () => {
    let matrix: Matrix;
    let server: NativeServer | undefined;
    let questions = 0;

    beforeAll(async () => {
      server = await start?.();
      matrix = await openMatrix(
        await createMatrixWorld({ isQuiet, ...(server ? { url: server.url } : {}) }),
      );
    }, 240_000);

    afterAll(async () => {
      process.stdout.write(
        `${names.length} objects, ${matrix.world.personas.length} readers, ${questions} questions\n`,
      );
      await matrix.world.enterprise.close();
      await server?.stop();
    });

    test.each(names)("%s", { timeout: 600_000 }, async (name) => {
      const tally: Tally = { questions: 0, calls: new Map() };
      const began = new Date();
      const object = matrix.objects.find((one) => one.name === name)!;
      const wrong: string[] = [];
      const asked = new Set<string>();
      for (const persona of matrix.world.personas) {
        const rights = rightsOn(matrix.readers.get(persona.id)!, name);
        const paths = asked.has(rights)
          ? PATHS.filter((path) => path.name === "list" || path.name === "get")
          : PATHS;
        asked.add(rights);
        for (const path of paths) {
          wrong.push(
            ...(await walk(matrix, { path, persona, object }, tally)).map(
              (text) => `${path.name}: ${text}`,
            ),
          );
        }
      }
      questions += tally.questions;
      expect(wrong.slice(0, 8).join("\n")).toBe("");
      expect(tally.questions).toBeGreaterThan(matrix.world.personas.length * 2);
      if (!isQuiet) expect(await withoutLine(matrix, name, tally, began)).toEqual([]);
    });
  });
}

/** People whose calls, or refusals, are more than the lines that the trail has of them. */
async function withoutLine(
  { world }: Matrix,
  object: string,
  { calls = new Map() }: Tally,
  began: Date,
): Promise<readonly object[]> {
  const { trail, db } = world.enterprise.services;
  await trail.flush();
  const { rows } = await db.query<{ person: string; lines: string; refused: string }>(
    `select person, count(*) as lines, count(*) filter (where verdict = 'refused') as refused from audit_line
     where object = $1 and at >= $2 group by person`,
    [object, began],
  );
  const lines = new Map(rows.map((row) => [row.person, row]));
  return [...calls].flatMap(([person, { made, refused }]) => {
    const found = lines.get(person);
    const isWhole = Number(found?.lines ?? 0) >= made && Number(found?.refused ?? 0) >= refused;
    return isWhole ? [] : [{ person, made, refused, lines: found?.lines, noted: found?.refused }];
  });
}
