import type { ImportMapping, ObjectMeta } from "@latchkey/server/contract";
import { Radio, Select } from "antd";
import { useId } from "react";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT } from "../../i18n/index.ts";
import styles from "./import.module.css";

interface MappingOptionsProps {
  readonly object: ObjectMeta;
  readonly mapping: ImportMapping;
  change(mapping: ImportMapping): void;
}

/** The organisation's own records: nobody is chosen to own them. */
const SELF_OWNED: ReadonlySet<string> = new Set(["unit", "person", "post"]);

/** What holds for rows that say nothing themselves, and what happens to those that exist already. */
export function MappingOptions({ object, mapping, change }: MappingOptionsProps) {
  const t = useT();
  const id = useId();
  const isOwned = !SELF_OWNED.has(object.name);
  const isTagged = object.fields.some(({ name, writable }) => name === "tags" && writable);
  return (
    <div className={styles.options}>
      <span>{t("import.duplicates")}</span>
      <Radio.Group
        value={mapping.duplicates}
        onChange={(event) =>
          change({ ...mapping, duplicates: event.target.value as ImportMapping["duplicates"] })
        }
        options={[
          { value: "skip", label: t("import.skip") },
          { value: "update", label: t("import.update") },
          { value: "flag", label: t("import.flag") },
        ]}
      />
      {isOwned ? (
        <>
          <label htmlFor={`${id}-owner`}>{t("import.owner")}</label>
          <RecordSelect
            id={`${id}-owner`}
            target="person"
            value={mapping.owner ?? null}
            onChange={(owner) => change(withOption(mapping, "owner", owner))}
          />
        </>
      ) : null}
      <label htmlFor={`${id}-unit`}>
        {t(object.name === "unit" ? "import.parent" : "import.unit")}
      </label>
      <UnitSelect
        id={`${id}-unit`}
        value={mapping.unit ?? null}
        onChange={(unit) => change(withOption(mapping, "unit", unit))}
      />
      {isTagged ? (
        <>
          <label htmlFor={`${id}-tags`}>{t("import.tags")}</label>
          <Select
            id={`${id}-tags`}
            mode="tags"
            tokenSeparators={[",", "，"]}
            value={[...(mapping.tags ?? [])]}
            onChange={(tags: string[]) => change({ ...mapping, tags })}
          />
        </>
      ) : null}
    </div>
  );
}

function withOption(mapping: ImportMapping, name: "owner" | "unit", value: unknown): ImportMapping {
  const { [name]: _old, ...rest } = mapping;
  return typeof value === "string" ? { ...rest, [name]: value } : rest;
}
