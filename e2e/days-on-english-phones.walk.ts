/** Days of seven kinds of people on English phones. */
import { walkDays } from "./days/walk.ts";
import { startDemo } from "./demo.ts";

walkDays(startDemo(), { width: 390, language: "en-US" });
