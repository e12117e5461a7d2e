/**
 * The figures of a team (R45): unit by unit, as the reader sees the tree, for that is how their lists filter by it; within
 * one unit person by person.
 */
import type { CompiledSubject } from "@latchkey/policy";
import { Refusal } from "../errors.ts";
import { readTitles } from "../gate/titles.ts";
import type { FigureGroup, TeamReply, UnitNode } from "../http/contract.ts";
import { unitNodes } from "../org/units.ts";
import type { Condition, Desk } from "./desk.ts";
import {
  isOffered,
  permitsOfUnits,
  readsOf,
  readStands,
  totalOf,
  type FigureKind,
  type Stand,
} from "./figures.ts";
import { ordersPlaced } from "./month.ts";

type Row = TeamReply["rows"][number];

interface Column {
  readonly kind: FigureKind;
  /** What stands in each unit, or at each owner. */
  readonly stands: readonly Stand[];
  readonly group: FigureGroup;
}

const NOTHING: TeamReply = { unit: null, columns: [], rows: [] };

/** `unit`: the one that is looked into; the reader's own where null. */
export function teamFigures(desk: Desk, unit: string | null): Promise<TeamReply> {
  const act = { object: "unit", action: "list", records: [] };
  return desk.services.gate.read(desk.caller, act, async (subject) => {
    const result = await figuresAt({ ...desk, subject }, unit);
    return {
      result,
      records: result.rows.flatMap(({ of }) => (of?.object === "unit" ? of.id : [])),
    };
  });
}

async function figuresAt(desk: Desk, wanted: string | null): Promise<TeamReply> {
  const { services, subject } = desk;
  const kinds = kindsOf(desk).filter(
    (kind) => isOffered(desk, kind) && permitsOfUnits(subject, kind.object).length > 0,
  );
  const leading = kinds.map(({ object }) => wholePermits(desk, object)).find(isSome);
  if (!leading) return NOTHING;
  const nodes = new Map((await unitNodes(services.db, subject)).map((node) => [node.id, node]));
  if (wanted !== null && !nodes.has(wanted)) throw new Refusal("not_found");
  const unit = wanted ?? homeOf(leading);
  const table = unitTable(await readColumns(desk, kinds, unit, "unit"), nodes);
  return table.rows.length > 1
    ? table
    : { ...(await ownerTable(desk, kinds, unit)), unit: table.unit };
}

const kindsOf = ({ calendar }: Desk): readonly FigureKind[] => [
  { name: "customers", object: "customer", conditions: [] },
  ordersPlaced("thisMonth", calendar.month),
];

type Permits = CompiledSubject["held"];

const isSome = (permits: Permits): boolean => permits.length > 0;

const wholePermits = ({ subject }: Desk, object: string): Permits =>
  permitsOfUnits(subject, object).filter(({ rule }) => rule.when === undefined);

/** Whoever leads one unit is shown that one, whatever of others comes their way. */
function homeOf(permits: Permits): string | null {
  if (permits.some(({ rule }) => rule.scope === "all")) return null;
  const [unit = null, ...others] = new Set(permits.map(({ assignment }) => assignment.unit));
  return others.length === 0 ? unit : null;
}

async function readColumns(
  desk: Desk,
  kinds: readonly FigureKind[],
  unit: string | null,
  by: "unit" | "owner",
): Promise<readonly Column[]> {
  const columns: Column[] = [];
  for (const kind of kinds) columns.push(await readColumn(desk, kind, unit, by));
  return columns;
}

async function readColumn(
  desk: Desk,
  kind: FigureKind,
  unit: string | null,
  by: "unit" | "owner",
): Promise<Column> {
  const { name, object, conditions, amount } = kind;
  const place = { object, conditions: [...conditions, ...withinUnit(unit)] };
  const stands = await readStands(desk, place, { by, amount });
  const told = { ...totalOf(stands, amount), ...readsOf(desk.subject, kind) };
  return { kind, stands, group: { name, isMine: false, place, ...told, parts: [] } };
}

const withinUnit = (unit: string | null): readonly Condition[] =>
  unit === null ? [] : [{ field: "unit", op: "within", value: unit }];

/** What stands at these, column by column; `where` finds it in a list. */
const figuresOf = (
  columns: readonly Column[],
  members: readonly (string | null)[],
  where: readonly Condition[],
): Row["figures"] =>
  columns.map(({ kind: { object, conditions, amount }, stands }) => ({
    place: { object, conditions: [...conditions, ...where] },
    ...totalOf(
      stands.filter(({ value }) => members.includes(value)),
      amount,
    ),
  }));

const standsOf = (columns: readonly Column[]): ReadonlySet<string | null> =>
  new Set(columns.flatMap(({ stands }) => stands.map(({ value }) => value)));

const tableOf = (columns: readonly Column[], rows: readonly Row[]): TeamReply => ({
  unit: null,
  columns: columns.map(({ group }) => group),
  rows: rows.toSorted((a, b) => b.figures[0]!.count - a.figures[0]!.count),
});

type Nodes = ReadonlyMap<string, UnitNode>;

/** A row for each unit right below the lowest one that holds them all, and one for what stands there itself. */
function unitTable(columns: readonly Column[], nodes: Nodes): TeamReply {
  const units = standsOf(columns);
  const ways = new Map([...units].map((unit) => [unit, wayTo(unit, nodes)]));
  const trunk = commonStart([...ways.values()].filter((way) => way.length > 0));
  const fork = trunk.at(-1);
  const branchOf = (unit: string | null): string | null => ways.get(unit)![trunk.length] ?? unit;
  const rows = [...Map.groupBy(units, branchOf)].map(([branch, members]): Row => {
    const node = nodes.get(branch ?? "");
    const isBranch = node !== undefined && branch !== fork;
    return {
      of: node ? { object: "unit", id: node.id, name: node.name } : null,
      isOpen: isBranch,
      figures: figuresOf(columns, members, isBranch ? withinUnit(branch) : [alone("unit", branch)]),
    };
  });
  const top = nodes.get(fork ?? "");
  return { ...tableOf(columns, rows), unit: top ? { id: top.id, name: top.name } : null };
}

/** What is told of nobody or of no unit, or of one alone. */
const alone = (field: string, value: string | null): Condition =>
  value === null ? { field, op: "isEmpty" } : { field, op: "is", value };

/** The units from the topmost to this one, as the reader sees them; empty for one that they do not see. */
function wayTo(unit: string | null, nodes: Nodes): readonly string[] {
  const way: string[] = [];
  for (let at = nodes.get(unit ?? ""); at; at = nodes.get(at.parent ?? "")) way.unshift(at.id);
  return way;
}

function commonStart(ways: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = ways;
  const end = first.findIndex((unit, index) => ways.some((way) => way[index] !== unit));
  return end < 0 ? first : first.slice(0, end);
}

async function ownerTable(
  desk: Desk,
  kinds: readonly FigureKind[],
  unit: string | null,
): Promise<TeamReply> {
  const columns = await readColumns(desk, kinds, unit, "owner");
  const owners = [...standsOf(columns)];
  const ids = owners.filter((owner) => owner !== null);
  const names = await readTitles(desk.services.db, desk.subject, "person", ids);
  const rows = owners.map((owner): Row => ({
    of: owner === null ? null : { object: "person", id: owner, name: names.get(owner) ?? null },
    isOpen: false,
    figures: figuresOf(columns, [owner], [...withinUnit(unit), alone("owner", owner)]),
  }));
  return tableOf(columns, rows);
}
