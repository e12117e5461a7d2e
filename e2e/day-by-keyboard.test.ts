/** A day of work without a mouse; days of seven kinds of people come with `npm run check:walks`. */
import { test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import { dayByKeyboard } from "./days/keyboard.ts";
import { emailOf, leave, startDemo } from "./demo.ts";
import { wordsIn } from "./words.ts";

const demo = startDemo();

test("a store head's work by keyboard alone, always seen and never lost", async () => {
  const visitor = await demo.visit();
  const desk = { ...wordsIn("zh-CN"), page: visitor.page, isNarrow: false, name: "keyboard" };
  await dayByKeyboard(desk, emailOf("store-head"), DEMO_PASSWORD);
  await leave(visitor, "keyboard-record");
});
