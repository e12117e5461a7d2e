/** A list put on paper: the records that may leave, in cells as an export shows them. */
import { presented } from "./answers.ts";
import { everything, refused, type Path } from "./path.ts";
import { seenCells, type RawRow } from "./reference.ts";

/** Cells of every kind of a few records say as much as all of them. */
export const print: Path = {
  name: "print",
  questions(place) {
    const { object, reader, data } = place;
    const isAction = "export" in object.declaration.actions;
    const live = data.rows.get(object.name)!.filter(({ deleted }) => !deleted);
    const taken = live.flatMap((raw) => {
      const decision = isAction ? reader.decide(object.name, "export", raw) : null;
      if (!decision?.allow) return [];
      const named = decision.fields.map((name) => [name, decision.actLevels[name] ?? "absent"]);
      const levels = Object.fromEntries(named) as typeof decision.actLevels;
      return [{ raw, levels }];
    });
    const shown = ({ raw, levels }: (typeof taken)[number]) => {
      const decision = reader.decide(object.name, "view", raw);
      const row = { raw, decision, cells: seenCells(object, raw, { levels }) };
      return presented(reader, object, row, levels);
    };
    const expected = inOrder(taken).map(shown);
    const closed = everything(place).length > taken.length;
    return [
      {
        verb: "print",
        body: {},
        expected: expected.length === 0 ? null : expected,
        look: ({ rows }: { rows: readonly { id: string }[] }) =>
          rows.length === 0 ? null : rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        mayRefuse: expected.length === 0 ? refused("forbidden") : undefined,
        ...(closed
          ? { leaky: () => ({ rows: everything(place).map(({ raw }) => ({ id: raw.id })) }) }
          : {}),
      },
    ];
  },
};

const inOrder = <One extends { readonly raw: RawRow }>(rows: readonly One[]): readonly One[] =>
  rows.toSorted((a, b) => (a.raw.id < b.raw.id ? -1 : 1));
