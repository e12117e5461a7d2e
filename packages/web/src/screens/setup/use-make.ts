import type { IndustryMeta, SetupReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { post } from "../../api.ts";
import { useLanguage, useText } from "../../i18n/index.ts";
import { queryClient } from "../../queries/query-client.ts";
import { signIn } from "../../session/sign-in.ts";
import { keepMade } from "./made.ts";
import { forgetDraft, toRequest, type SetupDraft } from "./setup-draft.ts";

/** Makes everything, signs its administrator in and shows what has been made. */
export function useMake(parts: {
  readonly draft: SetupDraft;
  readonly industry: IndustryMeta | null;
  readonly password: string;
}) {
  const text = useText();
  const locale = useLanguage();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const request = toRequest({ ...parts, text, locale });
      const { made } = await post<SetupReply>("/api/setup", request);
      keepMade(made);
      forgetDraft();
      // Made is made: who cannot be signed in here is asked to at the door.
      await signIn(request.email, request.password).catch(() => {});
    },
    onSuccess: async () => {
      await navigate({ to: "/welcome" });
      await queryClient.resetQueries();
    },
  });
}
