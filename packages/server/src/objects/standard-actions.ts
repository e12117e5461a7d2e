/**
 * The actions that many objects share, so that a declaration names them instead of repeating labels and bundles.
 *
 * A family says where an object's everyday work belongs. Taking data out, removing and handing over belong to the
 * customer block whatever the family: an administrator who withholds "export" or "delete" withholds it for orders and
 * tickets too (R16, R100).
 */
import type { ActionDeclaration, BundleName } from "./declaration.ts";

type StandardAction =
  | "view"
  | "create"
  | "import"
  | "edit"
  | "delete"
  | "restore"
  | "export"
  | "reveal"
  | "assign"
  | "transfer"
  | "share"
  | "claim"
  | "tag"
  | "setLevel"
  | "merge"
  | "history"
  | "aggregate"
  | "exportTotals";

type Family = "customer" | "communication" | "marketing" | "sales" | "service" | "administration";

/** The daily life of a record; objects add what they need (`share`, `import`, `aggregate`, …). */
export const EVERYDAY = [
  "view",
  "create",
  "edit",
  "delete",
  "restore",
  "export",
  "history",
] as const;

/** What a report over an object needs: making totals and taking totals out are two rights (R98). */
export const REPORTING = ["aggregate", "exportTotals"] as const;

export function standardActions<const Name extends StandardAction>(
  family: Family,
  names: readonly Name[],
): Readonly<Record<Name, ActionDeclaration>> {
  const bundles = { ...EVERYWHERE, ...FAMILIES[family] };
  const entries = names.map((name) => [name, { ...WORDS[name], bundle: bundles[name] }]);
  return Object.fromEntries(entries) as Readonly<Record<Name, ActionDeclaration>>;
}

export function action(
  words: readonly [zh: string, en: string],
  place: Pick<ActionDeclaration, "bundle" | "layer">,
): ActionDeclaration {
  return { label: { zh: words[0], en: words[1] }, ...place };
}

/** Being told that a record is there already, of those that one does not see too; see `gate/probe.ts`. */
export const PROBE: ActionDeclaration = action(["查重", "Check for duplicates"], {
  bundle: "customer.create",
  layer: "operate",
});

const WORDS: Readonly<Record<StandardAction, Omit<ActionDeclaration, "bundle">>> = {
  view: { label: { zh: "查看", en: "View" }, layer: "see" },
  create: { label: { zh: "新建", en: "Create" }, layer: "change" },
  import: { label: { zh: "导入", en: "Import" }, layer: "operate" },
  edit: { label: { zh: "编辑", en: "Edit" }, layer: "change" },
  delete: { label: { zh: "删除", en: "Delete" }, layer: "change" },
  restore: { label: { zh: "恢复", en: "Restore" }, layer: "change" },
  export: { label: { zh: "导出", en: "Export" }, layer: "operate" },
  reveal: { label: { zh: "查看完整信息", en: "Reveal" }, layer: "operate" },
  assign: { label: { zh: "分配", en: "Assign" }, layer: "operate" },
  transfer: { label: { zh: "转移", en: "Transfer" }, layer: "operate" },
  share: { label: { zh: "共享", en: "Share" }, layer: "operate" },
  claim: { label: { zh: "领取", en: "Claim" }, layer: "operate" },
  tag: { label: { zh: "打标签", en: "Tag" }, layer: "change" },
  setLevel: { label: { zh: "调整会员等级", en: "Set member level" }, layer: "operate" },
  merge: { label: { zh: "合并", en: "Merge" }, layer: "operate" },
  history: { label: { zh: "查看历史版本", en: "Read old versions" }, layer: "see" },
  aggregate: { label: { zh: "生成报表", en: "Report" }, layer: "see" },
  exportTotals: { label: { zh: "导出汇总", en: "Export totals" }, layer: "operate" },
};

/** Revealing sits with export: both take protected data out in the clear, and looking must never bring it along. */
const EVERYWHERE: Readonly<Record<StandardAction, BundleName>> = {
  view: "customer.view",
  history: "customer.view",
  create: "customer.create",
  import: "customer.create",
  edit: "customer.edit",
  tag: "customer.edit",
  delete: "customer.remove",
  restore: "customer.remove",
  merge: "customer.remove",
  assign: "customer.assign",
  transfer: "customer.assign",
  share: "customer.assign",
  claim: "customer.assign",
  export: "customer.export",
  reveal: "customer.export",
  setLevel: "marketing.benefit",
  aggregate: "reports",
  exportTotals: "reports",
};

const FAMILIES: Readonly<Record<Family, Readonly<Partial<Record<StandardAction, BundleName>>>>> = {
  customer: {},
  communication: {
    view: "communication.view",
    history: "communication.versions",
    create: "communication.write",
    import: "communication.write",
    edit: "communication.write",
    tag: "communication.write",
    delete: "communication.withdraw",
    restore: "communication.withdraw",
    export: "communication.export",
    reveal: "communication.export",
  },
  marketing: {
    view: "marketing.use",
    history: "marketing.use",
    create: "marketing.configure",
    import: "marketing.configure",
    edit: "marketing.configure",
    tag: "marketing.configure",
    delete: "marketing.configure",
    restore: "marketing.configure",
    assign: "marketing.configure",
    transfer: "marketing.configure",
    share: "marketing.configure",
  },
  sales: everydayIn("sales"),
  service: everydayIn("service"),
  administration: {
    ...everydayIn("administration"),
    delete: "administration",
    restore: "administration",
    assign: "administration",
    transfer: "administration",
    share: "administration",
    export: "administration",
    reveal: "administration",
  },
};

function everydayIn(bundle: BundleName): Readonly<Partial<Record<StandardAction, BundleName>>> {
  return {
    view: bundle,
    history: bundle,
    create: bundle,
    import: bundle,
    edit: bundle,
    tag: bundle,
  };
}
