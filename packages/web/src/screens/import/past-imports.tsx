/** Imports as they stand: what is under way, what became of the others, and the way back into each. */
import type { ListRequest, ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { pastImportsQuery } from "../../queries/administration.ts";
import { fieldOf, useObject, useSession } from "../../session/session.tsx";
import styles from "./import.module.css";

interface PastImportsProps {
  /** How many there are at a time; as many as a list has where absent. */
  readonly limit?: number;
  /** Where there are none. */
  readonly empty: ReactNode;
}

export function PastImports({ limit, empty }: PastImportsProps) {
  const importJob = useObject("importJob");
  const request: ListRequest = {
    sort: [{ field: "createdAt", direction: "desc" }],
    ...(limit === undefined ? {} : { limit }),
  };
  const list = useInfiniteQuery({ ...pastImportsQuery(request), enabled: importJob !== undefined });
  if (!importJob) return empty;
  if (list.error) return <Failure problem={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton active title={false} />;
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return empty;
  return (
    <>
      <ul className={styles.past}>
        {rows.map((row) => (
          <PastImport key={row.id} importJob={importJob} row={row} />
        ))}
      </ul>
      {limit === undefined ? <MoreButton query={list} /> : null}
    </>
  );
}

function PastImport({ importJob, row }: { importJob: ObjectMeta; row: Row }) {
  const text = useText();
  const format = useFormat();
  const { me, objects } = useSession();
  const { createdAt, owner } = row.values;
  const who = owner as { id: string; title: string | null } | null;
  const object = String(row.values["object"] ?? "");
  const fileName = String(row.values["fileName"] ?? "");
  const state = fieldOf(importJob, "state");
  const facts = [
    text(objects.get(object)?.plural) || object,
    who?.id === me.person.id ? "" : (who?.title ?? ""),
    useCountWords(row),
  ];
  return (
    <li>
      <div>
        {/* A job is its owner's alone. */}
        {who?.id === me.person.id && objects.has(object) ? (
          <Link to="/o/$object/import" params={{ object }} search={{ job: row.id }}>
            {fileName}
          </Link>
        ) : (
          fileName
        )}
        <div className={styles.pastFacts}>
          {typeof createdAt === "string" ? (
            <time dateTime={createdAt} title={format.absolute(createdAt)}>
              {format.relative(createdAt)}
            </time>
          ) : null}
          {facts.filter(Boolean).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
      </div>
      {state ? <FieldCell object="importJob" field={state} row={row} dense /> : null}
    </li>
  );
}

const COUNTED = [
  ["created", "past.created"],
  ["updated", "past.updated"],
  ["failed", "past.failed"],
] as const;

/** How far it is while it is at work; then how many rows became what. */
function useCountWords({ values }: Row): string {
  const t = useT();
  const format = useFormat();
  const number = (name: string) => Number(values[name] ?? 0);
  const total = t("past.rows", { count: number("total"), rows: format.number(number("total")) });
  if (values["state"] === "uploaded") return total;
  if (values["state"] === "checking" || values["state"] === "running")
    return t("past.progress", {
      done: format.number(number("done")),
      total: format.number(number("total")),
    });
  const parts = COUNTED.filter(([name]) => number(name) > 0).map(([name, key]) =>
    t(key, { count: format.number(number(name)) }),
  );
  return [total, ...parts].join(t("words.and"));
}
