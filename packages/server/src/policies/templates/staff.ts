import type { RoleTemplate } from "../role-template.ts";
import { VIEWS_FOR_POSTS } from "./shared-rules.ts";
import {
  and,
  forbid,
  FULL,
  grant,
  grantEach,
  is,
  isEmpty,
  isMe,
  isMyRole,
  isMyUnitWithin,
  isNot,
  named,
  not,
  OWN,
  permit,
  READ,
} from "./words.ts";

/** What everybody has; every other template includes it. */
export const staff: RoleTemplate = {
  id: "staff",
  name: { zh: "员工", en: "Staff" },
  duties: {
    zh: "每个人都有的基础权限：看到同事的姓名和部门、组织架构、标签和产品目录，管理自己的任务、视图和导入导出。不含任何客户数据。",
    en: "What everybody has: colleagues' names and units, the organisation, tags and the product list, and one's own tasks, views, imports and exports. No customer data.",
  },
  grants: {
    ...grantEach("person unit tag role product", "view", "all"),
    ...grant("person", "setPreferences", "own"),
    ...grantEach("post assignment groupMember participant", "view", "own"),
    ...grant("group", "view", "unit"),
    ...grant("savedView", "view delete share", "own"),
    ...grant("exportJob", "view delete", "own"),
    ...grant("importJob", "view create delete", "own"),
    ...grant("task", "view create edit complete history", "own"),
  },
  classes: { basic: FULL, contact: OWN },
  fields: { product: { price: READ } },
  rules: [
    permit({
      id: "views-of-my-own",
      actions: named("savedView", "create edit"),
      scope: "own",
      when: and(is("shared", false), isEmpty("opensFor")),
      fields: { read: ["@basic"], write: ["@basic"] },
    }),
    // Only where I work: else a view could be put before the eyes of any unit, under any name.
    permit({
      id: "my-views-shared-in-my-unit",
      actions: named("savedView", "create edit"),
      scope: "unit",
      when: and(isMe("owner"), is("shared", true), isEmpty("opensFor")),
      fields: { read: ["@basic"], write: ["@basic"] },
    }),
    permit({
      id: "views-shared-in-my-unit",
      actions: ["savedView.view"],
      scope: "unit",
      when: is("shared", true),
      fields: { read: ["@basic"] },
    }),
    permit({
      id: "views-for-my-post",
      actions: ["savedView.view"],
      scope: "all",
      when: and(isMyRole("opensFor"), isMyUnitWithin("unit")),
      fields: { read: ["@basic"] },
    }),
    forbid({
      id: "filed-records-are-locked",
      actions: ["followUp.edit", "followUp.file"],
      scope: "all",
      when: isNot("state", "draft"),
    }),
    forbid({
      id: "only-the-author-edits",
      actions: ["followUp.edit", "followUp.file"],
      scope: "all",
      when: not(isMe("createdBy")),
    }),
    forbid({
      id: "amending-is-for-filed-records",
      actions: ["followUp.amend"],
      scope: "all",
      when: isNot("state", "filed"),
    }),
  ],
};

/** Administering people and rights is not seeing customers. */
export const administrator: RoleTemplate = {
  id: "administrator",
  name: { zh: "管理员", en: "Administrator" },
  duties: {
    zh: "管理人员、组织、岗位、人员组、角色、授权、标签和产品目录，查看审计日志。看得到营销活动的名称和状态，供人员组按活动产生成员；默认看不到任何客户、订单和沟通记录。",
    en: "Administers people, units, posts, groups, roles, assignments, tags and the product list, and reads the audit log. Sees what campaigns are called and how they stand, for groups that follow them; no customer, order or communication record by default.",
  },
  grants: {
    administration: "all",
    // What people look for in their lists tells of customers, and is theirs.
    ...grant("savedView", "view create edit delete share setPostDefault", "none"),
  },
  classes: { basic: FULL, contact: FULL, commercial: FULL },
  rules: [
    ...VIEWS_FOR_POSTS,
    permit({
      id: "campaigns-for-groups",
      actions: ["campaign.view"],
      scope: "all",
      fields: { read: ["name", "status"] },
    }),
    forbid({
      id: "no-rights-for-myself",
      actions: ["assignment.create", "assignment.edit"],
      scope: "all",
      when: and(not(isEmpty("person")), isMe("person")),
    }),
    forbid({
      id: "not-suspending-myself",
      actions: ["person.suspend"],
      scope: "own",
      when: is("status", "active"),
    }),
  ],
  includes: ["staff"],
  administrator: true,
};
