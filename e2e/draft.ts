/** Changes of the draft that browser tests begin with. */
import type { Page } from "playwright-core";
import { ask } from "./ask.ts";

interface RoleRow {
  readonly preset: { readonly id: string } | null;
  readonly grants: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

/** What store guides may do, otherwise than today: `{ "customer:edit": "none" }`. The page is one of the demo's. */
export async function changeGuides(page: Page, grants: RoleRow["grants"]): Promise<void> {
  const { roles } = (await (await page.request.get("/api/roles")).json()) as {
    roles: readonly RoleRow[];
  };
  const guide = roles.find(({ preset }) => preset?.id === "guide")!;
  const { id, version, name, duties, classes, fields } = guide;
  const changed = { ...guide.grants, ...grants };
  await ask(page, "role.save", { id, version, name, duties, classes, fields, grants: changed });
}
