/** Every way to an answer. A path that is not here is not proved: adding one is one entry. */
import { AROUND_PATHS } from "./around-paths.ts";
import { someFields } from "./fields-path.ts";
import { FILE_PATHS } from "./files-path.ts";
import { inbox } from "./inbox-path.ts";
import { LIST_PATHS } from "./list-paths.ts";
import { moveImpact } from "./move-path.ts";
import type { Path } from "./path.ts";
import { print } from "./print-path.ts";
import { probe } from "./probe-path.ts";
import { recentlyOpened } from "./recent-path.ts";
import { references } from "./references-path.ts";
import { RECORD_PATHS } from "./record-paths.ts";
import { searchAll } from "./search-path.ts";
import { participants, sharing } from "./share-path.ts";
import { unitTree, workbench } from "./workbench-path.ts";

export const PATHS: readonly Path[] = [
  ...LIST_PATHS,
  someFields,
  ...RECORD_PATHS,
  ...AROUND_PATHS,
  print,
  probe,
  ...FILE_PATHS,
  recentlyOpened,
  inbox,
  searchAll,
  references,
  moveImpact,
  participants,
  sharing,
  workbench,
  unitTree,
];
