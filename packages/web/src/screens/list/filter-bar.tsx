import { SearchOutlined } from "@ant-design/icons";
import type { FieldMeta } from "@latchkey/server/contract";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { firstOperator } from "../../fields/registry.ts";
import { useT } from "../../i18n/index.ts";
import { useDebounced } from "../../parts/use-debounced.ts";
import { AddFilter } from "./add-filter.tsx";
import { FilterPartChips } from "./filter-part.tsx";
import { conditionsOf, toParts, type Condition, type FilterPart } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function FilterBar({ list }: { list: ListModel }) {
  const t = useT();
  const { state, setState, object } = list;
  const parts = state.f ?? [];
  const [draft, setDraft] = useState<Condition | null>(null);
  /** The part that is being given an alternative. */
  const [growing, setGrowing] = useState<number | null>(null);
  const commit = (next: readonly FilterPart[]) => {
    const { f: _f, ...rest } = state;
    setState(next.length > 0 ? { ...rest, f: next } : rest);
  };
  const place = (conditions: readonly Condition[], index: number) => {
    setDraft(null);
    commit([...parts.slice(0, index), ...toParts(conditions), ...parts.slice(index + 1)]);
  };
  const add = (field: FieldMeta) => {
    const op = firstOperator(field);
    if (op) setDraft({ field: field.name, op });
  };
  return (
    <div className={styles.filters}>
      <SearchBox list={list} />
      {[...parts, ...(draft ? [draft] : [])].map((part, index) => (
        <FilterPartChips
          // A condition that gets an alternative stays the same chip.
          key={index < parts.length ? index : "draft"}
          object={object}
          conditions={index < parts.length ? conditionsOf(part) : []}
          draft={index < parts.length ? null : draft}
          isGrowing={growing === index}
          grow={(isGrowing) => setGrowing(isGrowing ? index : null)}
          change={(conditions) => place(conditions, index)}
          cancel={() => setDraft(null)}
        />
      ))}
      <AddFilter object={object} isFirst={parts.length === 0} add={add} />
      {parts.length > 1 ? (
        <Button type="link" size="small" onClick={() => commit([])}>
          {t("filter.clear")}
        </Button>
      ) : null}
    </div>
  );
}

/** Long enough that a word is not searched letter by letter. */
const SEARCH_REST_MILLISECONDS = 250;

function SearchBox({ list }: { list: ListModel }) {
  const t = useT();
  const { state, setState } = list;
  const [words, setWords] = useState(state.q ?? "");
  const settled = useDebounced(words.trim(), SEARCH_REST_MILLISECONDS);
  const [seen, setSeen] = useState(state.q ?? "");
  if ((state.q ?? "") !== seen) {
    setSeen(state.q ?? "");
    // Another view, or the way back: the box says what is searched now.
    if ((state.q ?? "") !== settled) setWords(state.q ?? "");
  }
  useEffect(() => {
    if (settled === (state.q ?? "")) return;
    const { q: _q, ...rest } = state;
    setState(settled === "" ? rest : { ...rest, q: settled });
    // Only what was typed starts a search; an address that changes by other means must not be overwritten.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <Input
      className={styles.search}
      allowClear
      prefix={<SearchOutlined className="faint" aria-hidden />}
      placeholder={t("list.search")}
      aria-label={t("list.search")}
      value={words}
      onChange={(event) => setWords(event.target.value)}
    />
  );
}
