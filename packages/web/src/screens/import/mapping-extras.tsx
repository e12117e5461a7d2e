/** What a mapping says beyond one column for one field, so that nobody runs what they cannot see. */
import type { ImportMapping, ImportSource } from "@latchkey/server/contract";
import { Button } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import type { ImportTarget } from "./targets.ts";
import styles from "./import.module.css";

interface MappingExtrasProps {
  readonly mapping: ImportMapping;
  readonly targets: readonly ImportTarget[];
  change(mapping: ImportMapping): void;
}

export function hasExtras({ fields = {}, group = [], key }: ImportMapping): boolean {
  return Object.keys(fields).length + group.length > 0 || key !== undefined;
}

export function MappingExtras({ mapping, targets, change }: MappingExtrasProps) {
  const t = useT();
  const text = useText();
  const labelOf = (name: string): string =>
    text(targets.find((target) => target.name === name)?.label) || name;
  const { fields = {}, group = [], key } = mapping;
  const { fields: _fields, group: _group, key: _key, ...plain } = mapping;
  return (
    <>
      <dl className={styles.extras}>
        {Object.entries(fields).map(([name, source]) => (
          <Extra key={name} term={labelOf(name)} words={wordsOf(source)} />
        ))}
        {group.length > 0 ? <Extra term={t("import.group")} words={group.join(" + ")} /> : null}
        {key === undefined ? null : <Extra term={t("import.key")} words={labelOf(key)} />}
      </dl>
      <Button size="small" onClick={() => change(plain)}>
        {t("import.dropExtras")}
      </Button>
    </>
  );
}

function Extra({ term, words }: { term: string; words: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{words}</dd>
    </div>
  );
}

/** Where the text comes from, then every further ability of the source as the file names it. */
function wordsOf({ from, ...rest }: ImportSource): string {
  const abilities = Object.entries(rest).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [from === "" ? "—" : from, ...abilities].join(" · ");
}
