/**
 * What people have in common: two who hold the same roles at units that lie alike are decided on alike, once their own
 * ids and units go by names. So the policies are asked once for each position there is, not for each person.
 */
import type { Assignment, Policy, Schema, Subject, Truth, UnitTree, Value } from "@latchkey/policy";

export interface Holder {
  readonly holder: Subject;
  /** Whoever the assignments act as or are bounded by. */
  readonly others?: readonly Subject[];
}

export interface Position {
  /** Equal for people who are decided on alike, up to names. */
  readonly key: string;
  readonly subject: Subject;
  readonly others: readonly Subject[];
  /** Names of the people's own ids and units. */
  readonly names: ReadonlyMap<string, string>;
  /** Their own units, in the order of their names. */
  readonly units: readonly string[];
  /** Knows the names, and the classes of `unitClass`. */
  readonly tree: UnitTree;
}

/** What every position is seen in. */
export interface Landscape {
  readonly schema: Schema;
  readonly tree: UnitTree;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Ids and texts that rules name, and the ids of roles: nobody's own. */
  readonly named: ReadonlySet<string>;
  /** The units among them. */
  readonly namedUnits: readonly string[];
}

export function landscapeOf(
  policies: readonly Policy[],
  around: Pick<Landscape, "schema" | "tree" | "now">,
): Landscape {
  const named = new Set(policies.flatMap(({ roles }) => roles.map(({ id }) => id)));
  const rules = policies.flatMap(({ roles }) => roles.flatMap((role) => role.rules));
  for (const text of JSON.stringify([
    rules.map(({ when }) => when),
    around.schema.objects,
  ]).matchAll(/"(?:[^"\\]|\\.)*"/g))
    named.add(JSON.parse(text[0]) as string);
  const namedUnits = [...named].filter((one) => around.tree.isWithin(one, one) === true);
  return { ...around, named, namedUnits: namedUnits.toSorted() };
}

export function positionOf(landscape: Landscape, { holder, others = [] }: Holder): Position {
  const { named, tree } = landscape;
  const cast = [liveOf(landscape, holder), ...reached(landscape, holder, others)];
  const names = new Map<string, string>();
  const nameOf = (value: string): string => {
    if (named.has(value)) return value;
    const name = names.get(value) ?? `@${names.size}`;
    names.set(value, name);
    return name;
  };
  const units = new Set<string>();
  const [subject, ...rest] = cast.map((one) => {
    for (const { unit } of one.assignments) if (unit !== null) units.add(unit);
    return namedSubject(landscape, one, nameOf);
  });
  for (const value of names.keys()) if (tree.isWithin(value, value) === true) units.add(value);
  const own = [...units].filter((unit) => names.has(unit));
  const lie = own.map((unit) => unitClass(landscape, own, unit));
  return {
    key: JSON.stringify([subject, rest, own.map((unit) => names.get(unit)), lie]),
    subject: subject!,
    others: rest,
    names,
    units: own,
    tree: namedTree(landscape, names, own),
  };
}

/** With the assignments that are live, in an order that does not depend on ids. */
function liveOf({ now }: Landscape, subject: Subject): Subject {
  const isLive = ({ from, until }: Assignment) =>
    (from === null || from <= now) && (until === null || now < until);
  const assignments = subject.assignments.filter(isLive);
  return {
    ...subject,
    assignments: assignments.toSorted((a, b) => (a.role < b.role ? -1 : a.role > b.role ? 1 : 0)),
  };
}

/** Whoever the live assignments lead to, in the order they do. */
function reached(
  landscape: Landscape,
  holder: Subject,
  others: readonly Subject[],
): readonly Subject[] {
  const found: Subject[] = [];
  const follow = (subject: Subject): void => {
    for (const { as, bound } of liveOf(landscape, subject).assignments)
      for (const id of [as, bound && "subject" in bound ? bound.subject : undefined]) {
        const other = others.find((one) => one.id === id);
        if (!other || found.some((one) => one.id === id)) continue;
        found.push(liveOf(landscape, other));
        follow(other);
      }
  };
  follow(holder);
  return found;
}

const IDS: ReadonlySet<string> = new Set(["id", "ids", "unit"]);
const WORDLESS = { zh: "", en: "" };

function namedSubject(
  { schema }: Landscape,
  { id, attributes, assignments }: Subject,
  nameOf: (value: string) => string,
): Subject {
  const named = (value: Value): Value =>
    typeof value === "string"
      ? nameOf(value)
      : Array.isArray(value)
        ? value.map((one) => (typeof one === "string" ? nameOf(one) : null))
        : value;
  return {
    id: nameOf(id),
    assignments: assignments.map(({ id: assignment, role, unit, as, bound }) => ({
      id: nameOf(assignment),
      role,
      unit: unit === null ? null : nameOf(unit),
      from: null,
      until: null,
      because: WORDLESS,
      ...(as === undefined ? {} : { as: nameOf(as) }),
      ...(bound ? { bound: "subject" in bound ? { subject: nameOf(bound.subject) } : bound } : {}),
    })),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        IDS.has(schema.subject[name] ?? "") ? named(value) : value,
      ]),
    ),
  };
}

/** How a unit lies to another: apart, inside it, above it, both (it is the unit itself), or nobody knows. */
const APART = "0";
const INSIDE = "1";
const ABOVE = "2";
const SAME = "3";
const UNKNOWN = "?";

function lieOf(tree: UnitTree, unit: string, other: string): string {
  const [inside, above] = [tree.isWithin(unit, other), tree.isWithin(other, unit)];
  if (inside === null || above === null) return UNKNOWN;
  return inside ? (above ? SAME : INSIDE) : above ? ABOVE : APART;
}

/** A unit as far as rules can tell: whether it is known, how it lies to the units that they name, and how to these. */
export function unitClass(
  { tree, namedUnits }: Landscape,
  own: readonly string[],
  unit: string,
): string {
  const lies = (others: readonly string[]) =>
    others.map((other) => lieOf(tree, unit, other)).join("");
  return `~${lieOf(tree, unit, unit)}${lies(namedUnits)}~${lies(own)}`;
}

/** The class of a unit that lies apart from all of these, from its class to nobody. */
export const farClass = ({ tree }: Landscape, own: readonly string[], toNobody: string): string =>
  toNobody +
  own
    .map((unit) =>
      tree.isWithin(unit, unit) === true && !toNobody.startsWith(`~${UNKNOWN}`) ? APART : UNKNOWN,
    )
    .join("");

/** Of names, units that rules name, and classes. */
function namedTree(
  { tree, namedUnits }: Landscape,
  names: ReadonlyMap<string, string>,
  own: readonly string[],
): UnitTree {
  const real = new Map([...names].map(([value, name]) => [name, value]));
  const lie = (found: string, other: string): string => {
    const [, toNamed = "", toOwn = ""] = found.split("~");
    const place = namedUnits.indexOf(other);
    const lies = place >= 0 ? toNamed[1 + place] : toOwn[own.indexOf(real.get(other) ?? "")];
    return lies ?? UNKNOWN;
  };
  const truthOf = (found: string, meant: string): Truth =>
    found === UNKNOWN ? null : found === SAME || found === meant;
  return {
    isWithin(unit, root): Truth {
      if (unit.startsWith("~"))
        return root.startsWith("~") ? null : truthOf(lie(unit, root), INSIDE);
      if (root.startsWith("~")) return truthOf(lie(root, unit), ABOVE);
      return tree.isWithin(real.get(unit) ?? unit, real.get(root) ?? root);
    },
  };
}
