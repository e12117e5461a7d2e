/** Every screen on Chinese desks; see `rooms.ts`. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "zh-CN", width: 1440 });
