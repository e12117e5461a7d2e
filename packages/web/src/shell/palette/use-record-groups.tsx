/** Records that the server found, as lines of the palette. */
import type { SearchGroup, SearchHit } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRightOutlined } from "@ant-design/icons";
import { useNoun, useT, useText } from "../../i18n/index.ts";
import type { Found } from "../../queries/search.ts";
import { fieldOf, useSession } from "../../session/session.tsx";
import { NavigationIcon } from "../navigation-icon.tsx";
import type { Entry, EntryGroup } from "./entry.ts";
import { groupedPhone } from "./grouped-phone.ts";

export function useRecordGroups(found: Found | undefined): readonly EntryGroup[] {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const navigate = useNavigate();
  const { objects } = useSession();
  if (!found) return [];
  const toEntry = (object: string, hit: SearchHit): Entry => ({
    key: hit.id,
    icon: <NavigationIcon object={object} />,
    label: { text: hit.title ?? t("palette.untitled"), marks: hit.marks },
    ...noteOf(object, hit),
    isFound: true,
    perform: () => void navigate({ to: "/o/$object/$id", params: { object, id: hit.id } }),
  });
  const noteOf = (object: string, { beside }: SearchHit): Pick<Entry, "note"> => {
    const meta = objects.get(object);
    const field = meta && beside && fieldOf(meta, beside.field);
    if (!field) return {};
    if (field.type === "phone") return { note: groupedPhone(beside) };
    // A company or a store says itself what it is; words found in a note do not.
    const isKnown = field.type !== "longText" && beside.marks.length === 0;
    return { note: isKnown ? beside : { ...beside, name: text(field.label) } };
  };
  const allOf = ({ object }: SearchGroup): Entry => ({
    key: `all:${object}`,
    icon: <ArrowRightOutlined aria-hidden />,
    label: { text: t("palette.all", { objects: noun(objects.get(object)?.plural) }), marks: [] },
    isFound: true,
    perform: () =>
      void navigate({ to: "/o/$object", params: { object }, search: { q: found.words } }),
  });
  return found.groups
    .filter(({ object }) => objects.has(object))
    .map((group) => ({
      key: group.object,
      label: text(objects.get(group.object)?.plural),
      entries: [
        ...group.hits.map((hit) => toEntry(group.object, hit)),
        ...(group.isMore ? [allOf(group)] : []),
      ],
    }));
}
