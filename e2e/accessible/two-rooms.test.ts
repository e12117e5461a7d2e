/** The rooms that most people and most changes are in, on English phones; see `rooms.ts`. */
import { walkRooms } from "./rooms.ts";

walkRooms({ language: "en-US", width: 390 }, ["records", "the permission centre"]);
