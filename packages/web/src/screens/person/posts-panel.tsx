import type { Row } from "@latchkey/server/contract";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { useObject } from "../../session/session.tsx";
import { RelatedList } from "../record/related-list.tsx";

/** A post is the usual way to a role: who leaves the post leaves its rights. */
export function PostsPanel({ person }: { person: Row }) {
  const t = useT();
  const post = useObject("post");
  if (!post) return null;
  return (
    <Panel title={t("person.posts")}>
      <RelatedList parent={person} child={post} field="person" />
    </Panel>
  );
}
