import cedar from "@cedar-policy/cedar-wasm/nodejs";
import { EXPORT_LIMIT, HEAD_EXPORT_LIMIT } from "./world.ts";
import type { EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { Check, Company, Engine, Holding, Person } from "./world.ts";

const POLICIES = `
permit (principal, action in [Action::"view", Action::"edit", Action::"assign", Action::"share", Action::"archive"], resource)
when { resource in principal.head };
permit (principal, action == Action::"export", resource)
when { resource in principal.head && resource.amount <= ${HEAD_EXPORT_LIMIT} };
permit (principal, action == Action::"delete", resource)
when { resource in principal.head && resource.stage == "closed" };
permit (principal, action in [Action::"view", Action::"edit", Action::"share"], resource)
when { principal.clerk != [] && resource has owner && resource.owner == principal };
permit (principal, action == Action::"view", resource)
when { principal.clerk.contains(resource.unit) };
permit (principal, action == Action::"view", resource)
when { !(resource has owner) && resource in principal.pooler };
permit (principal, action == Action::"view", resource)
when { principal.auditor != [] };
permit (principal, action == Action::"view", resource)
when { principal.intern != [] && resource has owner && resource.owner == principal && ["new", "open"].contains(resource.stage) };
forbid (principal, action in [Action::"edit", Action::"export", Action::"archive", Action::"delete"], resource)
when { resource.sealed };
forbid (principal, action == Action::"export", resource)
when { resource.amount > ${EXPORT_LIMIT} };
`;

const ROLES: readonly Holding["role"][] = ["head", "clerk", "pooler", "auditor", "intern"];

/** Policies parsed once; each request carries the person, the record and the four units above it, and nothing else. */
export function makeCedar({ parents }: Company): Engine<EntityJson[]> {
  const parsed = cedar.preparsePolicySet("bench", { staticPolicies: POLICIES });
  if (parsed.type === "failure") throw new Error(JSON.stringify(parsed.errors));
  const unitRef = (id: string) => ({ type: "Unit", id });
  const units = new Map(
    [...parents].map(([id, parent]) => [
      id,
      { uid: unitRef(id), attrs: {}, parents: parent === null ? [] : [unitRef(parent)] },
    ]),
  );
  return {
    name: "cedar-wasm statefulIsAuthorized",
    wrap: ({ object, id, owner, unit, unitPath, stage, amount, sealed }) => {
      const ownership =
        owner === null ? {} : { owner: { __entity: { type: "Person", id: owner } } };
      const record = {
        uid: { type: object, id },
        attrs: { ...ownership, unit: { __entity: unitRef(unit) }, stage, amount, sealed },
        parents: [unitRef(unit)],
      };
      return [record, ...unitPath.map((name) => units.get(name)!)];
    },
    build(person): Check<EntityJson[]> {
      const principal = { type: "Person", id: person.id };
      const attrs = Object.fromEntries(
        ROLES.map((role) => [role, unitsOf(person, role).map((id) => ({ __entity: unitRef(id) }))]),
      );
      const self = { uid: principal, attrs, parents: [] };
      return (action, _object, entities) => {
        const answer = cedar.statefulIsAuthorized({
          principal,
          action: { type: "Action", id: action },
          resource: entities[0]!.uid,
          context: {},
          preparsedPolicySetId: "bench",
          entities: [self, ...entities],
        });
        if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
        return answer.response.decision === "allow";
      };
    },
  };
}

function unitsOf(person: Person, role: Holding["role"]): readonly string[] {
  return person.holdings.filter((holding) => holding.role === role).map(({ unit }) => unit);
}
