import type { ObjectMeta } from "@latchkey/server/contract";
import { useMemo } from "react";
import { useT, useText } from "../i18n/index.ts";
import { useMay, useSession } from "../session/session.tsx";
import { NAVIGATION, NOT_IN_NAVIGATION, type NavigationEntry } from "./navigation.ts";

interface NavigationItem {
  readonly key: string;
  readonly label: string;
  readonly object: string;
  readonly icon: string;
  readonly to: string;
}

export interface NavigationSection {
  readonly name: string;
  /** Empty: without a heading. */
  readonly label: string;
  readonly items: readonly NavigationItem[];
}

export function useNavigation(): readonly NavigationSection[] {
  const { objects, me } = useSession();
  const may = useMay();
  const t = useT();
  const text = useText();
  return useMemo(() => {
    const toItem = (entry: NavigationEntry): NavigationItem[] => {
      const { isEverybodys = false, action = "view" } = entry.screen ?? {};
      if (!isEverybodys && !may(entry.object, action)) return [];
      if (entry.screen) {
        const { to, label, icon = entry.object } = entry.screen;
        return [{ key: to, label: t(label), object: entry.object, icon, to }];
      }
      const object = objects.get(entry.object);
      return object ? [listItem(object, text(object.plural))] : [];
    };
    const placed = new Set(
      NAVIGATION.flatMap((group) => group.entries.map((entry) => entry.object)),
    );
    const others = [...objects.keys()].filter(
      (name) => !placed.has(name) && !NOT_IN_NAVIGATION.has(name),
    );
    const groups = [
      ...NAVIGATION,
      { name: "more", label: "nav.more" as const, entries: others.map((object) => ({ object })) },
    ];
    return groups
      .map(({ name, label, entries }) => ({
        name,
        label: label === null ? "" : t(label),
        items: entries.flatMap(toItem),
      }))
      .filter((section) => section.items.length > 0);
    // `may` reads `me.may`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [objects, me.may, t, text]);
}

function listItem(object: ObjectMeta, label: string): NavigationItem {
  return {
    key: object.name,
    label,
    object: object.name,
    icon: object.name,
    to: `/o/${object.name}`,
  };
}
