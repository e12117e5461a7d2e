import { Button } from "antd";
import { chooseLanguage, useLanguage, useT } from "../i18n/index.ts";

export function LanguageSwitch() {
  const t = useT();
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button
      type="text"
      aria-label={t("shell.language")}
      title={t("shell.language")}
      onClick={() => void chooseLanguage(other)}
    >
      {language === "zh" ? "EN" : "中"}
    </Button>
  );
}
