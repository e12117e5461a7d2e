/**
 * Who the rule is for: whoever holds its role, by a post, in a group or by themselves, each at a unit. The rule waits in
 * the draft; who holds the role changes here at once, as anywhere else.
 */
import type { ListReply, Row, Text } from "@latchkey/server/contract";
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { isReference } from "../../fields/parts/reference.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { pageQuery } from "../../queries/records.ts";
import { useMay, useObject } from "../../session/session.tsx";
import { Part } from "./part.tsx";
import { takeFocus } from "../../parts/take-focus.ts";
import styles from "./rules.module.css";

interface RuleWhoProps {
  readonly name: Text;
  /** Null: the role is new, and nobody holds it until it is published. */
  readonly id: string | null;
  readonly holders: number;
}

/** By which field a holder is named, and which way that is. */
const WAYS = [
  { object: "post", holder: "title", unit: "unit", words: "rules.byPost" },
  { object: "assignment", holder: "group", unit: "atUnit", words: "rules.byGroup" },
  { object: "assignment", holder: "person", unit: "atUnit", words: "rules.byAssignment" },
] as const;

type Way = (typeof WAYS)[number];

const GIVEN_BY = [
  ["assignment", "rules.give"],
  ["post", "rules.addPost"],
] as const satisfies readonly (readonly [string, MessageKey])[];

type Given = (typeof GIVEN_BY)[number][0];

export function RuleWho({ name, id, holders }: RuleWhoProps) {
  const t = useT();
  const text = useText();
  const may = useMay();
  const [adding, setAdding] = useState<Given | null>(null);
  return (
    <>
      <Part label={t("rules.who")} words={text(name)} isFirst>
        {id === null ? (
          <p ref={takeFocus} tabIndex={-1}>
            {t("rules.whoNew")}
          </p>
        ) : (
          <>
            <p ref={takeFocus} tabIndex={-1}>
              {t("rules.whoHolds", { count: holders })}
            </p>
            {WAYS.map((way) => (
              <Holders key={way.words} role={id} way={way} />
            ))}
            <div className={styles.links}>
              {GIVEN_BY.filter(([object]) => may(object, "create")).map(([object, words]) => (
                <Button
                  key={object}
                  size="small"
                  icon={<PlusOutlined aria-hidden />}
                  onClick={() => setAdding(object)}
                >
                  {t(words)}
                </Button>
              ))}
            </div>
            <p className="muted">{t("rules.whoAtOnce")}</p>
          </>
        )}
      </Part>
      {adding && id !== null ? (
        <Giving object={adding} role={id} close={() => setAdding(null)} />
      ) : null}
    </>
  );
}

/** Outside of the part, which closes when something else is clicked. */
function Giving({ object: name, role, close }: { object: Given; role: string; close(): void }) {
  const object = useObject(name);
  if (!object) return null;
  return <CreateRecord object={object} given={{ role }} open close={close} created={close} />;
}

const SHOWN = 4;

function Holders({ role, way }: { role: string; way: Way }) {
  const t = useT();
  const { object, holder, words } = way;
  const is = { field: "role", op: "is", value: role } as const;
  const conditions =
    object === "post" ? [is] : [is, { field: holder, op: "isNotEmpty", value: null } as const];
  const filter = { and: conditions };
  const isKnown = useObject(object) !== undefined;
  const { data } = useQuery({
    ...pageQuery(object, { filter, limit: SHOWN + 1 }),
    enabled: isKnown,
  });
  if (!data) return null;
  const rows = data.rows.slice(0, SHOWN);
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t(words)}</span>
      <span className={styles.holders}>
        {rows.length === 0 ? <span className="faint">{t("rules.noHolder")}</span> : null}
        {rows.map((row) => (
          <span key={row.id}>{holderWords(row, way)}</span>
        ))}
        {hasMore(data) ? (
          <Link to="/o/$object" params={{ object }} search={{ f: conditions }}>
            {t("rules.allHolders")}
          </Link>
        ) : null}
      </span>
    </div>
  );
}

const hasMore = ({ rows, next }: ListReply): boolean => rows.length > SHOWN || next !== null;

const wordsOf = (value: unknown): string =>
  isReference(value) ? (value.title ?? "") : typeof value === "string" ? value : "";

const holderWords = ({ values }: Row, { object, holder, unit }: Way): string =>
  [values[holder], values[unit], object === "post" ? values["person"] : null]
    .map(wordsOf)
    .filter((words) => words !== "")
    .join(" · ");
