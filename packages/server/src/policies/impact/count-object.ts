/**
 * Who gains and who loses what on which records of one object: the policies are asked once for each position and each
 * outline as that position sees it, and the rest is adding up. Exact, for what is asked is `decide` itself.
 *
 * Everybody starts from the far fields, where their own units and ids do not matter; what differs in blocks near their
 * units and in cells that name them is corrected there.
 */
import type { Context } from "@latchkey/policy";
import { NOBODY, terrainOf, type Terrain } from "./cells.ts";
import { createMeetings, type Meetings } from "./meetings.ts";
import { actsApart, changesOn, compilePair, type ChangeKey, type Pair } from "./outcome.ts";
import {
  addTo,
  createChangeSets,
  replaceIn,
  type Changes,
  type ChangeSets,
  type Shift,
  type Tally,
} from "./tally.ts";
import type { Outlined } from "./outline.ts";
import { factsOfRow, renamed, type Naming, type OutlineRow } from "./outline-row.ts";
import { farClass, unitClass, type Landscape, type Position } from "./position.ts";
import type { Cell } from "./read-outlines.ts";

/** People who hold the same at the same units: told apart by their own ids alone. */
export interface Crowd {
  /** Of any of them. */
  readonly position: Position;
  readonly members: readonly Member[];
}

export interface Member {
  readonly person: string;
  readonly names: ReadonlyMap<string, string>;
}

export interface ObjectCount {
  /** Records for each change that anybody meets with on them, each once. */
  readonly records: ReadonlyMap<ChangeKey, number>;
  /** By person: records for each change. Who meets with none is not among them. */
  readonly people: ReadonlyMap<string, ReadonlyMap<ChangeKey, number>>;
}

export interface Field {
  readonly landscape: Landscape;
  readonly outlined: Outlined;
  readonly context: Context;
  /** The unit, all below it and all above it. */
  near(unit: string): readonly string[];
}

export async function countObject(
  field: Field,
  cells: readonly Cell[],
  crowds: readonly Crowd[],
  breathe: () => Promise<void>,
): Promise<ObjectCount> {
  const terrain = await terrainOf(field.landscape, field.outlined.outline, cells, breathe);
  const sets = createChangeSets();
  const { ask, acts } = createAsking(field, sets);
  const afar = new Map<string, Afar>();
  const met = createMeetings(terrain);
  const people = new Map<string, ReadonlyMap<ChangeKey, number>>();
  const ofNone = new Set<ChangeKey>();
  for (const crowd of crowds) {
    await breathe();
    const apart = acts(crowd.position);
    for (const key of apart) ofNone.add(key);
    const none = apart.map((key) => [key, 0] as const);
    for (const [person, tally] of countCrowd({ field, terrain, sets, ask, afar, met }, crowd)) {
      const whole = none.length === 0 ? tally : new Map([...none, ...tally]);
      if (whole.size > 0) people.set(person, whole);
    }
  }
  for (const { changes, people: count } of afar.values())
    for (const [place, list] of changes.entries()) met.far(place, list, count);
  const none = [...ofNone].map((key) => [key, 0] as const);
  return { records: new Map([...none, ...(await met.records(breathe))]), people };
}

/** What people of one position meet with where their own units do not matter. */
interface Afar {
  /** On each far field. */
  readonly changes: readonly Changes[];
  readonly tally: ReadonlyMap<ChangeKey, number>;
  /** On cells that name them, by shape and by what stands in it for whom. */
  readonly named: Map<string, Changes>;
  people: number;
}

interface Counting {
  readonly field: Field;
  readonly terrain: Terrain;
  readonly sets: ChangeSets;
  readonly ask: Asking;
  /** By position. */
  readonly afar: Map<string, Afar>;
  readonly met: Meetings;
}

/** People at home in the same place. */
interface Home {
  readonly crowd: Crowd;
  readonly afar: Afar;
  /** By block near their units. */
  readonly near: ReadonlyMap<number, Changes>;
  readonly common: Tally;
  /** As `Afar.named`. */
  readonly named: Map<string, Changes>;
}

