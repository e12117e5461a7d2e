/** Days of seven kinds of people at 390 px. */
import { walkDays } from "./days/walk.ts";
import { startDemo } from "./demo.ts";

walkDays(startDemo(), 390);
