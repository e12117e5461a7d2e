/** One accent, one neutral scale, an 8-pixel grid; both themes from the same seeds. */
import { theme, type ThemeConfig } from "antd";
import { watchMedia } from "./parts/media.ts";
import { usePreference } from "./preferences.ts";

export type ThemeChoice = "light" | "dark" | "system";

/** The class on which Ant Design puts its CSS variables; `index.html`'s root carries it too. */
export const THEME_CLASS = "latchkey-theme";

const usePrefersDark = watchMedia("(prefers-color-scheme: dark)");

export function useTheme(): {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  readonly choose: (choice: ThemeChoice) => void;
} {
  const [choice, choose] = usePreference<ThemeChoice>("theme", "system");
  const prefersDark = usePrefersDark();
  const isDark = choice === "dark" || (choice === "system" && prefersDark);
  return { choice, isDark, choose };
}

/**
 * Who asks their system for less motion gets it from the style sheet. Ant Design's own switch would have dialogs and
 * popovers mounted before they can be seen, and what is to have the focus in them would never get it.
 */
export function themeConfig(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: THEME_CLASS },
    hashed: false,
    token: {
      colorPrimary: isDark ? "#2fa391" : "#0e7569",
      colorInfo: isDark ? "#2fa391" : "#0e7569",
      colorLink: isDark ? "#4cc2ae" : "#0b6a5f",
      ...(isDark ? DARK_SIGNALS : LIGHT_SIGNALS),
      // The tints that the algorithm finds for so deep a green are grey; these keep its hue.
      ...(isDark ? DARK_TINTS : LIGHT_TINTS),
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
      ...Object.fromEntries(FILLED_IN.map((name) => [name, { colorBorder: CONTROL_EDGE }])),
      Table: { headerBg: "transparent", cellPaddingBlockSM: 8, headerSplitColor: "transparent" },
      Tabs: { horizontalMargin: "0", ...(isDark ? DARK_TABS : {}) },
      // Mixed with white beforehand, as the algorithm has it, a tag would have the colour of the page.
      Tag: { defaultBg: isDark ? "rgba(255, 255, 255, 0.1)" : "rgba(0, 0, 0, 0.06)" },
      // White on these greens and reds cannot be read, neither here nor when it is hovered or pressed.
      ...(isDark ? { Button: { primaryColor: ON_BRIGHT, dangerColor: ON_BRIGHT } } : {}),
    },
  };
}

/**
 * Good, doubtful and bad. Signs need a contrast of 3 with what is behind them and words 4.5, on the page, on a panel and
 * on their own tints; the tints stay those of Ant Design's own colours, which these would make grey.
 */
const LIGHT_SIGNALS = {
  colorError: "#cf1322",
  colorErrorBg: "#fff2f0",
  colorErrorBgHover: "#fff1f0",
  colorErrorBorder: "#ffccc7",
  colorErrorBorderHover: "#ffa39e",
  colorErrorText: "#cf1322",
  colorSuccess: "#389e0d",
  colorSuccessBg: "#f6ffed",
  colorSuccessBorder: "#b7eb8f",
  colorSuccessText: "#237804",
  colorWarning: "#b87000",
  colorWarningBg: "#fffbe6",
  colorWarningBgHover: "#fff1b8",
  colorWarningBorder: "#ffe58f",
  colorWarningText: "#874d00",
};

const DARK_SIGNALS = {
  colorError: "#ff8080",
  colorErrorText: "#f08c8c",
  colorSuccessText: "#6abe39",
  colorWarningText: "#e8b339",
};

const ON_BRIGHT = "var(--on-primary)";

/** Where something is filled in is told from its ground by an edge with a contrast of 3. */
const CONTROL_EDGE = "var(--control-edge)";
const FILLED_IN = ["Input", "InputNumber", "Select", "DatePicker", "Checkbox", "Radio"] as const;

const LIGHT_TINTS = {
  colorBgLayout: "#f4f6f5",
  colorPrimaryBg: "#e8f4f1",
  colorPrimaryBgHover: "#d5ebe6",
  colorPrimaryBorder: "#a9d6cd",
  colorPrimaryBorderHover: "#7cc0b3",
  colorPrimaryHover: "#107f72",
  colorLinkHover: "#0e7569",
  colorPrimaryActive: "#0a5f55",
  colorPrimaryText: "#0b6a5f",
  colorInfoBg: "#e8f4f1",
  colorInfoBorder: "#a9d6cd",
  ...quietWords("0, 0, 0"),
};

const DARK_TINTS = {
  colorBgLayout: "#0f1211",
  colorBgContainer: "#181c1b",
  colorBgElevated: "#222726",
  colorBorder: "#3a413f",
  colorBorderSecondary: "#2a302e",
  colorPrimaryBg: "#14302b",
  colorInfoBg: "#14302b",
  colorInfoBorder: "#245c52",
  colorPrimaryBgHover: "#193d37",
  colorPrimaryBorder: "#245c52",
  colorPrimaryBorderHover: "#2f7568",
  colorPrimaryHover: "#3bb3a0",
  colorLinkHover: "#5fcdb9",
  colorPrimaryActive: "#27907f",
  colorPrimaryText: "#5fcdb9",
  ...quietWords("255, 255, 255"),
};

const DARK_TABS = { itemSelectedColor: "#5fcdb9", itemHoverColor: "#5fcdb9" };

/** The algorithm's own are too pale to read on our grounds: WCAG asks for a contrast of 4.5. */
function quietWords(colour: string) {
  const words = `rgba(${colour}, 0.6)`;
  return {
    colorTextSecondary: `rgba(${colour}, 0.68)`,
    colorTextTertiary: words,
    colorTextDescription: words,
    colorTextPlaceholder: words,
  };
}
