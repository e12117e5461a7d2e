import { LoadingOutlined } from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App as AntApp, ConfigProvider } from "antd";
import { useEffect } from "react";
import { controlWords, SpokenContext, useSpoken } from "./i18n/index.ts";
import { queryClient } from "./queries/query-client.ts";
import { router } from "./router.tsx";
import { THEME_CLASS, themeConfig, useTheme } from "./theme.ts";

const BUTTONS = {
  autoInsertSpace: false,
  // Ant Design's own sign of work glides out, and stays for ever where an answer is there before it has glided in.
  loadingIcon: <LoadingOutlined aria-hidden />,
};

export function App() {
  const { isDark } = useTheme();
  const spoken = useSpoken();
  const words = controlWords(spoken.language);
  useEffect(() => {
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  }, [isDark]);
  return (
    <SpokenContext value={spoken}>
      <ConfigProvider
        theme={themeConfig(isDark)}
        {...(words ? { locale: words } : {})}
        button={BUTTONS}
      >
        <AntApp className={`${THEME_CLASS} app-root`} message={{ maxCount: 3 }}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </SpokenContext>
  );
}
