/**
 * The permission bundles (权限单元, R16): three blocks of six and four remainders. A matrix of roles has one line per
 * bundle; each opens into the single actions that name it in their declaration.
 */
import type { Text } from "@latchkey/policy";
import type { ActionDeclaration, BundleName, ObjectDeclaration } from "../objects/declaration.ts";

export type BlockName = "customer" | "communication" | "marketing" | "remainder";

export interface Bundle {
  readonly name: BundleName;
  readonly label: Text;
  readonly block: BlockName;
  readonly layer: ActionDeclaration["layer"];
}

export interface BundleAction {
  readonly object: string;
  readonly action: string;
}

export const BLOCKS: Readonly<Record<BlockName, Text>> = {
  customer: { zh: "客户资源", en: "Customer resources" },
  communication: { zh: "沟通记录", en: "Communication records" },
  marketing: { zh: "营销动作", en: "Marketing actions" },
  remainder: { zh: "其他业务", en: "Other work" },
};

/** In the order in which a matrix shows them. */
export const BUNDLES: readonly Bundle[] = [
  bundle("customer.view", "see", ["查看客户资源", "View"]),
  bundle("customer.create", "change", ["新建与导入", "Create and import"]),
  bundle("customer.edit", "change", ["编辑（标签单列）", "Edit (tags apart)"]),
  bundle("customer.remove", "change", ["删除与合并", "Delete and merge"]),
  bundle("customer.assign", "operate", [
    "分配、转移、共享与领取",
    "Assign, transfer, share and claim",
  ]),
  bundle("customer.export", "operate", ["导出与查看完整信息", "Export and reveal"]),
  bundle("communication.view", "see", ["查看沟通记录", "View"]),
  bundle("communication.write", "change", ["撰写与归档", "Write and file"]),
  bundle("communication.amend", "change", ["更正已锁定记录", "Amend a locked record"]),
  bundle("communication.withdraw", "change", ["撤回与删除", "Withdraw or delete"]),
  bundle("communication.versions", "see", ["查看历史版本", "Read old versions"]),
  bundle("communication.export", "operate", ["导出沟通记录", "Export"]),
  bundle("marketing.use", "see", ["查看活动与使用模板", "Use a template"]),
  bundle("marketing.author", "change", ["编写模板", "Author a template"]),
  bundle("marketing.approve", "operate", ["审核模板与活动", "Approve a template"]),
  bundle("marketing.send", "operate", ["群发", "Mass-send"]),
  bundle("marketing.benefit", "operate", [
    "发放权益（优惠券、会员等级单列）",
    "Grant a benefit (coupon and member level apart)",
  ]),
  bundle("marketing.configure", "change", [
    "配置活动、价格与策略",
    "Configure campaigns, prices and strategy",
  ]),
  bundle("sales", "operate", ["销售业务", "Sales"]),
  bundle("service", "operate", ["客户服务", "Service"]),
  bundle("reports", "see", ["报表", "Reports"]),
  bundle("administration", "operate", ["系统管理", "Administration"]),
];

/** The single actions of a bundle, in the order of the registry. */
export function findActions(
  bundleName: BundleName,
  objects: Readonly<Record<string, ObjectDeclaration>>,
): readonly BundleAction[] {
  return Object.values(objects).flatMap((object) =>
    Object.entries(object.actions)
      .filter(([, action]) => action.bundle === bundleName)
      .map(([action]) => ({ object: object.name, action })),
  );
}

function bundle(
  name: BundleName,
  layer: Bundle["layer"],
  [zh, en]: readonly [zh: string, en: string],
): Bundle {
  const [head] = name.split(".") as [string];
  const block = name.includes(".") ? (head as BlockName) : "remainder";
  return { name, label: { zh, en }, block, layer };
}
