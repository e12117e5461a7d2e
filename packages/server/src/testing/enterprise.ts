/**
 * A small enterprise to test with, on either database: units, people with roles, records. Everything goes in through
 * the system's named hand, so that a test can arrange what it wants and then ask as anybody.
 */
import { v7 as uuid } from "uuid";
import { createDatabase, type Database } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { objectNamed } from "../derive/model.ts";
import { bumpPolicy, bumpSubjects } from "../gate/guard.ts";
import type { Caller } from "../gate/mutate.ts";
import { asSystem, type SystemRow } from "../gate/system.ts";
import type { ObjectDeclaration } from "../objects/declaration.ts";
import { createRoles } from "../org/roles.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../policies/templates/registry.ts";
import { startServices, type Services } from "../services.ts";
import { migratedDatabase } from "./in-memory.ts";

export interface Enterprise {
  readonly services: Services;
  /** The top of the tree. */
  readonly root: string;
  unit(name: string, parent?: string, kind?: string): Promise<string>;
  /** A person who holds the role (a template's id) at the unit. Returns the person's id. */
  person(name: string, role: string | null, unit: string): Promise<string>;
  assign(
    person: string,
    role: string,
    unit: string,
    window?: { from?: Date; until?: Date },
  ): Promise<string>;
  /** Ends an assignment now. */
  unassign(assignment: string, person: string): Promise<void>;
  /** Records as they are, past the gate. Missing ids are made. Returns the ids. */
  insert(object: string, rows: readonly Record<string, unknown>[]): Promise<string[]>;
  /** A role made for this test. Returns its id. */
  role(template: RoleTemplate): Promise<string>;
  close(): Promise<void>;
}

/** A role of nothing but these rules. */
export const roleOfRules = (id: string, rules: RoleTemplate["rules"]): RoleTemplate => ({
  id,
  name: { zh: "试", en: "Test" },
  duties: { zh: "试", en: "Test" },
  grants: {},
  classes: {},
  rules,
});

export const as = (person: string): Caller => ({ person, source: "127.0.0.1" });

export interface EnterpriseOptions {
  /** A native server's address; in memory where absent. */
  readonly url?: string;
  /** An open database with tables of its own, instead. */
  readonly db?: Database;
  /** Of an embedded database that stays; in memory where absent. */
  readonly directory?: string;
  /** Where files lie; a folder of this process where absent. */
  readonly files?: string;
  readonly declarations?: readonly ObjectDeclaration[];
  readonly templates?: readonly RoleTemplate[];
}

async function openFor({ url, directory }: EnterpriseOptions): Promise<Database> {
  return url ? createDatabase(connectServer(url)) : migratedDatabase(directory ?? null);
}

export async function createEnterprise(options: EnterpriseOptions = {}): Promise<Enterprise> {
  const db = options.db ?? (await openFor(options));
  const services = await startServices({
    db,
    baseUrl: "http://127.0.0.1",
    onError: (error) => {
      throw error;
    },
    ...(options.files ? { files: options.files } : {}),
    ...(options.declarations ? { declarations: options.declarations } : {}),
  });
  const root = uuid();
  const system = asSystem("a test arranges its world", null);

  async function insert(
    object: string,
    rows: readonly Record<string, unknown>[],
  ): Promise<string[]> {
    const { model } = await services.subjects.world();
    const whole = rows.map((row) => ({ id: uuid(), ...row }));
    await system.insertRows(db, objectNamed(model, object), whole as unknown as SystemRow[]);
    return whole.map(({ id }) => String(id));
  }

  const refresh = (work: (executor: Database) => Promise<void>): Promise<void> => work(db);

  async function role(template: RoleTemplate): Promise<string> {
    const { model } = await services.subjects.world();
    const ids = await createRoles(db, system, { model, templates: [template], unit: root });
    await refresh(bumpPolicy);
    return ids.get(template.id)!;
  }

  async function unit(name: string, parent: string = root, kind = "store"): Promise<string> {
    const id = uuid();
    await insert("unit", [{ id, unit: id, name, kind, parent }]);
    await refresh(bumpPolicy);
    return id;
  }

  async function assign(
    person: string,
    roleId: string,
    at: string,
    window: { from?: Date; until?: Date } = {},
  ): Promise<string> {
    const [id] = await insert("assignment", [
      {
        person,
        owner: person,
        role: roleIdOf(roleId),
        unit: at,
        atUnit: at,
        reason: "test",
        ...(window.from ? { from: window.from.toISOString() } : {}),
        ...(window.until ? { until: window.until.toISOString() } : {}),
      },
    ]);
    await bumpSubjects(db, [person]);
    return id!;
  }

  async function unassign(assignment: string, person: string): Promise<void> {
    await db.query("update assignment set deleted_at = statement_timestamp() where id = $1", [
      assignment,
    ]);
    await bumpSubjects(db, [person]);
  }

  async function person(name: string, roleId: string | null, at: string): Promise<string> {
    const id = uuid();
    await insert("person", [
      {
        id,
        owner: id,
        unit: at,
        name,
        email: `${id}@test.example`,
        status: "active",
        locale: "zh",
        zone: "Asia/Shanghai",
      },
    ]);
    await bumpSubjects(db, [id]);
    if (roleId !== null) await assign(id, roleId, at);
    return id;
  }

  await insert("unit", [{ id: root, unit: root, name: "总部", kind: "group" }]);
  const templates = [...Object.values(ROLE_TEMPLATES), ...(options.templates ?? [])];
  const { model } = await services.subjects.world();
  await createRoles(db, system, { model, templates, unit: root });
  await db.query("update policy_state set organisation = $1", ["Test"]);
  await refresh(bumpPolicy);
  return {
    services,
    root,
    unit,
    person,
    assign,
    unassign,
    insert,
    role,
    close: () => services.close(),
  };
}
