import { expect, test } from "vitest";
import { actWords } from "./act-words.ts";

test("an act is said without its object, in both languages", () => {
  expect(actWords("customer.list")).toEqual({ zh: "查看列表", en: "Listed" });
  expect(actWords("signIn")).toEqual({ zh: "登录", en: "Signed in" });
});

test("what was done in a rehearsal says so first", () => {
  expect(actWords("rehearsal.customer.update")).toEqual({
    zh: "演练：编辑",
    en: "In a rehearsal: Edited",
  });
});

test("acts that were one act are all named", () => {
  expect(actWords("order.edit+assign")).toEqual({ zh: "编辑、分配", en: "Edited, Assigned" });
});

test("an act without words keeps its code", () => {
  expect(actWords("campaign.launchRocket").en).toBe("launchRocket");
});
