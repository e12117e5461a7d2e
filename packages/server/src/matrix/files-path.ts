/** The files of records: which there are, what is in them, and that nobody takes away what is not theirs to change. */
import type { FieldModel } from "../derive/model.ts";
import type { FileEntry } from "../fields/files.ts";
import { named } from "./answers.ts";
import { refused, unseen, type Path, type Place, type Question } from "./path.ts";
import type { RawRow, SeenRow } from "./reference.ts";

/** The answer to whoever gets to the bytes: the storage of this world is empty, which they alone are told. */
export const OPENED = { opened: true };

const entriesOf = ({ cells }: RawRow, { name }: FieldModel): readonly FileEntry[] =>
  (cells.get(name) ?? []) as unknown as readonly FileEntry[];

interface Holder {
  readonly field: FieldModel;
  readonly raw: RawRow;
  readonly isRead: boolean;
  readonly isRevealed: boolean;
  readonly mayChange: boolean;
}

/** Records with files: some that the reader reads, some whose files they do not, one that they do not see. */
function holders(place: Place): readonly Holder[] {
  const { object, reader } = place;
  const field = [...object.fields.values()].find(({ declaration }) => declaration.type === "files");
  if (!field) return [];
  const isFilled = ({ raw }: SeenRow): boolean => entriesOf(raw, field).length > 0;
  const seen = reader.view(object.name).filter(isFilled);
  const isRead = ({ decision }: SeenRow): boolean => decision.levels[field.name] === "plain";
  const holder = (row: SeenRow): Holder => ({
    field,
    raw: row.raw,
    isRead: isRead(row),
    isRevealed:
      "reveal" in object.declaration.actions &&
      reader.decide(object.name, "reveal", row.raw).allow &&
      reader.decide(object.name, "reveal", row.raw).fields.includes(field.name),
    mayChange:
      field.writtenBy in object.declaration.actions &&
      reader.decide(object.name, field.writtenBy, row.raw).allow &&
      reader.decide(object.name, field.writtenBy, row.raw).write.includes(field.name),
  });
  const hidden = unseen(place)
    .filter(isFilled)
    .slice(0, 1)
    .map(({ raw }): Holder => ({
      field,
      raw,
      isRead: false,
      isRevealed: false,
      mayChange: false,
    }));
  return [
    ...seen.filter(isRead).slice(0, 2).map(holder),
    ...seen
      .filter((row) => !isRead(row))
      .slice(0, 2)
      .map(holder),
    ...hidden,
  ];
}

const bodyOf = ({ raw, field }: Holder, file?: string) => ({
  id: raw.id,
  field: field.name,
  ...(file === undefined ? {} : { file }),
});

export const fileList: Path = {
  name: "files",
  questions(place) {
    const { reader, object } = place;
    const by = object.fields.get("createdBy")!;
    const show = ({ raw, field, mayChange }: Holder) => ({
      files: entriesOf(raw, field).map((entry) => ({ ...entry, by: named(reader, by, entry.by) })),
      mayChange,
    });
    return holders(place).map((holder): Question => ({
      verb: "files",
      body: bodyOf(holder),
      expected: holder.isRead ? show(holder) : refused("not_found"),
      look: ({ files, mayChange }: { files: unknown; mayChange: boolean }) => ({
        files,
        mayChange,
      }),
      ...(holder.isRead ? {} : { leaky: () => show(holder) }),
    }));
  },
};

export const fileOpened: Path = {
  name: "file",
  questions(place) {
    const all = holders(place);
    const ask = (holder: Holder, file: string, isOpened: boolean): Question => ({
      verb: "openFile",
      body: bodyOf(holder, file),
      expected: isOpened ? OPENED : refused("not_found"),
      ...(isOpened ? {} : { leaky: () => OPENED }),
    });
    const fileOf = ({ raw, field }: Holder): string => entriesOf(raw, field)[0]!.id;
    const isOpen = ({ isRead, isRevealed }: Holder): boolean => isRead || isRevealed;
    const [mine] = all.filter(isOpen);
    const theirs = all.filter((one) => !isOpen(one));
    return [
      ...all.map((holder) => ask(holder, fileOf(holder), isOpen(holder))),
      // A file is nowhere but in its own record.
      ...(mine ? theirs.map((other) => ask(mine, fileOf(other), false)) : []),
    ];
  },
};

export const fileRemoved: Path = {
  name: "removeFile",
  questions: (place) =>
    holders(place)
      .filter(({ mayChange, isRead }) => !mayChange || !isRead)
      .map((holder): Question => ({
        verb: "removeFile",
        body: bodyOf(holder, entriesOf(holder.raw, holder.field)[0]!.id),
        expected: refused(holder.isRead ? "forbidden" : "not_found"),
        leaky: () => ({ ok: true }),
      })),
};

export const FILE_PATHS: readonly Path[] = [fileList, fileOpened, fileRemoved];
