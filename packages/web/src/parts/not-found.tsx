import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useT } from "../i18n/index.ts";
import { Notice } from "./notice.tsx";

export function NotFound() {
  const t = useT();
  return (
    <Notice
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
