/** Writing down what was said. The draft stays on this device until it is sent. */
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { Button, Input } from "antd";
import { useId } from "react";
import { WaitingFollowUps } from "../../connection/waiting-follow-ups.tsx";
import type { InputProps } from "../../fields/field-type.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useMay, useSession } from "../../session/session.tsx";
import styles from "./record.module.css";
import { useComposer, type Composing } from "./use-composer.ts";

export function Composer({ object, row }: { object: ObjectMeta; row: Row }) {
  const { objects } = useSession();
  const may = useMay();
  const link = object.children.find((child) => child.object === "followUp");
  const followUp = objects.get("followUp");
  const words = followUp?.fields.find((field) => field.type === "longText" && field.writable);
  if (!link || !followUp || !words || !may("followUp", "create")) return null;
  return <ComposerBox row={row} followUp={followUp} parent={link.field} words={words} />;
}

function ComposerBox({ row, followUp, parent, words }: Composing) {
  const t = useT();
  const text = useText();
  const isNarrow = useNarrow();
  const { draft, setDraft, asked, demanded, valueOf, setValue, send, isSending } = useComposer({
    row,
    followUp,
    parent,
    words,
  });
  return (
    <>
      <div className={styles.composer}>
        <Input.TextArea
          variant="borderless"
          autoSize={{ minRows: 2, maxRows: 10 }}
          placeholder={t(isNarrow ? "composer.placeholderShort" : "composer.placeholder")}
          aria-label={text(words.label)}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && draft.trim()) send();
          }}
        />
        {draft && demanded.length > 0 ? (
          <div className={styles.composerDemands}>
            {demanded.map((field) => (
              <DemandedField
                key={field.name}
                field={field}
                value={valueOf(field)}
                onChange={(value) => setValue(field, value)}
              />
            ))}
          </div>
        ) : null}
        <div className={styles.composerBar}>
          {asked.map((field) => (
            <AskedField
              key={field.name}
              field={field}
              value={valueOf(field)}
              onChange={(value) => setValue(field, value)}
            />
          ))}
          <span role="status" className={styles.composerNote}>
            {draft ? t("composer.kept") : ""}
          </span>
          <Button type="primary" disabled={!draft.trim()} loading={isSending} onClick={send}>
            {t("composer.send")}
          </Button>
        </div>
      </div>
      <WaitingFollowUps parent={parent} words={words.name} id={row.id} />
    </>
  );
}

type AskedProps = Required<Pick<InputProps, "field" | "onChange">> & { readonly value: unknown };

/** What the organisation wants to know of every follow-up. */
function DemandedField({ field, value, onChange }: AskedProps) {
  const text = useText();
  const id = useId();
  const { Input: Box } = fieldType(field);
  return (
    <span>
      <label htmlFor={id} className={styles.composerLabel}>
        {text(field.label)}
      </label>
      <Box id={id} field={field} value={value} onChange={onChange} />
    </span>
  );
}

function AskedField({ field, value, onChange }: AskedProps) {
  const text = useText();
  const id = useId();
  const { Input: Box } = fieldType(field);
  return (
    <span className={styles.composerField} title={text(field.label)}>
      <label htmlFor={id} className="visually-hidden">
        {text(field.label)}
      </label>
      <Box id={id} field={{ ...field, required: true }} value={value} onChange={onChange} />
    </span>
  );
}
