/** A mapping as a file: kept, passed on, and written by hand where the table does not reach. */
import { DownloadOutlined, FileTextOutlined } from "@ant-design/icons";
import type { ImportMapping } from "@latchkey/server/contract";
import { Alert, Button, Space, Upload } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { parseMappingFile } from "./parse-mapping-file.ts";

interface MappingFileProps {
  /** Of the file that is saved. */
  readonly name: string;
  readonly mapping: ImportMapping;
  change(mapping: ImportMapping): void;
}

export function MappingFile({ name, mapping, change }: MappingFileProps) {
  const t = useT();
  const [isWrong, setWrong] = useState(false);
  async function use(file: File): Promise<void> {
    const read = parseMappingFile(await file.text());
    setWrong(read === null);
    if (read) change(read);
  }
  return (
    <>
      <Space wrap>
        <Upload
          accept=".json,application/json"
          showUploadList={false}
          beforeUpload={(file) => {
            void use(file);
            return false;
          }}
        >
          <Button size="small" icon={<FileTextOutlined aria-hidden />}>
            {t("import.useMapping")}
          </Button>
        </Upload>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => save(`${name}.mapping.json`, mapping)}
        >
          {t("import.saveMapping")}
        </Button>
      </Space>
      {isWrong ? (
        <Alert type="error" showIcon title={t("import.badMapping")} style={{ marginTop: 12 }} />
      ) : null}
    </>
  );
}

function save(fileName: string, mapping: ImportMapping): void {
  const text = `${JSON.stringify(mapping, null, 2)}\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
