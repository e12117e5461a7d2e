import { Link } from "@tanstack/react-router";
import { Button, Popover } from "antd";
import { useT } from "../i18n/index.ts";
import styles from "./notice.module.css";
import { Notice } from "./notice.tsx";
import { takeFocus } from "./take-focus.ts";

export function NotFound({ isPage = true }: { isPage?: boolean }) {
  const t = useT();
  return (
    <Notice
      isPage={isPage}
      title={t("failure.notFoundTitle")}
      words={t("failure.notFound")}
      action={
        <>
          <Popover
            trigger="click"
            placement="bottom"
            destroyOnHidden
            content={
              <p ref={takeFocus} tabIndex={-1} className={styles.why}>
                {t("why.notFound")}
              </p>
            }
          >
            <button type="button" className="link-button">
              {t("why.ask")}
            </button>
          </Popover>
          <Link to="/">
            <Button>{t("action.home")}</Button>
          </Link>
        </>
      }
    />
  );
}
