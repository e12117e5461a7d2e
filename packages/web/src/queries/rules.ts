import type {
  RoleDraft,
  Rule,
  RuleForm,
  RulePreview,
  RuleVocabulary,
} from "@latchkey/server/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, post } from "../api.ts";

/** Without rights over the whole policy there is nothing to make rules of. */
export const vocabularyQuery = queryOptions({
  queryKey: ["policy", "vocabulary"],
  queryFn: ({ signal }) => get<RuleVocabulary>("/api/policy/vocabulary", signal),
  staleTime: 300_000,
});

/** What the rule says and does, beside the others of the role. */
export const rulePreviewQuery = (role: RoleDraft, what: { rule: Rule } | { form: RuleForm }) =>
  queryOptions({
    queryKey: ["policy", "rule", role, what],
    queryFn: ({ signal }) =>
      post<RulePreview>("/api/policyRule.preview", { role, ...what }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
