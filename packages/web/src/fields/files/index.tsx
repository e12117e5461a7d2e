/** Files in a list or a history: what they are called. They come and go on the record's page, in a panel of their own. */
import { PaperClipOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useT, type MessageKey } from "../../i18n/index.ts";
import type { CellProps, ChangeProps, FieldType } from "../field-type.ts";
import { asList } from "../parts/as-list.ts";
import { TextFilter } from "../text/index.tsx";
import styles from "../fields.module.css";

interface NamedFile {
  readonly id: string;
  readonly name: string;
}

const filesIn = (value: unknown) => asList(value) as readonly NamedFile[];

function FilesCell({ value }: CellProps) {
  const names = filesIn(value).map(({ name }) => name);
  return (
    <span className={styles.files} title={names.join("\n")}>
      <PaperClipOutlined aria-hidden /> {names.join(", ")}
    </span>
  );
}

function FilesChange({ before, after }: ChangeProps) {
  const t = useT();
  const say = (key: MessageKey, files: readonly NamedFile[]) =>
    files.length === 0 ? [] : [t(key, { names: files.map(({ name }) => name).join(", ") })];
  const words = [
    ...say("files.came", without(filesIn(after), filesIn(before))),
    ...say("files.went", without(filesIn(before), filesIn(after))),
  ];
  return <span className={styles.files}>{words.join("; ")}</span>;
}

const without = (files: readonly NamedFile[], others: readonly NamedFile[]) =>
  files.filter(({ id }) => !others.some((other) => other.id === id));

export const filesField: FieldType = {
  Cell: FilesCell,
  Change: FilesChange,
  // No form asks for files: the field is read-only.
  Input: () => <Input disabled />,
  Filter: TextFilter,
  toForm: (value) => asList(value),
  firstOperator: "isNotEmpty",
  width: 220,
  isApart: true,
};
