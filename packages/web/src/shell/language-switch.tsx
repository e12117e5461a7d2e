import { Button } from "antd";
import { chooseLanguage, tagOf, useLanguage, useT } from "../i18n/index.ts";

export function LanguageSwitch() {
  const t = useT();
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  const short = t("shell.languageShort");
  return (
    <Button
      type="text"
      lang={tagOf(other)}
      // Whoever speaks to the screen says what stands on it, so its name begins with that.
      aria-label={`${short}: ${t("shell.language")}`}
      title={t("shell.language")}
      onClick={() => void chooseLanguage(other)}
    >
      {short}
    </Button>
  );
}
