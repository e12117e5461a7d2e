/** Takes an import back, portion by portion; after a crash it goes on with what is still to be dealt with. */
import { MAX_BATCH } from "../gate/batch.ts";
import type { ImportRow } from "./import-store.ts";
import type { Claim } from "./job-runner.ts";
import { createPace, type Pace } from "./pace.ts";
import type { ImportParts } from "./run-import.ts";
import { undoPortion } from "./undo-portion.ts";
import { readWritten, unpackMade, type Written } from "./undo-store.ts";

/** False if the server stops before the end. */
export async function undoImport(
  { db, gate }: ImportParts,
  claim: Claim,
  job: ImportRow,
): Promise<boolean> {
  await unpackMade(db, claim);
  const pace = createPace();
  let before: string | null = null;
  while (!claim.isStopping()) {
    const written = await readWritten(db, job.id, before, MAX_BATCH);
    if (written.length === 0) return true;
    const portion = firstPortion(written, pace);
    const { count, milliseconds } = await undoPortion({ gate, claim, job }, portion);
    pace.note({ records: count, rows: count }, milliseconds);
    before = portion[count - 1]!.record;
  }
  return false;
}

/** As much as one transaction takes on, of one object. */
function firstPortion(written: readonly Written[], pace: Pace): readonly Written[] {
  const end = written.findIndex(
    ({ object }, index) =>
      index > 0 && (object !== written[0]!.object || pace.isFull({ records: index, rows: index })),
  );
  return end < 0 ? written : written.slice(0, end);
}
