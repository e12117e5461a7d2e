import { Select } from "antd";
import { useT, useText } from "../i18n/index.ts";
import { fieldOf, useSession } from "../session/session.tsx";
import type { FieldLevels, NamedField } from "./field-levels.ts";

interface FieldChooserProps {
  /** Those that are chosen already. */
  readonly fields: FieldLevels;
  choose(named: NamedField): void;
}

/** One more field, of whichever object. */
export function FieldChooser({ fields, choose }: FieldChooserProps) {
  const t = useT();
  const text = useText();
  const { objects } = useSession();
  const nameOf = useFieldName();
  const options = [...objects.values()].map((object) => ({
    label: text(object.plural),
    options: object.fields
      .filter(({ name }) => fields[object.name]?.[name] === undefined)
      .map(({ name: field }) => ({
        value: `${object.name}.${field}`,
        label: nameOf({ object: object.name, field }),
      })),
  }));
  return (
    <Select<string | null>
      aria-label={t("fieldLevels.add")}
      placeholder={t("fieldLevels.add")}
      showSearch={{ optionFilterProp: "label" }}
      value={null}
      options={options}
      onChange={(chosen) => {
        const [object = "", field = ""] = (chosen ?? "").split(".");
        choose({ object, field });
      }}
      style={{ width: "100%", maxWidth: 320 }}
    />
  );
}

/** With that of its object: many objects have a name. */
export function useFieldName(): (named: NamedField) => string {
  const t = useT();
  const text = useText();
  const { objects } = useSession();
  return ({ object, field }) => {
    const meta = objects.get(object);
    const label = meta && fieldOf(meta, field)?.label;
    return t("fieldLevels.name", {
      object: text(meta?.label) || object,
      field: text(label) || field,
    });
  };
}
