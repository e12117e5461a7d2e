/**
 * A list on paper takes records out, as a file does: it asks for the right to export and holds what an export holds. This
 * is no lock on what is in sight anyway, but the product puts no more on paper than somebody may take with them.
 */
import type { FieldMeta, PrintReply } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect, useEffectEvent } from "react";
import { call } from "../../api.ts";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNoun, useT, useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { PrintSheet } from "../../parts/print/print-sheet.tsx";
import { scopeQuery } from "../../queries/records.ts";
import { toRequest } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import styles from "../../parts/print/print-sheet.module.css";

interface ListPrintProps {
  readonly list: ListModel;
  close(): void;
}

/** Reads what is to be printed, and hands it to the browser. */
export function ListPrint({ list, close }: ListPrintProps) {
  const t = useT();
  const noun = useNoun();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const { object, columns, state } = list;
  const reading = useMutation({
    mutationFn: () =>
      call<PrintReply>(object.name, "print", {
        ...toRequest(state),
        fields: columns.map(({ name }) => name),
      }),
    onMutate: () => void message.loading({ key: TOAST, content: t("print.reading"), duration: 0 }),
    onSettled: () => message.destroy(TOAST),
    onError: (problem) => {
      tell(problem);
      close();
    },
  });
  const { data } = reading;
  const read = useEffectEvent(() => reading.mutate());
  const hand = useEffectEvent((reply: PrintReply) => {
    if (reply.rows.length > 0) return window.print();
    void message.info(t("print.nothing", { objects: noun(object.plural) }));
    close();
  });
  const end = useEffectEvent(close);
  useEffect(() => read(), []);
  useEffect(() => {
    if (!data) return undefined;
    const ended = () => end();
    window.addEventListener("afterprint", ended);
    hand(data);
    return () => window.removeEventListener("afterprint", ended);
  }, [data]);
  return data && data.rows.length > 0 ? <ListSheet list={list} reply={data} /> : null;
}

const TOAST = "print";

function ListSheet({ list, reply }: { list: ListModel; reply: PrintReply }) {
  const text = useText();
  const { object, columns, view } = list;
  const name = text(object.plural);
  return (
    <PrintSheet
      headings={{ row: <SheetHeadings columns={columns} />, count: columns.length }}
      title={view ? `${name} · ${view.name}` : name}
      words={<SheetWords list={list} reply={reply} />}
    >
      {reply.rows.map((row) => (
        <tr key={row.id}>
          {columns.map((field) => (
            <td key={field.name} className={numeric(field)}>
              {/* Nobody presses an eye on paper. */}
              <FieldCell
                object={object.name}
                field={field}
                row={{ ...row, revealable: [] }}
                dense
              />
            </td>
          ))}
        </tr>
      ))}
    </PrintSheet>
  );
}

function SheetHeadings({ columns }: { columns: readonly FieldMeta[] }) {
  const text = useText();
  return (
    <tr>
      {columns.map((field) => (
        <th key={field.name} scope="col" className={numeric(field)}>
          {text(field.label)}
        </th>
      ))}
    </tr>
  );
}

const numeric = (field: FieldMeta) => (fieldType(field).isNumeric ? styles.numeric : undefined);

/** What this is a list of, and how much of it is here. */
function SheetWords({ list, reply }: { list: ListModel; reply: PrintReply }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const scope = useQuery(scopeQuery(list.object.name));
  const { rows, total } = reply;
  const isWhole = !total.isMore && total.count <= rows.length;
  const withheld = list.count && !list.count.isMore ? list.count.count - total.count : 0;
  return (
    <>
      {scope.data ? <p>{text(scope.data.sentence)}</p> : null}
      {list.state.q ? <p>{t("print.search", { words: list.state.q })}</p> : null}
      <p>
        {isWhole
          ? t("print.whole", { count: rows.length })
          : t("print.first", { count: rows.length, total: format.count(total) })}
        {withheld > 0 ? ` ${t("print.withheld", { count: withheld })}` : ""}
      </p>
    </>
  );
}
