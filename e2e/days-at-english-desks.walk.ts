/** Days of seven kinds of people at English desks. */
import { walkDays } from "./days/walk.ts";
import { startDemo } from "./demo.ts";

walkDays(startDemo(), { width: 1440, language: "en-US" });
