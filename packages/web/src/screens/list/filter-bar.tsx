import { FilterOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import type { FieldMeta } from "@latchkey/server/contract";
import { Button, Input, Popover, Tag } from "antd";
import { useEffect, useState } from "react";
import { firstOperator } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useDebounced } from "../../parts/use-debounced.ts";
import { fieldOf } from "../../session/session.tsx";
import { FilterChip } from "./filter-chip.tsx";
import type { Condition } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function FilterBar({ list }: { list: ListModel }) {
  const t = useT();
  const { state, setState, object } = list;
  const conditions = state.f ?? [];
  const [draft, setDraft] = useState<Condition | null>(null);
  const commit = (next: readonly Condition[]) => {
    const { f: _f, ...rest } = state;
    setState(next.length > 0 ? { ...rest, f: next } : rest);
  };
  const add = (field: FieldMeta) => {
    const op = firstOperator(field);
    if (op) setDraft({ field: field.name, op });
  };
  const draftField = draft ? fieldOf(object, draft.field) : undefined;
  return (
    <div className={styles.filters}>
      <SearchBox list={list} />
      {conditions.map((condition, index) => {
        const field = fieldOf(object, condition.field);
        const remove = () => commit(conditions.filter((_, at) => at !== index));
        return field ? (
          <FilterChip
            key={`${condition.field}-${index}`}
            field={field}
            condition={condition}
            change={(next) => commit(conditions.map((other, at) => (at === index ? next : other)))}
            remove={remove}
          />
        ) : (
          <Tag key={`${condition.field}-${index}`} color="warning" closable onClose={remove}>
            {t("filter.gone")}
          </Tag>
        );
      })}
      {draft && draftField ? (
        <FilterChip
          key={`draft-${draft.field}`}
          field={draftField}
          condition={draft}
          startsOpen
          change={(next) => {
            setDraft(null);
            commit([...conditions, next]);
          }}
          remove={() => setDraft(null)}
        />
      ) : null}
      <AddFilter list={list} add={add} />
      {conditions.length > 1 ? (
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

function AddFilter({ list, add }: { list: ListModel; add: (field: FieldMeta) => void }) {
  const t = useT();
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const { object } = list;
  const filterable = object.fields.filter((field) => field.operators.length > 0);
  const first = object.list.filters.flatMap((name) =>
    filterable.filter((field) => field.name === name),
  );
  const ordered = [...first, ...filterable.filter((field) => !first.includes(field))];
  const shown = ordered.filter((field) =>
    text(field.label).toLowerCase().includes(words.trim().toLowerCase()),
  );
  if (filterable.length === 0) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <div className={styles.fieldMenu}>
          <Input
            autoFocus
            size="small"
            placeholder={t("filter.findField")}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <ul>
            {shown.map((field) => (
              <li key={field.name}>
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false);
                    setWords("");
                    add(field);
                  }}
                >
                  {text(field.label)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      }
    >
      <Button
        type="dashed"
        icon={list.state.f ? <PlusOutlined aria-hidden /> : <FilterOutlined aria-hidden />}
      >
        {t("filter.add")}
      </Button>
    </Popover>
  );
}
