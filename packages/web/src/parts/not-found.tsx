import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useT } from "../i18n/index.ts";
import { Notice } from "./notice.tsx";

export function NotFound({ isPage = true }: { isPage?: boolean }) {
  const t = useT();
  return (
    <Notice
      isPage={isPage}
      title={t("failure.notFoundTitle")}
      words={t("failure.notFound")}
      action={
        <Link to="/">
          <Button>{t("action.home")}</Button>
        </Link>
      }
    />
  );
}
