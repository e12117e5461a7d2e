import { LockOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/index.ts";
import { recordQuery } from "../../queries/records.ts";
import { useObject } from "../../session/session.tsx";
import { isReference } from "./reference.ts";
import { useNames } from "./use-names.ts";

/** A record named elsewhere. Its title is null when the reader may not see it: then there is nothing to open. */
export function ReferenceLink({ target, value }: { target: string; value: unknown }) {
  const t = useT();
  const object = useObject(target);
  const names = useNames();
  if (!isReference(value)) return <ReferenceTitle target={target} id={String(value)} />;
  const name = names.ofReference(value);
  if (name === null) {
    return (
      <span className="faint" title={t("field.unseen")}>
        <LockOutlined aria-hidden /> {t("field.unseenShort")}
      </span>
    );
  }
  if (!object) return <>{name}</>;
  return (
    <Link
      to="/o/$object/$id"
      params={{ object: target, id: value.id }}
      onClick={(event) => event.stopPropagation()}
    >
      {name}
    </Link>
  );
}

/** A filter in the address knows only the id. */
export function ReferenceTitle({ target, id }: { target: string; id: string }) {
  const object = useObject(target);
  const names = useNames();
  const found = useQuery({ ...recordQuery({ object: target, id }), enabled: object !== undefined });
  const title = found.data ? names.ofRecord(object, found.data.record.values) : "";
  return <>{title || id.slice(0, 8)}</>;
}
