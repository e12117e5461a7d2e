/** Every screen on English desks; see `rooms.ts`. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "en-US", width: 1440 });
