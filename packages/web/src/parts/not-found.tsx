import { Link } from "@tanstack/react-router";
import { Button, Result } from "antd";
import { useT } from "../i18n/index.ts";

export function NotFound() {
  const t = useT();
  return (
    <Result
      icon={null}
      title={t("failure.notFoundTitle")}
      subTitle={t("failure.notFound")}
      extra={
        <Link to="/">
          <Button>{t("action.home")}</Button>
        </Link>
      }
    />
  );
}
