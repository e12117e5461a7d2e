/** The first run: an organisation, its head office and its first administrator. */
import { v7 as uuid } from "uuid";
import type { Database } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { DEMO_PASSWORD, DEMO_PERSONAS } from "../demo/personas.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { FIELD_MODULES } from "../fields/registry.ts";
import { isCurrency } from "../fields/currency.ts";
import { bumpPolicy, bumpSubjects, lockPolicy } from "../gate/guard.ts";
import { asSystem } from "../gate/system.ts";
import type { SetupState } from "../http/contract.ts";
import { openAccounts } from "../identity/accounts.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import type { Services } from "../services.ts";
import { createRoles } from "./roles.ts";

export async function setupState(db: Database): Promise<SetupState> {
  const { rows } = await db.query<{ organisation: string | null; demo: boolean }>(
    "select organisation, demo from policy_state",
  );
  const { organisation, demo } = rows[0]!;
  return {
    needed: organisation === null,
    demo: demo
      ? DEMO_PERSONAS.map(({ email, name, post, unit, try: hint }) => ({
          email,
          password: DEMO_PASSWORD,
          name,
          post,
          unit,
          try: hint,
        }))
      : [],
  };
}

interface SetupInput {
  readonly organisation: string;
  readonly zone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export async function setUp(
  { db, subjects, trail }: Services,
  body: unknown,
): Promise<{ ok: true }> {
  const input = parseInput(body);
  const { model } = await subjects.world();
  const system = asSystem("first set-up", trail);
  await db.transaction(async (tx) => {
    await lockPolicy(tx);
    const { rows } = await tx.query<{ organisation: string | null }>(
      "select organisation from policy_state",
    );
    if (rows[0]!.organisation !== null) throw new Refusal("already_set_up");
    await tx.query("update policy_state set organisation = $1, zone = $2, currency = $3", [
      input.organisation,
      input.zone,
      input.currency,
    ]);
    const unit = uuid();
    const person = uuid();
    const head = { id: unit, unit, name: input.organisation, kind: "group", zone: input.zone };
    await system.insertRows(tx, objectNamed(model, "unit"), [head]);
    const roles = await createRoles(tx, system, {
      model,
      templates: Object.values(ROLE_TEMPLATES),
      unit,
    });
    const { name, email, zone } = input;
    await system.insertRows(tx, objectNamed(model, "person"), [
      { id: person, owner: person, unit, name, email, zone, status: "active", locale: "zh" },
    ]);
    await system.insertRows(tx, objectNamed(model, "assignment"), [
      {
        id: uuid(),
        unit,
        owner: person,
        person,
        role: roles.get("administrator")!,
        atUnit: unit,
        reason: "初始设置 / First set-up",
      },
    ]);
    await openAccounts(tx, [{ person, name, email }], input.password);
    await bumpSubjects(tx, [person]);
    await bumpPolicy(tx);
  });
  return { ok: true };
}

function parseInput(body: unknown): SetupInput {
  const { organisation, zone, currency, name, email, password } = (body ?? {}) as Record<
    string,
    unknown
  >;
  const problems: Problem[] = [];
  const textOf = (value: unknown, path: string): string => {
    const text = typeof value === "string" ? value.trim() : "";
    if (text === "") problems.push(problem(path, "required"));
    if (text.length > 120) problems.push(problem(path, "too_long", { limit: 120 }));
    return text;
  };
  const input = {
    organisation: textOf(organisation, "organisation"),
    zone: textOf(zone ?? "Asia/Shanghai", "zone"),
    currency: textOf(currency ?? "CNY", "currency"),
    name: textOf(name, "name"),
    email: textOf(email, "email").toLowerCase(),
    password: typeof password === "string" ? password : "",
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

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
