/** Every screen, in English. */
import { walkRooms } from "./rooms.ts";
import { startDemo } from "../demo.ts";

walkRooms(startDemo(), "en-US");
