/** Every screen, in Chinese. */
import { walkRooms } from "./rooms.ts";
import { startDemo } from "../demo.ts";

walkRooms(startDemo(), "zh-CN");
