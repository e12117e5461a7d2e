import type { SandboxMeta, SandboxTrace } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Drawer, Skeleton } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { FailureWords } from "../../parts/failure-words.tsx";
import { sandboxTraceQuery } from "../../queries/sandboxes.ts";
import styles from "./sandboxes.module.css";

interface TraceDrawerProps {
  readonly sandbox: SandboxMeta;
  close(): void;
}

/** What was done by those in it, as the trail tells, and that it ended. */
export function TraceDrawer({ sandbox: { id, name }, close }: TraceDrawerProps) {
  const t = useT();
  const { data, error } = useQuery(sandboxTraceQuery(id));
  return (
    <Drawer open size={560} title={t("sandboxes.traceOf", { name })} onClose={close}>
      {error ? (
        <FailureWords problem={error} />
      ) : data ? (
        <Trace trace={data} />
      ) : (
        <Skeleton active />
      )}
    </Drawer>
  );
}

function Trace({ trace: { people, end } }: { trace: SandboxTrace }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      {end ? <Proof end={end} /> : null}
      {people.length === 0 ? (
        <p className="muted">{t("sandboxes.traceNone")}</p>
      ) : (
        <div className={styles.traceFrame}>
          <table className={styles.trace}>
            <thead>
              <tr>
                <th>{t("sandboxes.tracePerson")}</th>
                <th>{t("sandboxes.traceReads")}</th>
                <th>{t("sandboxes.traceActs")}</th>
                <th>{t("sandboxes.traceRefused")}</th>
                <th>{t("sandboxes.traceLast")}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ person, reads, acts, refused, last }) => (
                <tr key={person.id}>
                  <th scope="row">{person.title ?? t("field.unseenShort")}</th>
                  <td>{format.number(reads)}</td>
                  <td>{format.number(acts)}</td>
                  <td>{format.number(refused)}</td>
                  <td title={format.absolute(last)}>{format.relative(last)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Proof({ end }: { end: NonNullable<SandboxTrace["end"]> }) {
  const t = useT();
  const format = useFormat();
  const at = format.absolute(end.at);
  return (
    <Alert
      showIcon
      className={styles.proof ?? ""}
      type={end.allowedAfter === 0 ? "success" : "error"}
      title={
        end.allowedAfter === 0
          ? t("sandboxes.proof", { at })
          : t("sandboxes.proofBroken", { at, count: end.allowedAfter })
      }
    />
  );
}
