import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useT, useText } from "../i18n/index.ts";
import { vocabularyQuery } from "../queries/rules.ts";
import type { FieldLevels, NamedField } from "./field-levels.ts";

interface FieldChooserProps {
  /** Those that are chosen already. */
  readonly fields: FieldLevels;
  choose(named: NamedField): void;
}

/** One more field, of whichever object. Who may say what others see chooses from all there are, also of what they do not see. */
export function FieldChooser({ fields, choose }: FieldChooserProps) {
  const t = useT();
  const text = useText();
  const { objects = [] } = useQuery(vocabularyQuery).data ?? {};
  const nameOf = useFieldName();
  const options = objects.map((object) => ({
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
  const { objects = [] } = useQuery(vocabularyQuery).data ?? {};
  return ({ object, field }) => {
    const said = objects.find(({ name }) => name === object);
    const label = said?.fields.find(({ name }) => name === field)?.label;
    return t("fieldLevels.name", {
      object: text(said?.label) || object,
      field: text(label) || field,
    });
  };
}
