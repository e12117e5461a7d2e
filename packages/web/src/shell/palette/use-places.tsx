/** Screens and actions, found by their words at once; what was used last comes first. */
import { useNavigate } from "@tanstack/react-router";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { usePreference } from "../../preferences.ts";
import { useSession } from "../../session/session.tsx";
import { NavigationIcon } from "../navigation-icon.tsx";
import { useNavigation } from "../use-navigation.ts";
import type { Entry, EntryGroup } from "./entry.ts";
import type { Task } from "./task.ts";
import { useActions, useClosedActions } from "./use-actions.tsx";

/** Lines of a group: while nothing is typed, and of what is found. */
const FEW = 5;
const MANY = 8;
const MOST_REMEMBERED = 12;

export interface Places {
  /** Begin with the words, and so are meant more likely than a record is. */
  readonly first: readonly EntryGroup[];
  readonly others: readonly EntryGroup[];
  use(entry: Entry): void;
}

export function usePlaces(words: string, open: (task: Task) => void): Places {
  const t = useT();
  const { me } = useSession();
  const actions = useActions(open);
  const screens = useScreens();
  const [used, setUsed] = usePreference<readonly string[]>(`palette.${me.person.id}`, []);
  const use = ({ key, isKept }: Entry) => {
    if (isKept) setUsed([key, ...used.filter((one) => one !== key)].slice(0, MOST_REMEMBERED));
  };
  const group = (label: MessageKey, entries: readonly Entry[]) =>
    entries.length === 0 ? [] : [{ key: label, label: t(label), entries }];
  const closed = useClosedActions(open);
  const both = [...screens, ...actions];
  const recent = used.flatMap((key) => both.find((entry) => entry.key === key) ?? []);
  if (words === "") {
    const latest = recent.slice(0, FEW);
    const rest = (entries: readonly Entry[]) => entries.filter((entry) => !latest.includes(entry));
    return {
      use,
      first: group("palette.recent", latest),
      others: [
        ...group("palette.actions", rest(actions).slice(0, FEW)),
        ...group("palette.screens", rest(screens).slice(0, MANY)),
      ],
    };
  }
  const found = (entries: readonly Entry[], isWanted: (place: number) => boolean) =>
    entries
      .toSorted((a, b) => usedAt(used, a) - usedAt(used, b))
      .flatMap((entry) => {
        const place = entry.label.text.toLowerCase().indexOf(words.toLowerCase());
        return isWanted(place) ? [marked(entry, place, words.length)] : [];
      })
      .slice(0, FEW);
  const groupsOf = (isWanted: (place: number) => boolean) => [
    ...group("palette.screens", found(screens, isWanted)),
    ...group("palette.actions", found(actions, isWanted)),
  ];
  const more = groupsOf((at) => at > 0).map((one) => ({ ...one, key: `${one.key} more` }));
  const others = [
    ...more,
    ...group(
      "palette.closed",
      found(closed, (at) => at === 0),
    ),
  ];
  return { use, first: groupsOf((at) => at === 0), others };
}

/** Smaller for what was used later. */
function usedAt(used: readonly string[], { key }: Entry): number {
  const place = used.indexOf(key);
  return place < 0 ? used.length : place;
}

const marked = (entry: Entry, from: number, length: number): Entry => ({
  ...entry,
  label: { ...entry.label, marks: [[from, from + length]] },
});

function useScreens(): readonly Entry[] {
  const sections = useNavigation();
  const navigate = useNavigate();
  return sections.flatMap(({ label: section, items }) =>
    items.map(({ key, icon, label, to }) => ({
      key: `screen:${key}`,
      icon: <NavigationIcon object={icon} />,
      label: { text: label, marks: [] },
      note: { text: section, marks: [] },
      isKept: true,
      perform: () => void navigate({ to }),
    })),
  );
}
