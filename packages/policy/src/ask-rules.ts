import { compileTest } from "./compile-test.ts";
import { keyOf } from "./condition.ts";
import { plantTree } from "./decision-tree.ts";
import { toPlaces } from "./held-values.ts";
import { bitsOf } from "./side.ts";
import type { Bit } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Test } from "./compile-test.ts";
import type { DecisionTree, Fork, Possible, Step } from "./decision-tree.ts";
import type { Condition } from "./model.ts";
import type { Piece } from "./piece.ts";
import type { Side } from "./side.ts";

/** The tree that finds out which groups of rules apply to a record, shared by everybody who is asked the same. */
export function treeOf(compiled: CompiledSubject, side: Side): DecisionTree {
  const questions = questionsOf(compiled, side);
  const always = given(side.always);
  const key = [always.view, always.act, ...questions.map((question) => question.key)].join("\n");
  const { trees } = compiled.shared;
  const known = trees.get(key);
  if (known) return known;
  const steps = questions.map((question) => stepOf(compiled, question));
  const tree = plantTree(steps, always);
  trees.set(key, tree);
  return tree;
}

/** The groups of rules that apply at an end of the tree. */
export function bitsAt(compiled: CompiledSubject, side: Side, end: Fork): ReadonlySet<Bit> {
  const questions = questionsOf(compiled, side);
  return new Set(end.applied.map((index) => questions[index]!.bit));
}

/** What is asked about one group of rules. */
interface Question {
  readonly bit: Bit;
  readonly placed: Placed;
  readonly gives: Possible;
  /** Tells questions apart that differ in anything but the person. */
  readonly key: string;
}

/** A condition with places, and its canonical text. */
export interface Placed {
  readonly condition: Condition;
  readonly key: string;
}

/** In the order that lets most records end soonest: permits of the act, then of view only, then all the rest. */
function questionsOf(compiled: CompiledSubject, side: Side): readonly Question[] {
  const own = new Set(side.bits);
  return bitsOf(side)
    .map((bit) => {
      const placed = placedOf(compiled, bit);
      // What bounds a permit gives nothing by itself.
      const gives = given(own.has(bit) ? bit.pieces : []);
      const rank = gives.act ? (gives.view ? 0 : 1) : gives.view ? 2 : 3;
      return { bit, placed, gives, key: `${rank} ${bit.effect} ${placed.key}` };
    })
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

function given(pieces: readonly Piece[]): Possible {
  const permits = pieces.filter(({ effect }) => effect === "permit");
  return {
    view: permits.some(({ onView }) => onView),
    act: permits.some(({ onAct }) => onAct),
  };
}

function placedOf({ placed, places }: CompiledSubject, { key, condition }: Bit): Placed {
  const known = placed.get(key);
  if (known) return known;
  const replaced = toPlaces(places, condition);
  const made = { condition: replaced, key: keyOf(replaced) };
  placed.set(key, made);
  return made;
}

function stepOf(compiled: CompiledSubject, { bit, placed, gives }: Question): Step {
  const { effect } = bit;
  return { effect, gives, test: testOf(compiled, placed, effect === "permit") };
}

function testOf({ shared }: CompiledSubject, placed: Placed, wanted: boolean): Test {
  const key = `${wanted} ${placed.key}`;
  const known = shared.tests.get(key);
  if (known) return known;
  const test = compileTest(placed.condition, wanted);
  shared.tests.set(key, test);
  return test;
}
