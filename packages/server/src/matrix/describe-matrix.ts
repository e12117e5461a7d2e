/**
 * The leak matrix over some of the declared objects: files share the work, so that two of them run side by side. On a
 * server it takes a third of the time; whether both databases mean the same is the conformance suite's question.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NativeServer } from "../testing/native-server.ts";
import { createMatrixWorld } from "./enterprise.ts";
import { PATHS } from "./paths.ts";
import { openMatrix, rightsOn, walk, type Matrix } from "./run.ts";

export function describeMatrix(
  names: readonly string[],
  start?: () => Promise<NativeServer>,
): void {
  describe("R141: whatever the path, the answer is the one of the reader's authorised view", () => {
    let matrix: Matrix;
    let server: NativeServer | undefined;
    let questions = 0;

    beforeAll(async () => {
      server = await start?.();
      matrix = await openMatrix(await createMatrixWorld(server ? { url: server.url } : {}));
    }, 240_000);

    afterAll(async () => {
      process.stdout.write(
        `${names.length} objects, ${matrix.world.personas.length} readers, ${questions} questions\n`,
      );
      await matrix.world.enterprise.close();
      await server?.stop();
    });

    test.each(names)("%s", { timeout: 600_000 }, async (name) => {
      const tally = { questions: 0 };
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
    });
  });
}
