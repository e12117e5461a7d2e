import type { RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { call, isFailure } from "../../api.ts";
import { useLanguage, useT, type Language } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { useLeaveGuard } from "../../parts/use-leave-guard.ts";
import { rolesQuery } from "../../queries/administration.ts";
import { invalidateEverything, queryClient } from "../../queries/query-client.ts";
import { useMay } from "../../session/session.tsx";
import { differences } from "./role-draft.ts";

export interface RoleEditor {
  readonly draft: RoleDraft;
  readonly changes: number;
  readonly isReadOnly: boolean;
  readonly isSaving: boolean;
  /** The language whose words are edited: the one being read. */
  readonly language: Language;
  /** Somebody else saved the role in the meantime: how it is now. */
  readonly conflict: RoleMeta | null;
  change(draft: RoleDraft): void;
  discard(): void;
  save(): void;
  keepMine(): void;
  takeTheirs(): void;
  dismissConflict(): void;
}

export function useRoleEditor(role: RoleMeta): RoleEditor {
  const t = useT();
  const may = useMay();
  const language = useLanguage();
  const describe = useFailureText();
  const { message } = App.useApp();
  const [edited, setEdited] = useState<RoleDraft | null>(null);
  const [conflict, setConflict] = useState<RoleMeta | null>(null);
  const draft = edited ?? toDraft(role);
  const changes = edited ? countChanges(edited, role) : 0;
  const finish = () => {
    setEdited(null);
    setConflict(null);
  };
  const save = useMutation({
    mutationFn: (next: RoleDraft) => call<RoleMeta>("role", "save", next),
    onSuccess: async () => {
      await invalidateEverything();
      finish();
      void message.success(t("roles.saved"));
    },
    onError: async (problem) => {
      if (!isFailure(problem) || problem.status !== 409) {
        void message.error(describe(problem));
        return;
      }
      const { roles } = await queryClient.fetchQuery({ ...rolesQuery, staleTime: 0 });
      setConflict(roles.find(({ id }) => id === role.id) ?? null);
    },
  });
  useLeaveGuard(changes > 0);
  return {
    draft,
    changes,
    isReadOnly: !may("role", "edit"),
    isSaving: save.isPending,
    language,
    conflict,
    // The version is the one the edit began from, or a colleague's save in between would be overwritten.
    change: (next) => setEdited({ ...next, version: draft.version ?? role.version }),
    discard: finish,
    save: () => save.mutate(draft),
    keepMine: () => conflict && save.mutate({ ...draft, version: conflict.version }),
    takeTheirs: finish,
    dismissConflict: () => setConflict(null),
  };
}

function toDraft(role: RoleMeta): RoleDraft {
  const { id, version, name, duties, grants, classes, fields, preset } = role;
  return {
    ...(id ? { id } : {}),
    version,
    name,
    duties,
    grants,
    classes,
    ...(fields ? { fields } : {}),
    ...(preset ? { preset: preset.id } : {}),
  };
}

function countChanges(draft: RoleDraft, role: RoleMeta): number {
  const words = [
    draft.name.zh !== role.name.zh || draft.name.en !== role.name.en,
    draft.duties.zh !== role.duties.zh || draft.duties.en !== role.duties.en,
  ];
  return differences(draft, role) + words.filter(Boolean).length;
}
