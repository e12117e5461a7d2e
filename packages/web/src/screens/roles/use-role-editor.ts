import type { RoleDraft, RoleMeta, SavedRole } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { call, isFailure } from "../../api.ts";
import { useLanguage, useT, type Language } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { useLeaveGuard } from "../../parts/use-leave-guard.ts";
import { rolesQuery } from "../../queries/administration.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { invalidateEverything, queryClient } from "../../queries/query-client.ts";
import { useMay } from "../../session/session.tsx";
import {
  differences,
  fieldsApart,
  listApart,
  LISTS,
  rolesInDraft,
  rulesApart,
  toDraft,
  type EditedRole,
} from "./role-draft.ts";

export interface RoleEditor {
  readonly draft: RoleDraft;
  readonly changes: number;
  readonly isReadOnly: boolean;
  readonly isSaving: boolean;
  /** The language whose words are edited: the one being read. */
  readonly language: Language;
  /** Somebody else changed the role in the meantime: how it stands now. */
  readonly conflict: EditedRole | null;
  change(draft: RoleDraft): void;
  discard(): void;
  save(): void;
  keepMine(): void;
  takeTheirs(): void;
  dismissConflict(): void;
}

export function useRoleEditor({ role, change: at, kind }: EditedRole): RoleEditor {
  const t = useT();
  const may = useMay();
  const mayEdit = useQuery(policyDraftQuery).data?.may.edit === true;
  const language = useLanguage();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const [edited, setEdited] = useState<RoleDraft | null>(null);
  const [conflict, setConflict] = useState<EditedRole | null>(null);
  const draft = edited ?? toDraft(role, at);
  const changes = edited ? countChanges(edited, role) : 0;
  const finish = () => {
    setEdited(null);
    setConflict(null);
  };
  const save = useMutation({
    mutationFn: (next: RoleDraft) => call<SavedRole>("role", "save", next),
    onSuccess: async () => {
      await invalidateEverything();
      finish();
      void message.success(t("roles.saved"));
    },
    onError: async (problem) => {
      if (!isFailure(problem) || problem.status !== 409) {
        tell(problem);
        return;
      }
      const [{ roles }, { draft: theirs }] = await Promise.all([
        queryClient.fetchQuery({ ...rolesQuery, staleTime: 0 }),
        queryClient.fetchQuery({ ...policyDraftQuery, staleTime: 0 }),
      ]);
      setConflict(rolesInDraft(roles, theirs).find((one) => one.role.id === role.id) ?? null);
    },
  });
  useLeaveGuard(changes > 0);
  return {
    draft,
    changes,
    isReadOnly: !may("role", "edit") || !mayEdit || kind === "archived",
    isSaving: save.isPending,
    language,
    conflict,
    // What the edit began from is kept with it, or a colleague's save in between would be overwritten.
    change: (next) =>
      setEdited({ ...next, version: draft.version ?? role.version, change: draft.change ?? 0 }),
    discard: finish,
    save: () => save.mutate(draft),
    keepMine: () =>
      conflict &&
      save.mutate({ ...draft, version: conflict.role.version, change: conflict.change }),
    takeTheirs: finish,
    dismissConflict: () => setConflict(null),
  };
}

function countChanges(draft: RoleDraft, role: RoleMeta): number {
  const words = [
    draft.name.zh !== role.name.zh || draft.name.en !== role.name.en,
    draft.duties.zh !== role.duties.zh || draft.duties.en !== role.duties.en,
  ];
  return (
    differences(draft, role) +
    words.filter(Boolean).length +
    rulesApart(draft, role).length +
    fieldsApart(draft, role).length +
    LISTS.flatMap((name) => listApart(draft, role, name)).length
  );
}
