/**
 * Facts about the relations of one record, for many people at once: the related rows are read once per relation, and
 * every question about them is answered in memory with the engine's own three-valued evaluation.
 */
import {
  evaluateCondition,
  type Context,
  type RecordFacts,
  type RelatedAtom,
  type Truth,
  type UnitTree,
} from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, type Model, type ObjectModel, type RelationModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { factsOf, readCells } from "./record.ts";

interface Row {
  readonly id: string;
  readonly object: ObjectModel;
  readonly cells: ReadonlyMap<string, Json>;
}

export interface RelatedFactsInput {
  readonly model: Model;
  readonly tree: UnitTree;
  readonly context: Context;
  readonly object: ObjectModel;
  readonly record: { readonly id: string; readonly cells: ReadonlyMap<string, Json> };
}

export class RelatedFacts {
  readonly #input: RelatedFactsInput;
  readonly #root: Row;
  /** By object, record and relation. */
  readonly #rows = new Map<string, readonly Row[]>();
  readonly #wanted = new Map<string, { readonly of: Row; readonly relation: RelationModel }>();

  constructor(input: RelatedFactsInput) {
    this.#input = input;
    this.#root = { id: input.record.id, object: input.object, cells: input.record.cells };
  }

  /** Answers a question about the record; asks it again whenever it turns out to need rows that were not read yet. */
  async answer<Answer>(
    executor: Executor,
    values: RecordFacts["values"],
    question: (facts: RecordFacts) => Answer,
  ): Promise<Answer> {
    for (;;) {
      const facts = this.#watched(values);
      const answer = question(facts);
      if (!facts.isUnsure()) return answer;
      await this.#readWanted(executor);
    }
  }

  /** Facts that know whether they were asked for rows that are not read yet; their answers are then worth nothing. */
  #watched(values: RecordFacts["values"]): RecordFacts & { isUnsure(): boolean } {
    let isUnsure = false;
    const related = (atom: RelatedAtom): Truth => {
      const truth = this.#truth(this.#root, atom);
      if (truth === undefined) isUnsure = true;
      return truth ?? null;
    };
    return { values, related, isUnsure: () => isUnsure };
  }

  async #readWanted(executor: Executor): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (const [key, { of, relation }] of wanted)
      this.#rows.set(key, await this.#read(executor, of, relation));
  }

  #truth(of: Row, { relation: name, where }: RelatedAtom): Truth | undefined {
    const relation = of.object.relations.get(name);
    if (!relation) throw new Error(`no relation \`${name}\` on \`${of.object.name}\``);
    const key = `${of.object.name} ${of.id} ${name}`;
    const rows = this.#rows.get(key);
    if (!rows) {
      this.#wanted.set(key, { of, relation });
      return undefined;
    }
    let isUnsure = false;
    const truths = rows.map((row) => {
      const related = (inner: RelatedAtom): Truth => {
        const truth = this.#truth(row, inner);
        if (truth === undefined) isUnsure = true;
        return truth ?? null;
      };
      return evaluateCondition(
        where,
        factsOf(row.id, row.object, row.cells, related, row.cells.keys()),
        this.#input.context,
        this.#input.tree,
      );
    });
    if (isUnsure) return undefined;
    return truths.includes(true) ? true : truths.includes(null) ? null : false;
  }

  async #read(executor: Executor, of: Row, relation: RelationModel): Promise<readonly Row[]> {
    const target = objectNamed(this.#input.model, relation.target);
    const { rows } = await run<Record<string, unknown>>(
      executor,
      sql`select r.* from ${sql.table(of.object.table)} as o join ${sql.table(target.table)} as r on ${relation.join("o", "r")}
        where o.id = ${of.id}::uuid and r.deleted_at is null`,
    );
    return rows.map((row) => ({
      id: String(row["id"]),
      object: target,
      cells: readCells(target.fields.values(), row),
    }));
  }
}
