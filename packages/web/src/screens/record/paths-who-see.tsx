/** Two hundred people who see a record by one rule are one line, not two hundred. */
import type { ObjectMeta, WhoCanSeeReply } from "@latchkey/server/contract";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./record.module.css";

type Entry = WhoCanSeeReply["people"][number];

export type Path = Omit<Entry, "person"> & {
  readonly key: string;
  readonly names: readonly (string | null)[];
};

export function groupByPath(pages: readonly WhoCanSeeReply[]): readonly Path[] {
  const people = pages.flatMap((page) => page.people);
  const groups = Map.groupBy(people, ({ person: _person, ...path }) => JSON.stringify(path));
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    if (!first) return [];
    const { person: _person, ...path } = first;
    return [{ ...path, key, names: members.map(({ person }) => person.title) }];
  });
}

const NAMES_AT_FIRST = 6;

export function PathsWhoSee({
  object,
  paths,
  whole = false,
}: {
  object: ObjectMeta;
  paths: readonly Path[];
  whole?: boolean;
}) {
  const t = useT();
  const text = useText();
  return (
    // A long list is scrolled by keyboard too.
    <ul className={styles.paths} {...(whole ? { tabIndex: 0 } : {})}>
      {paths.map((path) => {
        const shown = whole ? path.names : path.names.slice(0, NAMES_AT_FIRST);
        const more = path.names.length - shown.length;
        return (
          <li key={path.key}>
            <div>
              <strong>{text(path.role)}</strong>
              <span className="muted">{path.unit ? ` · ${path.unit}` : ""}</span>
            </div>
            <div>
              {shown.map((name) => name ?? t("field.unseenShort")).join(t("words.and"))}
              {more > 0 ? (
                <span className="muted"> {t("who.more", { count: path.names.length })}</span>
              ) : null}
            </div>
            <div className="faint">
              {path.reach ? `${text(path.reach)} · ` : ""}
              {text(path.because)}
              <FieldNote object={object} label="who.masked" names={path.masked} />
              <FieldNote object={object} label="who.hidden" names={path.hidden} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

interface FieldNoteProps {
  readonly object: ObjectMeta;
  readonly label: "who.masked" | "who.hidden";
  readonly names: readonly string[];
}

function FieldNote({ object, label, names }: FieldNoteProps) {
  const t = useT();
  const text = useText();
  if (names.length === 0) return null;
  const fields = names
    .map((name) => text(fieldOf(object, name)?.label) || name)
    .join(t("words.and"));
  return (
    <span className={styles.fieldNote} title={fields}>
      {" · "}
      {t(label, { count: names.length })}
    </span>
  );
}
