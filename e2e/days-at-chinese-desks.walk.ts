/** Days of seven kinds of people at Chinese desks. */
import { walkDays } from "./days/walk.ts";
import { startDemo } from "./demo.ts";

walkDays(startDemo(), { width: 1440, language: "zh-CN" });
