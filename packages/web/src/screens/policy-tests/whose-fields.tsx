import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { SampleOwner, TestedCell, TestedObject } from "@latchkey/server/contract";
import { Button, Form, Input, Select, type FormInstance } from "antd";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT, useText } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import type { TestForm } from "./form-values.ts";
import { Picked } from "./picked.tsx";
import { OWNER_WORDS } from "./test-words.ts";
import styles from "./policy-tests.module.css";

interface WhoseFieldsProps {
  readonly form: FormInstance<TestForm>;
  readonly objects: readonly TestedObject[];
}

/** On which record: one that could be, described; or one that is. */
export function WhoseFields({ form, objects }: WhoseFieldsProps) {
  const t = useT();
  const session = useSession();
  const of = Form.useWatch("of", { form, preserve: true });
  const name = Form.useWatch("object", { form, preserve: true }) ?? "";
  const required = [{ required: true, message: t("form.required") }];
  const owners = (Object.keys(OWNER_WORDS) as (SampleOwner | "record")[]).filter(
    (one) => one !== "record" || one === of || session.objects.has(name),
  );
  return (
    <>
      <Form.Item name="of" label={t("tests.whose")}>
        <Select options={owners.map((value) => ({ value, label: t(OWNER_WORDS[value]) }))} />
      </Form.Item>
      {of === "unit" ? (
        <Picked name="ofUnit" label={t("tests.unit")} rules={required}>
          {(props) => <UnitSelect {...props} />}
        </Picked>
      ) : null}
      {of === "record" ? (
        <Picked name="record" label={t("tests.record")} rules={required}>
          {(props) => <RecordSelect target={name} {...props} />}
        </Picked>
      ) : (
        <Sample object={objects.find((one) => one.name === name)} objects={objects} />
      )}
      <Picked name="at" label={t("tests.at")} extra={t("tests.atHelp")}>
        {(props) => <Moment {...props} />}
      </Picked>
    </>
  );
}

function Sample({
  object,
  objects,
}: {
  readonly object: TestedObject | undefined;
  readonly objects: readonly TestedObject[];
}) {
  const t = useT();
  const text = useText();
  const functions = objects
    .find(({ name }) => name === "participant")
    ?.cells.find(({ name }) => name === "function");
  return (
    <>
      <Form.Item name="takesPart" label={t("tests.takesPart")}>
        <Select
          allowClear
          placeholder={t("tests.noPart")}
          options={functions?.choices.map(({ value, label }) => ({ value, label: text(label) }))}
        />
      </Form.Item>
      <Form.List name="cells">
        {(rows, { add, remove }) => (
          <div className={styles.cells}>
            <span>{t("tests.cells")}</span>
            {rows.map(({ key, name: at }) => (
              <CellRow key={key} at={at} cells={object?.cells ?? []} remove={() => remove(at)} />
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
              {t("tests.addCell")}
            </Button>
          </div>
        )}
      </Form.List>
    </>
  );
}

interface CellRowProps {
  readonly at: number;
  readonly cells: readonly TestedCell[];
  remove(): void;
}

function CellRow({ at, cells, remove }: CellRowProps) {
  const t = useT();
  const text = useText();
  const form = Form.useFormInstance<TestForm>();
  const name: string | undefined = Form.useWatch(["cells", at, "name"], form);
  const cell = cells.find((one) => one.name === name);
  return (
    <div className={styles.cell}>
      <Form.Item name={[at, "name"]} noStyle>
        <Select
          aria-label={t("tests.cell")}
          placeholder={t("tests.cell")}
          showSearch={{ optionFilterProp: "label" }}
          options={cells.map((one) => ({ value: one.name, label: text(one.label) }))}
          onChange={() => form.setFieldValue(["cells", at, "value"], undefined)}
        />
      </Form.Item>
      <Form.Item name={[at, "value"]} noStyle>
        {name !== undefined && !cell ? (
          <Input aria-label={t("tests.value")} />
        ) : (
          <CellValue cell={cell} />
        )}
      </Form.Item>
      <Button
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t("tests.removeCell")}
        onClick={remove}
      />
    </div>
  );
}

interface CellValueProps {
  readonly cell: TestedCell | undefined;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}

function CellValue({ cell, value, ...control }: CellValueProps) {
  const t = useT();
  const text = useText();
  const words = {
    person: [
      { value: "self", label: t("tests.self") },
      { value: "colleague", label: t("tests.colleague") },
    ],
    unit: [
      { value: "own", label: t("tests.ownUnit") },
      { value: "below", label: t("tests.unitBelow") },
      { value: "elsewhere", label: t("tests.otherUnit") },
    ],
    boolean: [
      { value: "true", label: t("tests.yes") },
      { value: "false", label: t("tests.no") },
    ],
  };
  const options =
    cell && cell.type in words
      ? words[cell.type as keyof typeof words]
      : cell?.choices.map(({ value, label }) => ({ value, label: text(label) }));
  return (
    <Select<unknown>
      {...control}
      value={typeof value === "boolean" ? String(value) : value}
      {...(cell?.type === "choices" ? { mode: "multiple" as const } : {})}
      aria-label={t("tests.value")}
      placeholder={t("tests.value")}
      disabled={!cell}
      options={options ?? []}
    />
  );
}
