import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useT } from "../i18n/index.ts";
import { useTheme } from "../theme.ts";

export function ThemeSwitch() {
  const t = useT();
  const { isDark, choose } = useTheme();
  const words = t(isDark ? "shell.toLight" : "shell.toDark");
  return (
    <Button
      type="text"
      aria-label={words}
      title={words}
      icon={isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
      onClick={() => choose(isDark ? "light" : "dark")}
    />
  );
}
