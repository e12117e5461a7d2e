/** The draft of the policy in browser tests: what it begins with, and how a colleague publishes it. */
import type { Page } from "playwright-core";
import { ask } from "./ask.ts";
import { leave, type Demo } from "./demo.ts";

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

/** A second person reads what was submitted, agrees, and sees it published. `read`: a sentence they look for first. */
export async function publishByColleague(demo: Demo, read?: string): Promise<void> {
  const approver = await demo.signedIn("approver");
  const { page } = approver;
  await page.goto("/permissions/draft");
  if (read !== undefined) await page.getByText(read).waitFor();
  await page.getByRole("button", { name: "同意并发布" }).click();
  await page.getByText(/已发布为第 \d+ 版/).waitFor();
  await leave(approver);
}
