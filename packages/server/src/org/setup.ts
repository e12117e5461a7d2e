/** The first run: an organisation and its first administrator, and what a chosen industry template brings. */
import { v7 as uuid } from "uuid";
import type { Database, Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { DEMO_PASSWORD, DEMO_PERSONAS } from "../demo/personas.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { FIELD_MODULES } from "../fields/registry.ts";
import { isCurrency } from "../fields/currency.ts";
import { bumpPolicy, bumpSubjects, lockPolicy } from "../gate/guard.ts";
import { asSystem } from "../gate/system.ts";
import type { SetupReply, SetupRequest, SetupState } from "../http/contract.ts";
import { openAccounts } from "../identity/accounts.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import { keepFirstVersion } from "../policies/versions.ts";
import type { Services } from "../services.ts";
import { carryOutPlan, type Place } from "./carry-out-plan.ts";
import { createRoles } from "./roles.ts";
import { parsePlan, type Plan } from "./setup-plan.ts";
import { isZone } from "./zone.ts";

export async function setupState(db: Database): Promise<SetupState> {
  const { rows } = await db.query<{ organisation: string | null; demo: boolean }>(
    "select organisation, demo from policy_state",
  );
  const { organisation, demo } = rows[0]!;
  return {
    needed: organisation === null,
    demo: demo
      ? DEMO_PERSONAS.map(({ email, name, post, unit, group, sees, things }) => ({
          email,
          password: DEMO_PASSWORD,
          name,
          post,
          unit,
          group,
          sees,
          things,
        }))
      : [],
  };
}

interface SetupInput extends Omit<SetupRequest, "plan"> {
  readonly plan: Plan | null;
}

/** All of it or nothing, in one transaction. */
export async function setUp({ db, subjects, trail }: Services, body: unknown): Promise<SetupReply> {
  await demandEmpty(db);
  const input = parseInput(body);
  const { model } = await subjects.world();
  const system = asSystem("first set-up", trail);
  return db.transaction(async (tx) => {
    await lockPolicy(tx);
    await demandEmpty(tx);
    const { organisation, zone, currency, locale, plan } = input;
    await tx.query("update policy_state set organisation = $1, zone = $2, currency = $3", [
      organisation,
      zone,
      currency,
    ]);
    const root = uuid();
    const head = { id: root, unit: root, name: organisation, kind: "group", zone };
    await system.insertRows(tx, objectNamed(model, "unit"), [head]);
    const place: Place = { tx, system, trail, model, root, zone, locale };
    const { roles, made } = plan ? await carryOutPlan(place, plan) : await withoutPlan(place);
    await createAdministrator(place, input, roles.get("administrator")!);
    await keepFirstVersion(tx);
    await bumpPolicy(tx);
    return { ok: true, made };
  });
}

export async function demandEmpty(executor: Executor): Promise<void> {
  const { rows } = await executor.query<{ organisation: string | null }>(
    "select organisation from policy_state",
  );
  if (rows[0]!.organisation !== null) throw new Refusal("already_set_up");
}

/** Without a template there is head office, and every shipped role to begin with. */
async function withoutPlan({ tx, system, model, root }: Place) {
  const templates = Object.values(ROLE_TEMPLATES);
  const roles = await createRoles(tx, system, { model, templates, unit: root });
  return { roles, made: { units: 0, posts: 0, roles: roles.size, fields: 0, tags: 0 } };
}

async function createAdministrator(
  { tx, system, model, root }: Place,
  { name, email, password, zone, locale }: SetupInput,
  role: string,
): Promise<void> {
  const person = uuid();
  await system.insertRows(tx, objectNamed(model, "person"), [
    { id: person, owner: person, unit: root, name, email, zone, status: "active", locale },
  ]);
  await system.insertRows(tx, objectNamed(model, "assignment"), [
    {
      id: uuid(),
      unit: root,
      owner: person,
      person,
      role,
      atUnit: root,
      reason: "初始设置 / First set-up",
    },
  ]);
  await openAccounts(tx, [{ person, name, email }], password);
  await bumpSubjects(tx, [person]);
}

function parseInput(body: unknown): SetupInput {
  const { organisation, zone, currency, name, email, password, locale, plan } = (body ??
    {}) as Record<string, unknown>;
  const problems: Problem[] = [];
  const textOf = (value: unknown, path: string): string => {
    const text = typeof value === "string" ? value.trim() : "";
    if (text === "") problems.push(problem(path, "required"));
    if (text.length > 120) problems.push(problem(path, "too_long", { limit: 120 }));
    return text;
  };
  const input: SetupInput = {
    organisation: textOf(organisation, "organisation"),
    zone: textOf(zone ?? "Asia/Shanghai", "zone"),
    currency: textOf(currency ?? "CNY", "currency"),
    name: textOf(name, "name"),
    email: textOf(email, "email").toLowerCase(),
    password: typeof password === "string" ? password : "",
    locale: locale === "en" ? "en" : "zh",
    plan: parsePlan(plan, problems),
  };
  if (!isCurrency(input.currency))
    problems.push(problem("currency", "not_currency", { value: input.currency }));
  if (!isZone(input.zone)) problems.push(problem("zone", "bad_request"));
  const parsed = FIELD_MODULES.email.parse(
    input.email,
    { type: "email", label: { zh: "邮箱", en: "E-mail" }, sensitivity: "contact" },
    "email",
  );
  if ("problem" in parsed && input.email !== "") problems.push(parsed.problem);
  if (input.password.length < 10) problems.push(problem("password", "too_short", { limit: 10 }));
  if (problems.length > 0) throw badRequest(problems);
  return input;
}
