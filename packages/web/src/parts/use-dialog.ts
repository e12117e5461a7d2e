import { useNavigate, useSearch } from "@tanstack/react-router";
import type { RecordDialog } from "../actions/ui-action.ts";
import type { ListDialog } from "../screens/list/list-state.ts";

/**
 * The dialog that is open over a page, kept in its address: a link opens it with the page, and "back" closes it.
 * `known` are those of this page.
 */
export function useDialog<Name extends RecordDialog | ListDialog>(
  known: readonly Name[],
): readonly [Name | null, (dialog: Name | null) => void] {
  const navigate = useNavigate();
  const { dialog } = useSearch({ strict: false });
  const open = known.find((name) => name === dialog) ?? null;
  const setDialog = (next: Name | null) =>
    void navigate({
      to: ".",
      search: ({ dialog: _dialog, ...rest }) => (next === null ? rest : { ...rest, dialog: next }),
      replace: next === null,
      resetScroll: false,
    });
  return [open, setDialog];
}
