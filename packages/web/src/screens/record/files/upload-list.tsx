import { CloseOutlined, ExclamationCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useT } from "../../../i18n/index.ts";
import styles from "./files.module.css";
import type { Upload, Uploads } from "./use-uploads.ts";

export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.list.length === 0) return null;
  return (
    <ul className={styles.list}>
      {uploads.list.map((upload) => (
        <li key={upload.key} className={styles.item}>
          <UploadLine upload={upload} uploads={uploads} />
        </li>
      ))}
    </ul>
  );
}

function UploadLine({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const t = useT();
  const { file, share, problem, isWorthRetrying } = upload;
  const { name } = file;
  const ends = problem === null ? t("files.cancel", { name }) : t("files.dismiss", { name });
  return (
    <>
      <span className={styles.about}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {problem === null ? (
          <Progress share={share} name={name} />
        ) : (
          <span className={styles.problem} role="alert">
            <ExclamationCircleFilled aria-hidden /> {problem}{" "}
            {isWorthRetrying ? (
              <button type="button" className="link-button" onClick={() => uploads.retry(upload)}>
                {t("files.retry")}
              </button>
            ) : null}
          </span>
        )}
      </span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={ends}
        title={ends}
        onClick={() => uploads.drop(upload)}
      />
    </>
  );
}

function Progress({ share, name }: { share: number | null; name: string }) {
  const t = useT();
  if (share === null) return <span className={styles.facts}>{t("files.waiting")}</span>;
  const percent = Math.round(share * 100);
  return (
    <span className={styles.progress}>
      <progress max={100} value={percent} aria-label={t("files.sending", { name })} />
      <span className={styles.facts}>{percent}%</span>
    </span>
  );
}
