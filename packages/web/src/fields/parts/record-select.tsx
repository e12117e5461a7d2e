/** Chooses a record of any object by typing part of its name. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { useDebounced } from "../../parts/use-debounced.ts";
import { pageQuery, recordQuery } from "../../queries/records.ts";
import { useObject } from "../../session/session.tsx";
import { asList } from "./as-list.ts";
import { Select } from "./late-controls.tsx";
import { isReference, referenceId } from "./reference.ts";
import { useNames } from "./use-names.ts";

export interface RecordSelectProps {
  readonly target: string;
  readonly id?: string;
  /** A reference as read, an id, or a list of ids. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly multiple?: boolean;
  readonly clearable?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly defaultOpen?: boolean;
  readonly placeholder?: string;
  readonly "aria-label"?: string;
}

const MOST_OPTIONS = 30;

export function RecordSelect(props: RecordSelectProps) {
  const { target, value, onChange, multiple = false, clearable = true, ...rest } = props;
  const t = useT();
  const object = useObject(target);
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(rest.defaultOpen === true);
  const search = useDebounced(words.trim(), 200);
  const found = useQuery({
    ...pageQuery(target, { ...(search === "" ? {} : { search }), limit: MOST_OPTIONS }),
    enabled: isOpen && object !== undefined,
  });
  const ids = asList(value).flatMap((item) => referenceId(item) ?? []);
  const names = useNames();
  const known = useTitles(target, value, ids);
  // What is closed asks nothing, and waits for nothing.
  const isLate = isOpen && (found.isPlaceholderData || words.trim() !== search);
  const options = (found.data?.rows ?? [])
    .map((row) => ({ value: row.id, label: names.ofRecord(object, row.values) || row.id }))
    // Of what was found for fewer words those go at once that will go: nothing moves under the pointer afterwards.
    .filter(({ label }) => !isLate || isIn(label, words));
  const chosen = ids
    .filter((id) => !options.some((option) => option.value === id))
    .map((id) => ({ value: id, label: known.get(id) ?? "…" }));
  return (
    <Select
      {...rest}
      {...(multiple ? { mode: "multiple" as const } : {})}
      allowClear={clearable}
      showSearch={{ filterOption: false, onSearch: setWords }}
      onOpenChange={setOpen}
      loading={isLate || found.isFetching}
      style={{ width: "100%" }}
      value={multiple ? ids : (ids[0] ?? null)}
      onChange={(next: unknown) => onChange(next ?? null)}
      notFoundContent={isLate || found.isFetching ? t("list.loading") : t("field.noneFound")}
      options={search === "" ? [...chosen, ...options] : options}
    />
  );
}

const isIn = (label: string, words: string): boolean =>
  label.toLowerCase().includes(words.trim().toLowerCase());

/** The title of what is chosen already: from the reference as read, or looked up once. */
function useTitles(
  target: string,
  value: unknown,
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const t = useT();
  const object = useObject(target);
  const names = useNames();
  const read = asList(value).filter(isReference);
  const missing = ids.find((id) => !read.some((reference) => reference.id === id));
  const looked = useQuery({
    ...recordQuery({ object: target, id: missing ?? "" }),
    enabled: missing !== undefined && object !== undefined,
  });
  const titles = new Map(
    read.map((reference) => [reference.id, names.ofReference(reference) ?? t("field.unseenShort")]),
  );
  if (missing && looked.data)
    titles.set(missing, names.ofRecord(object, looked.data.record.values));
  if (missing && looked.error) titles.set(missing, t("field.unseenShort"));
  return titles;
}
