/** Step four: what of the template is taken. */
import type { IndustriesReply, IndustryMeta } from "@latchkey/server/contract";
import { Checkbox, Tag } from "antd";
import type { ReactNode } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { TYPE_WORDS } from "../fields/field-words.ts";
import { kindLabel } from "./kind-tag.tsx";
import type { Choices } from "./setup-draft.ts";
import { placesOf, type UnitLine } from "./unit-lines.ts";
import styles from "./setup.module.css";

interface TakeStepProps {
  readonly industry: IndustryMeta;
  readonly sensitivities: IndustriesReply["sensitivities"];
  readonly lines: readonly UnitLine[];
  readonly choices: Choices;
  change(change: Partial<Choices>): void;
}

export function TakeStep(props: TakeStepProps) {
  const { industry, choices, change } = props;
  const t = useT();
  const text = useText();
  return (
    <>
      <TakeList {...props} title={t("setup.takePosts")} items={industry.posts}>
        {(post) => <PostWords {...props} post={post} />}
      </TakeList>
      <TakeList {...props} title={t("setup.takeFields")} items={industry.fields}>
        {(field) => <FieldWords {...props} field={field} />}
      </TakeList>
      <div className={styles.takeRest}>
        <Checkbox
          checked={choices.tags}
          onChange={(event) => change({ tags: event.target.checked })}
        >
          {t("setup.tags", { count: industry.tags.length })}{" "}
          {industry.tags.map(({ name, color }) => (
            <Tag key={name.en} color={color}>
              {text(name)}
            </Tag>
          ))}
        </Checkbox>
        <Checkbox
          checked={choices.otherRoles}
          onChange={(event) => change({ otherRoles: event.target.checked })}
        >
          {t("setup.otherRoles")} <span className="faint">{t("setup.otherRolesHelp")}</span>
        </Checkbox>
      </div>
    </>
  );
}

interface TakeListProps<Item> extends Pick<TakeStepProps, "choices" | "change"> {
  readonly title: string;
  readonly items: readonly Item[];
  children(item: Item): ReactNode;
}

function TakeList<Item extends { readonly id: string }>(props: TakeListProps<Item>) {
  const { title, items, choices, change, children } = props;
  const t = useT();
  const ids = items.map(({ id }) => id);
  const others = choices.leftOut.filter((id) => !ids.includes(id));
  const isTaken = (id: string) => !choices.leftOut.includes(id);
  const take = (id: string, taken: boolean) =>
    change({
      leftOut: taken ? choices.leftOut.filter((one) => one !== id) : [...choices.leftOut, id],
    });
  const isWhole = ids.every(isTaken);
  return (
    <fieldset className={styles.take}>
      <legend className={styles.heading}>
        {title} <span className="faint">{`${ids.filter(isTaken).length}/${ids.length}`}</span>{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => change({ leftOut: isWhole ? [...others, ...ids] : others })}
        >
          {t(isWhole ? "setup.takeNone" : "setup.takeAll")}
        </button>
      </legend>
      <ul className={styles.takeList}>
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox
              checked={isTaken(item.id)}
              onChange={(event) => take(item.id, event.target.checked)}
            >
              {children(item)}
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function PostWords({
  post,
  industry,
  lines,
}: Pick<TakeStepProps, "industry" | "lines"> & { post: IndustryMeta["posts"][number] }) {
  const text = useText();
  const where = useWhere(industry, lines);
  return (
    <>
      <strong>{text(post.title)}</strong> <span className={styles.kind}>{where(post.at)}</span>
      <span className={styles.summary}>{text(post.duties)}</span>
    </>
  );
}

function useWhere(industry: IndustryMeta, lines: readonly UnitLine[]) {
  const t = useT();
  const text = useText();
  return (at: IndustryMeta["posts"][number]["at"]): string => {
    const count = placesOf(at, lines);
    if (count === 0) return t("setup.noPlace");
    if ("unit" in at)
      return t("setup.inUnit", { unit: lines.find(({ key }) => key === at.unit)!.name });
    if (at.kind === "group") return t("setup.atTop");
    return t("setup.everyKind", { kind: text(kindLabel(industry, at.kind)), count });
  };
}

function FieldWords({
  field,
  sensitivities,
}: Pick<TakeStepProps, "sensitivities"> & { field: IndustryMeta["fields"][number] }) {
  const t = useT();
  const text = useText();
  const words = TYPE_WORDS[field.type];
  const choices = field.choices.map((one) => text(one)).join(" · ");
  const facts = [text(field.objectLabel), words ? t(words) : field.type, choices];
  const roles = field.readers?.map((one) => text(one)).join(t("setup.listComma"));
  return (
    <>
      <strong>{text(field.label)}</strong>{" "}
      <span className={styles.kind}>
        {text(sensitivities.find(({ name }) => name === field.sensitivity)?.label)}
      </span>
      <span className={styles.summary}>
        {facts.filter((one) => one !== "").join(" · ")}
        {roles ? <span className={styles.readers}>{t("setup.readers", { roles })}</span> : null}
      </span>
    </>
  );
}
