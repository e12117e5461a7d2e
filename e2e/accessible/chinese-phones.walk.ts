/** Every screen on Chinese phones; see `rooms.ts`. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "zh-CN", width: 390 });
