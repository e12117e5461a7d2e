import type { zhShadow } from "./zh-shadow.ts";

/** Words of a draft that runs in shadow. */
export const enShadow: Readonly<Record<keyof typeof zhShadow, string>> &
  Readonly<Partial<Record<`${keyof typeof zhShadow}_one`, string>>> = {
  "shadow.title": "Shadow run",
  "shadow.intro":
    "The draft decides in the background on what people really ask for, and what it would have said otherwise is listed. Nobody's answers change, and nobody notices.",
  "shadow.length": "How long",
  "shadow.hours": "{{count}} hours",
  "shadow.hours_one": "{{count}} hour",
  "shadow.days": "{{count}} days",
  "shadow.days_one": "{{count}} day",
  "shadow.start": "Run in shadow",
  "shadow.again": "Begin again",
  "shadow.started": "Draft {{number}} runs in shadow",
  "shadow.stop": "End the shadow run",
  "shadow.stopped": "The shadow run of draft {{number}} is over",
  "shadow.running": "Started by {{person}}; ends by itself on {{time}}.",
  "shadow.over": "Ended on {{time}}.",
  "shadow.figures": "{{number}} requests were compared since {{time}}.",
  "shadow.figures_one": "{{number}} request was compared since {{time}}.",
  "shadow.skipped": "{{number}} more were passed over, so that nobody had to wait.",
  "shadow.skipped_one": "{{number}} more was passed over, so that nobody had to wait.",
  "shadow.same": "So far the draft says the same.",
  "shadow.times": "Times",
  "shadow.last": "last {{time}}",
  "shadow.unlisted": "There are too many differences: {{number}} more are not listed.",
  "shadow.unlisted_one": "There are too many differences: {{number}} more is not listed.",
  "shadow.blind":
    "Only what really was asked for is here. Records that lists would gain, and new records that were refused, are foreseen by “Impact” above.",
  "shadow.drillTitle": "{{object}}: {{what}}",
  "shadow.foundOf": "{{count}} times, last {{time}}",
  "shadow.foundOf_one": "once, {{time}}",
  "shadow.unseen": "There are {{number}} that you may not see.",
  "shadow.unseen_one": "There is {{number}} that you may not see.",
};
