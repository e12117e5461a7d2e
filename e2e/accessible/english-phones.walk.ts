/** Every screen on English phones; see `rooms.ts`. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "en-US", width: 390 });
