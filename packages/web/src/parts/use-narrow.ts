import { watchMedia } from "./media.ts";

/** Below this a screen is a phone's: lists become cards, the navigation a bar at the bottom. */
export const useNarrow = watchMedia("(max-width: 767px)");
