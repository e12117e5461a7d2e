import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

const TEAM = choices([
  ["collaborator", "协作人", "Collaborator", "blue"],
  ["consultant", "顾问", "Consultant", "cyan"],
  ["teacher", "班主任", "Class teacher", "purple"],
  ["adviser", "理财顾问", "Wealth adviser", "gold"],
  ["service", "专属客服", "Service agent", "green"],
  ["delivery", "交付负责人", "Delivery", "lime"],
]);

/** What somebody can be in a team before an organisation names functions of its own. */
export const TEAM_FUNCTIONS: readonly string[] = TEAM.map(({ value }) => value);

/**
 * A person, unit or group that takes part in a record: the team of a record and its shares are the same rows. `object`
 * and `principalKind` say what the two open references point at.
 */
export const participant = defineObject({
  name: "participant",
  label: { zh: "参与人", en: "Participant" },
  plural: { zh: "参与人与共享", en: "Participants and shares" },
  title: "function",
  fields: {
    object: { type: "text", ...basic("业务对象", "Object"), required: true, maxLength: 60 },
    recordId: { type: "reference", ...basic("记录", "Record"), required: true },
    principalKind: {
      type: "choice",
      ...basic("参与者类型", "Kind of principal"),
      required: true,
      choices: choices([
        ["person", "人员", "Person", "blue"],
        ["unit", "组织单元", "Unit", "green"],
        ["group", "人员组", "Group", "purple"],
      ]),
    },
    principalId: { type: "reference", ...basic("参与者", "Principal"), required: true },
    function: {
      type: "choice",
      ...basic("职能", "Function"),
      required: true,
      default: "shared",
      choices: [
        ...choices([
          ["shared", "共享", "Shared with", "default"],
          ["lookedUp", "精确查找", "Looked up", "default"],
        ]),
        ...TEAM,
      ],
    },
    from: { type: "time", ...basic("开始", "From") },
    until: { type: "time", ...basic("结束", "Until") },
    reason: { type: "text", ...basic("理由", "Reason"), maxLength: 400 },
  },
  actions: standardActions("administration", ["view", "create", "edit", "delete", "history"]),
  list: {
    columns: ["object", "recordId", "principalKind", "principalId", "function", "from", "until"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["object", "function", "principalKind"],
  },
  form: [
    section(
      ["参与人", "Participant"],
      ["object", "recordId", "principalKind", "principalId", "function", "from", "until", "reason"],
    ),
  ],
});
