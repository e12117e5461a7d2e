import type { BundleMeta, PolicyDraft, RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { describe, expect, test } from "vitest";
import {
  changedIn,
  differences,
  differsIn,
  disagreementsOf,
  listApart,
  newFunction,
  newRole,
  rolesInDraft,
  scopeOf,
  toDraft,
  withClass,
  withGrant,
} from "./role-draft.ts";

const draft = { grants: { customers: "own" }, classes: {} } as unknown as RoleDraft;
const bundle = { name: "customers" } as BundleMeta;

describe("a new function in teams", () => {
  const action = (object: string, name: string, layer: string) => ({ object, action: name, layer });
  const bundles = [
    { name: "customer.view", actions: [action("customer", "view", "see")] },
    { name: "sales", actions: [action("order", "view", "see"), action("order", "edit", "change")] },
    { name: "administration", actions: [action("role", "view", "see")] },
  ] as unknown as readonly BundleMeta[];
  const begun = { part: "new", zh: "伙伴", classes: ["basic"] } as const;

  test("R50: for looking carries nothing but looking, and shows the classes that were chosen", () => {
    const looking = newFunction({ ...begun, carries: "looking" }, bundles);
    expect(looking.grants).toEqual({ "customer.view": "own", "order:view": "own" });
    expect(looking.classes).toEqual({ basic: { own: "plain", beyond: "absent", write: false } });
    const work = newFunction({ ...begun, carries: "work" }, bundles);
    expect(work.grants).toEqual({ "customer.view": "own", sales: "own" });
    expect(work.classes.basic?.write).toBe(true);
  });
});

describe("the matrix of a role", () => {
  test("an action of its own goes before its bundle; what nobody names is none", () => {
    const changed = withGrant(draft, "customer:export", "unit");
    expect(scopeOf(changed.grants, bundle, "customer:export")).toBe("unit");
    expect(scopeOf(changed.grants, bundle, "customer:view")).toBe("own");
    expect(scopeOf(changed.grants, { name: "orders" } as BundleMeta)).toBe("none");
  });

  test("taking a grant back leaves no difference", () => {
    const there = withGrant(draft, "customer:export", "unit");
    expect(differences(there, draft)).toBe(1);
    expect(differences(withGrant(there, "customer:export", undefined), draft)).toBe(0);
  });

  test("none said and nothing said are the same for a bundle, but not for an action of it", () => {
    expect(differsIn(withGrant(draft, "orders", "none"), draft, "orders")).toBe(false);
    expect(differsIn(withGrant(draft, "customer:view", "none"), draft, "customer:view")).toBe(true);
  });

  test("R19: every switch that is not as the preset has it is marked on its unit, and none that is", () => {
    const actions = [
      { object: "customer", action: "view" },
      { object: "customer", action: "reveal" },
    ];
    const unit = { name: "customers", actions } as unknown as BundleMeta;
    const other = { name: "orders", actions: [] } as unknown as BundleMeta;
    const preset = withGrant(draft, "customer:reveal", "own");
    expect(changedIn(preset, preset, unit)).toEqual([]);
    expect(changedIn(withGrant(preset, "customers", "unit"), preset, unit)).toEqual(["customers"]);
    const set = withGrant(withGrant(preset, "customer:view", "unit"), "customer:reveal", "none");
    expect(changedIn(set, preset, unit)).toEqual(["customer:view", "customer:reveal"]);
    // One that the preset sets apart, and that follows its unit now.
    const followed = withGrant(preset, "customer:reveal", undefined);
    expect(changedIn(followed, preset, unit)).toEqual(["customer:reveal"]);
    expect(changedIn(set, preset, other)).toEqual([]);
  });

  test("a class that reads nothing equals one that is not there", () => {
    const absent = withClass(draft, "contact", { own: "absent", beyond: "absent", write: false });
    expect(differences(absent, draft)).toBe(0);
    const masked = withClass(draft, "contact", { own: "plain", beyond: "masked", write: false });
    expect(differences(masked, draft)).toBe(1);
  });
});

describe("a new role", () => {
  const like = {
    id: "0145a633-65a9-8dc0-b1b5-61e84461a5a9",
    duties: { zh: "接待", en: "Receives guests" },
    grants: { customers: "own" },
    classes: {},
    preset: { id: "guide", grants: {}, classes: {} },
  } as unknown as RoleMeta;

  test("R10: starts with nothing", () => {
    const role = newRole({ zh: "夜班" }, [like]);
    expect(role).toMatchObject({ grants: {}, classes: {} });
    expect(role).not.toHaveProperty("preset");
  });

  test("like another one has its rights, its duties and the template it came from", () => {
    expect(newRole({ zh: "夜班", from: like.id ?? "" }, [like])).toEqual({
      name: { zh: "夜班", en: "夜班" },
      duties: like.duties,
      grants: like.grants,
      classes: {},
      preset: "guide",
    });
  });
});

test("R144: what two hands listed differently is told beside what they granted differently", () => {
  const said = { zh: "店长", en: "Store head" };
  const mine: RoleDraft = { ...draft, name: said, duties: said, apart: ["a"], cites: ["P-1"] };
  const theirs = { ...mine, apart: ["a", "b"], cites: ["P-2"] } as unknown as RoleMeta;
  expect(disagreementsOf(mine, theirs)).toMatchObject({ grants: [], lists: ["apart", "cites"] });
  expect(listApart(mine, theirs, "cites")).toEqual(["P-1", "P-2"]);
  expect(listApart(mine, theirs, "includes")).toEqual([]);
});

describe("roles and what waits for them", () => {
  const role = (id: string, grants = {}) => ({ id, version: 3, grants, preset: null }) as RoleMeta;
  const draft = {
    changes: [
      { role: "a", kind: "changed", change: 2, after: role("a", { sales: "own" }) },
      { role: "b", kind: "archived", change: 1, after: null },
      { role: "c", kind: "created", change: 1, after: role("c") },
    ],
  } as unknown as PolicyDraft;

  test("R144: are shown as the draft has them, new ones last, archived ones as they are", () => {
    const laid = rolesInDraft([role("a"), role("b"), role("d")], draft);
    expect(laid.map(({ role: { id }, kind, change }) => [id, kind, change])).toEqual([
      ["a", "changed", 2],
      ["b", "archived", 1],
      ["d", null, 0],
      ["c", "created", 1],
    ]);
    expect(laid[0]!.role.grants).toEqual({ sales: "own" });
    expect(rolesInDraft([role("a")], null)).toEqual([{ role: role("a"), change: 0, kind: null }]);
  });

  test("R144: an edit names the version and the change it began from", () => {
    expect(toDraft(role("a"), 2)).toMatchObject({ id: "a", version: 3, change: 2 });
    expect(toDraft(role("a"), 0)).not.toHaveProperty("change");
  });
});
