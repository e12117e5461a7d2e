/** One accent, one neutral scale, an 8-pixel grid; both themes from the same seeds. */
import { useSyncExternalStore } from "react";
import { theme, type ThemeConfig } from "antd";
import { usePreference } from "./preferences.ts";

export type ThemeChoice = "light" | "dark" | "system";

/** The class on which Ant Design puts its CSS variables; `index.html`'s root carries it too. */
export const THEME_CLASS = "latchkey-theme";

export function useTheme(): {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  readonly choose: (choice: ThemeChoice) => void;
} {
  const [choice, choose] = usePreference<ThemeChoice>("theme", "system");
  const prefersDark = useSyncExternalStore(watchSystem, () => systemDark.matches);
  return { choice, isDark: choice === "dark" || (choice === "system" && prefersDark), choose };
}

export function themeConfig(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: THEME_CLASS },
    hashed: false,
    token: {
      colorPrimary: isDark ? "#2fa391" : "#0e7569",
      colorInfo: isDark ? "#2fa391" : "#0e7569",
      colorLink: isDark ? "#4cc2ae" : "#0b6a5f",
      colorBgLayout: isDark ? "#101413" : "#f4f6f5",
      colorBgBase: isDark ? "#151a19" : "#ffffff",
      borderRadius: 6,
      fontSize: 14,
      motionDurationSlow: "0.18s",
      motionDurationMid: "0.14s",
      motionDurationFast: "0.08s",
      fontFamily:
        '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, "Helvetica Neue", Arial, sans-serif',
      wireframe: false,
    },
    components: {
      Table: { headerBg: "transparent", cellPaddingBlockSM: 8, headerSplitColor: "transparent" },
      Tabs: { horizontalMargin: "0" },
    },
  };
}

const systemDark = matchMedia("(prefers-color-scheme: dark)");

function watchSystem(listener: () => void): () => void {
  systemDark.addEventListener("change", listener);
  return () => systemDark.removeEventListener("change", listener);
}
