import { parsePolicy } from "@latchkey/policy";
import { describe, expect, it } from "vitest";
import { expandTemplate } from "../../derive/expand-template.ts";
import { buildModel } from "../../derive/model.ts";
import { OBJECTS } from "../../objects/registry.ts";
import { SENSITIVITIES } from "../../objects/declaration.ts";
import { BUNDLES } from "../bundles.ts";
import { ROLE_TEMPLATES, roleIdOf } from "./registry.ts";
import type { RoleTemplate } from "../role-template.ts";

const templates = Object.values(ROLE_TEMPLATES);
const byName = (zh: string) => templates.find((template) => template.name.zh === zh);
const rows = templates.map((template): [string, RoleTemplate] => [template.id, template]);

/** The scope of a single action: its own grant, or its bundle's. */
function scopeOf(template: RoleTemplate, object: string, action: string): string {
  const bundle = OBJECTS[object]?.actions[action]?.bundle;
  if (bundle === undefined) throw new Error(`no action \`${object}:${action}\``);
  return template.grants[`${object}:${action}`] ?? template.grants[bundle] ?? "none";
}

function template(id: string): RoleTemplate {
  const found = ROLE_TEMPLATES[id];
  if (found === undefined) throw new Error(`no template \`${id}\``);
  return found;
}

