import { defineObject } from "./declaration.ts";
import { standardActions } from "./standard-actions.ts";
import { basic, section } from "./vocabulary.ts";

/**
 * The words of a role; its grants, classes and rules are the policy's and are kept there. `preset` is the id of the
 * template it came from.
 */
export const role = defineObject({
  name: "role",
  label: { zh: "角色", en: "Role" },
  plural: { zh: "角色", en: "Roles" },
  title: "name",
  titleEnglish: "nameEnglish",
  fields: {
    name: {
      type: "text",
      ...basic("角色名称", "Name"),
      required: true,
      search: true,
      maxLength: 120,
    },
    nameEnglish: {
      type: "text",
      ...basic("英文名称", "English name"),
      search: true,
      maxLength: 120,
    },
    duties: { type: "longText", ...basic("职责与权限范围", "Duties"), maxLength: 4000 },
    dutiesEnglish: { type: "longText", ...basic("英文职责", "Duties in English"), maxLength: 4000 },
    preset: { type: "text", ...basic("来源模板", "Preset"), readOnly: true, maxLength: 80 },
    administrator: {
      type: "boolean",
      ...basic("管理类角色", "Administrator"),
      readOnly: true,
      default: false,
    },
  },
  actions: standardActions("administration", [
    "view",
    "create",
    "edit",
    "delete",
    "restore",
    "history",
  ]),
  relations: {
    assignments: { target: "assignment", by: { inverse: "role" } },
    posts: { target: "post", by: { inverse: "role" } },
  },
  list: {
    columns: ["name", "duties", "preset", "administrator", "updatedAt"],
    sort: { field: "createdAt", direction: "asc" },
    filters: ["preset", "administrator"],
  },
  form: [
    section(
      ["角色", "Role"],
      ["name", "nameEnglish", "duties", "dutiesEnglish", "preset", "administrator"],
    ),
  ],
});
