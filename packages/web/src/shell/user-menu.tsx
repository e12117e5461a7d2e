import {
  IdcardOutlined,
  LockOutlined,
  LogoutOutlined,
  MacCommandOutlined,
  MoonOutlined,
  SunOutlined,
  TranslationOutlined,
} from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Avatar, type MenuProps } from "antd";
import { lazy, Suspense, useState } from "react";
import { chooseLanguage, tagOf, useLanguage, useT } from "../i18n/index.ts";
import { LateDropdown } from "../parts/late-dropdown.tsx";
import { LETTER_KEYS } from "../parts/use-shortcut.ts";
import { usePreference } from "../preferences.ts";
import { useSession } from "../session/session.tsx";
import { useLeave } from "../session/use-leave.ts";
import { useTheme } from "../theme.ts";
import styles from "./shell.module.css";

const ChangePassword = lazy(async () => ({
  default: (await import("../session/change-password.tsx")).ChangePassword,
}));

export function UserMenu() {
  const t = useT();
  const navigate = useNavigate();
  const other = useLanguage() === "zh" ? "en" : "zh";
  const { isDark, choose } = useTheme();
  const [hasLetterKeys, setLetterKeys] = usePreference(LETTER_KEYS, true);
  const { me } = useSession();
  const leave = useLeave();
  const [isChanging, setChanging] = useState(false);
  const items: MenuProps["items"] = [
    { key: "rights", icon: <IdcardOutlined aria-hidden />, label: t("who.rights") },
    { key: "password", icon: <LockOutlined aria-hidden />, label: t("password.change") },
    { type: "divider" },
    {
      key: "language",
      icon: <TranslationOutlined aria-hidden />,
      label: <span lang={tagOf(other)}>{t("shell.language")}</span>,
    },
    {
      key: "theme",
      icon: isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />,
      label: t(isDark ? "shell.toLight" : "shell.toDark"),
    },
    {
      key: "keys",
      icon: <MacCommandOutlined aria-hidden />,
      label: t(hasLetterKeys ? "shell.letterKeysOff" : "shell.letterKeysOn"),
    },
    { type: "divider" },
    { key: "out", icon: <LogoutOutlined aria-hidden />, label: t("shell.signOut") },
  ];
  const perform: Readonly<Record<string, () => void>> = {
    rights: () => void navigate({ to: "/me/rights" }),
    password: () => setChanging(true),
    language: () => void chooseLanguage(other),
    theme: () => choose(isDark ? "light" : "dark"),
    keys: () => setLetterKeys(!hasLetterKeys),
    out: () => void leave(),
  };
  return (
    <>
      <LateDropdown menu={{ items, onClick: ({ key }) => perform[key]?.() }}>
        <button
          type="button"
          className={styles.avatar}
          aria-label={t("shell.userMenu", { name: me.person.name })}
        >
          <Avatar size={28}>{me.person.name.slice(0, 1)}</Avatar>
        </button>
      </LateDropdown>
      {isChanging ? (
        <Suspense fallback={null}>
          <ChangePassword close={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