describe("the shipped role templates", () => {
  it.each([
    ["R1", "海外销售代表 区域销售经理 市场专员 客服人员 数据分析师 管理层"],
    ["R2", "销售代表 销售经理 市场部人员 客服 管理员 客服代表 财务 实习生"],
    [
      "R160",
      "店长 店员/导购 区域主管 城市经理 总部运营 咨询顾问 课程顾问 班主任 理财顾问 金牌顾问",
    ],
    ["R160", "新员工 资深销售 销售主管 客服组长 市场部主管 市场总监 运营总监 老板"],
  ])("%s: %s", (_number, names) => {
    expect(names.split(" ").filter((name) => byName(name) === undefined)).toEqual([]);
  });

  it("are registered under their own id, with one record id each", () => {
    for (const [key, { id }] of Object.entries(ROLE_TEMPLATES)) expect(id).toBe(key);
    expect(new Set(templates.map(({ id }) => roleIdOf(id))).size).toBe(templates.length);
    expect(roleIdOf("staff")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it.each(rows)("R4: `%s` states its duties in both languages", (_id, { duties }) => {
    expect(duties.zh.length).toBeGreaterThan(15);
    expect(duties.en.length).toBeGreaterThan(30);
  });

  it.each(rows)(
    "`%s` names only what exists",
    (_id, { grants, classes, fields = {}, includes = [] }) => {
      const bundles = new Set<string>(BUNDLES.map(({ name }) => name));
      const strange = Object.keys(grants).filter((key) => {
        const [object = "", action = ""] = key.split(":");
        return !bundles.has(key) && OBJECTS[object]?.actions[action] === undefined;
      });
      const unknown = Object.entries(fields).flatMap(([object, levels]) =>
        Object.keys(levels).filter((name) => OBJECTS[object]?.fields[name] === undefined),
      );
      expect([...strange, ...unknown]).toEqual([]);
      expect(SENSITIVITIES).toEqual(expect.arrayContaining(Object.keys(classes)));
      for (const included of includes) expect(ROLE_TEMPLATES[included]).toBeDefined();
    },
  );

  it("every template expands to a role that the engine accepts", () => {
    const model = buildModel(Object.values(OBJECTS));
    const roles = templates.map((one) => expandTemplate(one, model));
    const parsed = parsePolicy(model.schema, { roles });
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  it("everybody includes the base, and no template but the administrator's administers", () => {
    const odd = templates.filter(
      ({ id, includes = [] }) => includes.join() !== (id === "staff" ? "" : "staff"),
    );
    expect(odd).toEqual([]);
    const administering = templates.filter((one) => one.administrator || one.grants.administration);
    expect(administering.map(({ id }) => id)).toEqual(["administrator"]);
  });
});

describe("the stories behind the templates", () => {
  it("R10: nothing is granted that is not named, and the base holds no customer data", () => {
    const objects = ["customer", "contact", "lead", "order", "followUp", "ticket"];
    const scopes = ["staff", "administrator"].flatMap((id) =>
      objects.map((object) => scopeOf(template(id), object, "view")),
    );
    expect(new Set(scopes)).toEqual(new Set(["none"]));
  });

  it("R134: beyond own records contact data are never plain, outside an overseas region's own team", () => {
    const plain = templates.filter(({ classes }) => classes.contact?.beyond === "plain");
    expect(plain.map(({ id }) => id)).toEqual(["administrator", "overseasSeller"]);
  });

  it.each([
    ["R11", "intern", "customer", "view", "own"],
    ["R24", "seller", "customer", "edit", "own"],
    ["R24", "seller", "customer", "delete", "none"],
    ["R100", "seller", "customer", "export", "none"],
    ["R163", "seller", "opportunity", "confirm", "none"],
    ["R163", "seller", "salesForecast", "setTarget", "none"],
    ["R163", "regionalSalesManager", "salesForecast", "setTarget", "subtree"],
    ["R163", "regionalSalesManager", "opportunity", "confirm", "subtree"],
    ["R30", "salesManager", "customer", "edit", "subtree"],
    ["R31", "salesManager", "order", "view", "all"],
    ["R31", "salesManager", "customer", "view", "subtree"],
    ["R31", "salesManager", "contract", "view", "subtree"],
    ["R27", "salesSupervisor", "customer", "export", "subtree"],
    ["R27", "salesSupervisor", "pricePolicy", "edit", "none"],
    ["R18", "areaManager", "customer", "exportTotals", "subtree"],
    ["R82", "areaManager", "followUp", "amend", "subtree"],
    ["R82", "storeHead", "followUp", "amend", "none"],
    ["R29", "guide", "customer", "tag", "none"],
    ["R29", "serviceAgent", "customer", "tag", "none"],
    ["R29", "storeHead", "customer", "setLevel", "unit"],
    ["R29", "guide", "customer", "setLevel", "none"],
    ["R36", "storeHead", "customer", "view", "unit"],
    ["R84", "storeHead", "followUp", "delete", "none"],
    ["R37", "headOfficeOperations", "customer", "view", "all"],
    ["R37", "headOfficeOperations", "followUp", "edit", "none"],
    ["R40", "cityManager", "customer", "view", "subtree"],
    ["R41", "consultant", "customer", "view", "own"],
    ["R42", "classTeacher", "customer", "view", "own"],
    ["R44", "management", "customer", "view", "none"],
    ["R44", "management", "customer", "aggregate", "all"],
    ["R47", "finance", "order", "view", "all"],
    ["R47", "finance", "customer", "edit", "none"],
    ["R48", "serviceRepresentative", "feedback", "edit", "all"],
    ["R48", "serviceRepresentative", "customer", "view", "none"],
    ["R83", "boss", "followUp", "history", "all"],
    ["R86", "marketingSpecialist", "messageTemplate", "approve", "none"],
    ["R86", "marketingSupervisor", "messageTemplate", "approve", "all"],
    ["R14", "marketingStaff", "campaign", "send", "own"],
    ["R18", "marketingDirector", "campaign", "edit", "all"],
    ["R99", "marketingSpecialist", "customer", "view", "none"],
    ["R99", "marketingSpecialist", "customer", "aggregate", "all"],
    ["R21", "marketingSpecialist", "lead", "edit", "own"],
    ["R22", "serviceAgent", "ticket", "assign", "all"],
    ["R168", "serviceAgent", "customer", "view", "none"],
    ["R162", "dataAnalyst", "customer", "export", "none"],
    ["R162", "dataAnalyst", "customer", "exportTotals", "all"],
  ])("%s: `%s` has %s %s at `%s`", (_number, id, object, action, scope) => {
    expect(scopeOf(template(id), object, action)).toBe(scope);
  });

  it("R162: an analyst edits nothing and sees no contact field", () => {
    const analyst = template("dataAnalyst");
    expect(analyst.classes.contact).toBeUndefined();
    const changing = Object.values(OBJECTS).flatMap(({ name, actions }) =>
      Object.entries(actions)
        .filter(([action, { layer }]) => layer !== "see" && action !== "exportTotals")
        .filter(([action]) => scopeOf(analyst, name, action) !== "none")
        .map(([action]) => `${name}:${action}`),
    );
    expect(changing).toEqual([]);
  });

  it("R50: the consultant's signed amount is absent, the class teacher writes no contact data", () => {
    for (const id of ["consultant", "courseConsultant"]) {
      for (const object of ["opportunity", "contract"]) {
        expect(template(id).fields?.[object]?.["signedAmount"]).toMatchObject({
          own: "absent",
          beyond: "absent",
        });
      }
    }
    expect(template("classTeacher").classes.contact?.write).toBe(false);
  });

  it("R52: a seller reads deal totals, finance the cost, margin and receivable behind them", () => {
    expect(template("seller").classes.commercial?.own).toBe("plain");
    expect(template("seller").classes.financial).toBeUndefined();
    expect(template("finance").classes.financial).toMatchObject({ beyond: "plain" });
    expect(template("finance").classes.contact).toBeUndefined();
  });

  it.each([
    ["R27", "salesSupervisor", "pricePolicy.edit"],
    ["R28", "serviceLead", "followUp.delete"],
    ["R37", "headOfficeOperations", "followUp.edit"],
    ["R47", "finance", "contact.edit"],
    ["R86", "marketingSupervisor", "messageTemplate.approve"],
    ["R163", "seller", "opportunity.confirm"],
    ["R81", "staff", "followUp.edit"],
  ])("%s: `%s` forbids %s even where another post would allow it", (_number, id, action) => {
    const rules = template(id).rules ?? [];
    const found = rules.filter((rule) => rule.effect === "forbid" && rule.actions.includes(action));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((rule) => rule.everywhere === true)).toBe(true);
  });

  it("R165: an agent reads the history of customers whose ticket is theirs and open, and only reads", () => {
    const rule = template("serviceAgent").rules?.find(
      ({ id }) => id === "history-while-my-ticket-is-open",
    );
    expect(rule?.actions).toEqual(["followUp.view"]);
    expect(JSON.stringify(rule?.when)).toContain('"relation":"tickets"');
    expect(rule?.fields?.write).toBeUndefined();
  });
});
