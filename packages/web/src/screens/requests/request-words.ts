import type { RequestLine } from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";

type State = RequestLine["state"];

export const STATE_WORDS: Readonly<Record<State, MessageKey>> = {
  waiting: "requests.waiting",
  approved: "requests.approved",
  refused: "requests.refused",
  withdrawn: "requests.withdrawn",
  lapsed: "requests.lapsed",
  ended: "requests.ended",
};

export const STATE_COLORS: Readonly<Record<State, string>> = {
  waiting: "gold",
  approved: "green",
  refused: "red",
  withdrawn: "default",
  lapsed: "default",
  ended: "default",
};

export const TRACE_WORDS: Readonly<Record<RequestLine["trace"][number]["what"], MessageKey>> = {
  asked: "requests.trace.asked",
  passed: "requests.trace.passed",
  approved: "requests.trace.approved",
  refused: "requests.trace.refused",
  withdrawn: "requests.trace.withdrawn",
};
