import type { Filter, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isReference } from "../../fields/parts/reference.ts";
import { useNoun, useT } from "../../i18n/index.ts";
import { pageQuery } from "../../queries/records.ts";
import { useMay, useObject, useSession } from "../../session/session.tsx";
import styles from "./roles.module.css";

/** A post has a few; who needs more finds them in the lists. */
const MOST = 50;

/** The saved views that lists open with for whoever holds the post, as far as the reader sees them. They are set in the lists. */
export function DefaultViews({ role }: { readonly role: string }) {
  const t = useT();
  const may = useMay();
  const isKnown = useObject("savedView")?.fields.some(({ name }) => name === "opensFor") === true;
  const filter: Filter = { field: "opensFor", op: "anyOf", value: [role] };
  const found = useQuery({
    ...pageQuery("savedView", { filter, limit: MOST }),
    enabled: isKnown && may("savedView", "view"),
  });
  if (!found.data) return null;
  return (
    <div>
      <p className="muted">{t("templates.views")}</p>
      {found.data.rows.length === 0 ? <p className="faint">{t("templates.noViews")}</p> : null}
      <ul className={styles.views}>
        {found.data.rows.map((row) => (
          <DefaultView key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}

function DefaultView({ row }: { readonly row: Row }) {
  const noun = useNoun();
  const { objects } = useSession();
  const { name, object, unit } = row.values;
  const listed = objects.get(String(object));
  const words = `${noun(listed?.plural)} · ${String(name ?? "")}`;
  return (
    <li>
      {listed ? (
        <Link to="/o/$object" params={{ object: listed.name }}>
          {words}
        </Link>
      ) : (
        String(name ?? "")
      )}
      {isReference(unit) ? <span className="faint"> {unit.title ?? ""}</span> : null}
    </li>
  );
}
