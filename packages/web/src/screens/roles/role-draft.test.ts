import type { BundleMeta, RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { describe, expect, test } from "vitest";
import { differences, differsIn, newRole, scopeOf, withClass, withGrant } from "./role-draft.ts";

const draft = { grants: { customers: "own" }, classes: {} } as unknown as RoleDraft;
const bundle = { name: "customers" } as BundleMeta;

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
