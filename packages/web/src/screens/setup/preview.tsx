import type { IndustriesReply, IndustryMeta } from "@latchkey/server/contract";
import { Tag } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { KindTag } from "./kind-tag.tsx";
import { linesOf } from "./unit-lines.ts";
import styles from "./setup.module.css";

/** Everything a template makes, before it is chosen; and what it does not. */
export function Preview(props: {
  readonly industry: IndustryMeta;
  readonly sensitivities: IndustriesReply["sensitivities"];
}) {
  const { industry, sensitivities } = props;
  const t = useT();
  const text = useText();
  const classOf = (name: string) => text(sensitivities.find((one) => one.name === name)?.label);
  return (
    <>
      <p className="faint">{t("setup.preview")}</p>
      <h2 className={styles.previewTitle}>{text(industry.name)}</h2>
      <h3 className={styles.previewPart}>{t("setup.previewUnits")}</h3>
      <ul className={styles.tree}>
        {linesOf(industry.units, text).map(({ id, name, kind, depth }) => (
          <li key={id} style={{ paddingInlineStart: depth * 16 }}>
            {name} <KindTag industry={industry} kind={kind} />
          </li>
        ))}
      </ul>
      <h3 className={styles.previewPart}>{t("setup.previewPosts")}</h3>
      <p className={styles.chips}>
        {industry.posts.map(({ id, title }) => (
          <Tag key={id}>{text(title)}</Tag>
        ))}
      </p>
      <h3 className={styles.previewPart}>{t("setup.previewFields")}</h3>
      <ul className={styles.plain}>
        {industry.fields.map(({ id, label, objectLabel, sensitivity }) => (
          <li key={id}>
            {text(label)}{" "}
            <span className="faint">
              {text(objectLabel)} · {classOf(sensitivity)}
            </span>
          </li>
        ))}
      </ul>
      <h3 className={styles.previewPart}>{t("setup.previewTags")}</h3>
      <p className={styles.chips}>
        {industry.tags.map(({ name, color }) => (
          <Tag key={name.en} color={color}>
            {text(name)}
          </Tag>
        ))}
      </p>
      <h3 className={styles.previewPart}>{t("setup.notYet")}</h3>
      <ul className={styles.notYet}>
        {industry.notYet.map((one) => (
          <li key={one.en}>{text(one)}</li>
        ))}
      </ul>
    </>
  );
}