function countCrowd(counting: Counting, crowd: Crowd): readonly (readonly [string, Tally])[] {
  const { field, terrain, ask, met } = counting;
  const { position, members } = crowd;
  const { outline, blocks, at } = terrain;
  const asked = ask(position);
  const afar = lookAfar(counting, position);
  afar.people += members.length;
  const common = new Map(afar.tally);
  const naming = namingOf(field.landscape, position, new Map());
  const near = new Map<number, Changes>();
  for (const unit of new Set(position.units.flatMap((one) => field.near(one))))
    for (const place of at.get(unit) ?? []) {
      if (near.has(place)) continue;
      const { row, far, count } = blocks[place]!;
      const usual = afar.changes[far]!;
      const found = asked(renamed(outline, row, naming));
      near.set(place, found);
      if (found === usual) continue;
      replaceIn(common, usual, found, count);
      met.block(place, usual, found, members.length);
    }
  const home = { crowd, afar, near, common, named: new Map<string, Changes>() };
  return members.map((member) => [member.person, countMember(counting, home, member)]);
}

function lookAfar({ field, terrain, ask, afar }: Counting, position: Position): Afar {
  const known = afar.get(position.key);
  if (known) return known;
  const { outline, far } = terrain;
  const naming = farNaming(field.landscape, position);
  const changes = far.map(({ row }) => ask(position)(renamed(outline, row, naming)));
  const tally: Tally = new Map();
  for (const [place, { count }] of far.entries()) addTo(tally, changes[place]!, count);
  const found = { changes, tally, named: new Map<string, Changes>(), people: 0 };
  afar.set(position.key, found);
  return found;
}

function countMember(counting: Counting, home: Home, { names }: Member): Tally {
  const { field, terrain, sets, ask, met } = counting;
  const { outline, cells, shapes, blocks, naming } = terrain;
  const { crowd, afar, near, common } = home;
  const own = new Set([...names.keys()].flatMap((name) => naming.get(name) ?? []));
  if (own.size === 0) return common;
  const shifts = new Map<Shift, number>();
  const self = namingOf(field.landscape, crowd.position, names);
  for (const place of own) {
    const { row, count, ids, shape } = cells[place]!;
    const { block, afar: distant } = shapes[shape]!;
    const isNear = near.has(block);
    const known = isNear ? home.named : afar.named;
    const key = `${isNear ? shape : distant} ${ids.map((id) => names.get(id) ?? NOBODY).join()}`;
    const found = known.get(key) ?? ask(crowd.position)(renamed(outline, row, self));
    known.set(key, found);
    const usual = near.get(block) ?? afar.changes[blocks[block]!.far]!;
    if (found === usual) continue;
    const shift = sets.shift(usual, found);
    shifts.set(shift, (shifts.get(shift) ?? 0) + count);
    met.cell(place, shift);
  }
  const tally = new Map(common);
  for (const [{ from, to }, count] of shifts) replaceIn(tally, from, to, count);
  return tally;
}

function namingOf(
  landscape: Landscape,
  { names: common, units }: Position,
  names: ReadonlyMap<string, string>,
): Naming {
  const { named } = landscape;
  const classes = new Map<string, string>();
  return {
    id: (id) => (named.has(id) ? id : (names.get(id) ?? NOBODY)),
    unit(unit) {
      if (named.has(unit)) return unit;
      const known = common.get(unit) ?? classes.get(unit);
      if (known !== undefined) return known;
      const found = unitClass(landscape, units, unit);
      classes.set(unit, found);
      return found;
    },
  };
}

/** The units are classes already, as they lie to nobody. */
const farNaming = (landscape: Landscape, { units }: Position): Naming => ({
  id: (id) => id,
  unit: (unit) => (landscape.named.has(unit) ? unit : farClass(landscape, units, unit)),
});

type Asking = (position: Position) => (row: OutlineRow) => Changes;

interface Asked {
  readonly ask: Asking;
  /** Of no record. */
  acts(position: Position): readonly ChangeKey[];
}

function createAsking({ landscape, outlined, context }: Field, sets: ChangeSets): Asked {
  const known = new Map<string, { readonly pair: Pair; readonly answers: Map<string, Changes> }>();
  const knownOf = (position: Position) => {
    const found = known.get(position.key) ?? {
      pair: compilePair(outlined, landscape, position),
      answers: new Map<string, Changes>(),
    };
    known.set(position.key, found);
    return found;
  };
  const ask: Asking = (position) => {
    const { tree } = position;
    const { pair, answers } = knownOf(position);
    return (row) => {
      const text = JSON.stringify(row);
      const answer = answers.get(text);
      if (answer) return answer;
      const { outline } = outlined;
      const facts = factsOfRow(outline, row, { tree, context });
      const changes = sets.of(changesOn(pair, outline.object, facts, context));
      answers.set(text, changes);
      return changes;
    };
  };
  return { ask, acts: (position) => actsApart(knownOf(position).pair, outlined.outline.object) };
}
