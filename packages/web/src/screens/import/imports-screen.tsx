/** The reader's imports, whatever they brought in. */
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useT } from "../../i18n/index.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { useMay, useSession } from "../../session/session.tsx";
import { PastImports } from "./past-imports.tsx";
import { mayImport } from "./targets.ts";

export function ImportsScreen() {
  const t = useT();
  const may = useMay();
  const { meta } = useSession();
  const first = meta.objects.find(({ name }) => mayImport(may, name));
  const begin = first ? (
    <Link to="/o/$object/import" params={{ object: first.name }}>
      <Button type="primary">{t("past.begin")}</Button>
    </Link>
  ) : null;
  return (
    <Page title={t("past.title")} actions={begin}>
      <Panel>
        <PastImports empty={<Notice title={t("past.none")} words={t("past.noneWords")} />} />
      </Panel>
    </Page>
  );
}
