/** The room that most people are in all day, on English phones; see `rooms.ts`. The others are in the walks. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "en-US", width: 390 }, ["records"]);
