/** What can be done from anywhere, as far as the reader may do it. */
import {
  BellOutlined,
  ExportOutlined,
  HistoryOutlined,
  IdcardOutlined,
  ImportOutlined,
  LockOutlined,
  LogoutOutlined,
  MoonOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  SunOutlined,
  TranslationOutlined,
} from "@ant-design/icons";
import type { ObjectMeta } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { chooseLanguage, useLanguage, useNoun, useT } from "../../i18n/index.ts";
import { useMay, useSession } from "../../session/session.tsx";
import { useLeave } from "../../session/use-leave.ts";
import { useTheme } from "../../theme.ts";
import { useNavigation } from "../use-navigation.ts";
import type { Entry } from "./entry.ts";
import type { Task } from "./task.ts";

/** What is written down most often on a day. */
const OFTEN = ["followUp", "customer", "task", "opportunity", "order", "ticket"];

export function useActions(open: (task: Task) => void): readonly Entry[] {
  return [...useObjectActions(open), ...useOwnActions(open)];
}

/** What the reader's roles do not let them do with a list they see: who looks for it is told why it is not there (R142). */
export function useClosedActions(open: (task: Task) => void): readonly Entry[] {
  const t = useT();
  const noun = useNoun();
  const objects = useListedObjects();
  const closed = (name: string, labelOf: (object: ObjectMeta) => string) =>
    objects
      .filter(({ closedActions }) => closedActions.includes(name))
      .map((object) => ({
        ...action(`why:${name}:${object.name}`, <QuestionCircleOutlined aria-hidden />, {
          label: labelOf(object),
          perform: () => open({ kind: "why", object: object.name, action: name }),
        }),
        note: { text: t("why.ask"), marks: [] },
        isKept: false,
      }));
  return [
    ...closed("create", ({ label }) => t("list.create", { object: noun(label) })),
    ...closed("import", ({ plural }) => t("palette.import", { objects: noun(plural) })),
    ...closed("export", ({ plural }) => t("export.title", { objects: noun(plural) })),
  ];
}

function useObjectActions(open: (task: Task) => void): readonly Entry[] {
  const t = useT();
  const noun = useNoun();
  const may = useMay();
  const navigate = useNavigate();
  const objects = useListedObjects();
  const offered = (action: string, make: (object: ObjectMeta) => Entry) =>
    objects.filter(({ name }) => may(name, action)).map(make);
  return [
    ...offered("create", (object) =>
      action(`create:${object.name}`, <PlusOutlined aria-hidden />, {
        label: t("list.create", { object: noun(object.label) }),
        perform: () => open({ kind: "create", object: object.name }),
      }),
    ),
    ...offered("import", ({ name, plural }) =>
      action(`import:${name}`, <ImportOutlined aria-hidden />, {
        label: t("palette.import", { objects: noun(plural) }),
        perform: () => void navigate({ to: "/o/$object/import", params: { object: name } }),
      }),
    ),
    ...offered("export", ({ name, plural }) =>
      action(`export:${name}`, <ExportOutlined aria-hidden />, {
        label: t("export.title", { objects: noun(plural) }),
        // What is exported stands behind the question how.
        perform: async () => {
          await navigate({ to: "/o/$object", params: { object: name } });
          open({ kind: "export", object: name });
        },
      }),
    ),
  ];
}

/** Objects with a list in the navigation, those first that are written most often. */
function useListedObjects(): readonly ObjectMeta[] {
  const { objects } = useSession();
  const names = useNavigation()
    .flatMap(({ items }) => items)
    .filter(({ to }) => to.startsWith("/o/"))
    .map(({ object }) => object);
  const often = OFTEN.filter((name) => names.includes(name));
  const ordered = [...often, ...names.filter((name) => !often.includes(name))];
  return ordered.flatMap((name) => objects.get(name) ?? []);
}

function useOwnActions(open: (task: Task) => void): readonly Entry[] {
  const t = useT();
  const navigate = useNavigate();
  const language = useLanguage();
  const { isDark, choose } = useTheme();
  const may = useMay();
  const leave = useLeave();
  return [
    action("inbox", <BellOutlined aria-hidden />, {
      label: t("inbox.title"),
      perform: () => void navigate({ to: "/inbox" }),
    }),
    ...(may("importJob", "view")
      ? [
          action("imports", <HistoryOutlined aria-hidden />, {
            label: t("past.title"),
            perform: () => void navigate({ to: "/imports" }),
          }),
        ]
      : []),
    action("rights", <IdcardOutlined aria-hidden />, {
      label: t("who.rights"),
      perform: () => void navigate({ to: "/me/rights" }),
    }),
    action("language", <TranslationOutlined aria-hidden />, {
      label: t("shell.language"),
      perform: () => void chooseLanguage(language === "zh" ? "en" : "zh"),
    }),
    action("theme", isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />, {
      label: t(isDark ? "shell.toLight" : "shell.toDark"),
      perform: () => choose(isDark ? "light" : "dark"),
    }),
    action("password", <LockOutlined aria-hidden />, {
      label: t("password.change"),
      perform: () => open({ kind: "password" }),
    }),
    action("out", <LogoutOutlined aria-hidden />, {
      label: t("shell.signOut"),
      perform: () => void leave(),
    }),
  ];
}

function action(
  key: string,
  icon: ReactNode,
  { label, perform }: { readonly label: string; perform(): unknown },
): Entry {
  return {
    key: `action:${key}`,
    icon,
    label: { text: label, marks: [] },
    isKept: key !== "out",
    perform: () => void perform(),
  };
}
