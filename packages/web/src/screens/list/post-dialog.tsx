import { useNavigate } from "@tanstack/react-router";
import { App, Form, Modal } from "antd";
import { useState } from "react";
import { isFailure } from "../../api.ts";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { isReference, referenceId } from "../../fields/parts/reference.ts";
import { useNoun, useT } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { refresh, useUpdate } from "../../queries/mutations.ts";
import type { ListModel } from "./use-list.ts";
import { placeOf, type Ending } from "./use-view-commands.ts";
import type { SavedView } from "./use-views.ts";

interface PostDialogProps {
  readonly list: ListModel;
  readonly view: SavedView;
  close(): void;
}

/** Which post has the list open with the view. */
export function PostDialog({ list, view, close }: PostDialogProps) {
  const t = useT();
  const noun = useNoun();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { openFor, isBusy } = useOpenFor(list);
  const [post, setPost] = useState<unknown>(view.opensFor);
  const [problem, setProblem] = useState<unknown>(null);
  const { unit } = view.row.values;
  const save = () =>
    void openFor(
      { view, role: referenceId(post) },
      {
        done: () => {
          close();
          void message.success(t("views.postSaved"));
        },
        gone: () => {
          close();
          void message.success(t("views.postTaken"));
          void navigate({ to: "/o/$object", params: { object: list.object.name }, replace: true });
        },
        failed: setProblem,
      },
    );
  return (
    <Modal
      open
      width={440}
      title={t("views.postTitle")}
      okText={t("views.save")}
      confirmLoading={isBusy}
      onOk={save}
      onCancel={close}
    >
      <FailureAlert problem={problem} />
      <Form layout="vertical">
        <Form.Item
          label={t("views.post")}
          htmlFor="view-post"
          extra={t("views.postHelp", {
            unit: isReference(unit) ? (unit.title ?? "") : "",
            objects: noun(list.object.plural),
          })}
        >
          <RecordSelect id="view-post" target="role" value={post} onChange={setPost} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface Change {
  readonly view: SavedView;
  /** Null: of no post any more. */
  readonly role: string | null;
}

interface PostEnding extends Ending {
  /** It is of no post any more, and so its owner's alone. */
  gone(): void;
}

/** Makes a view the one that a list opens with for a post, by its role, in the place of another of one's own. */
function useOpenFor({ views }: ListModel) {
  const update = useUpdate("savedView");
  const openFor = async ({ view, role }: Change, { done, gone, failed }: PostEnding) => {
    const isFormer = (one: SavedView) => one.isMine && one !== view && one.opensFor?.id === role;
    try {
      for (const { row } of role === null ? [] : views.all.filter(isFormer))
        await update.mutateAsync({ ...placeOf(row), values: { opensFor: null } });
      await update.mutateAsync({ ...placeOf(view.row), values: { opensFor: role } });
      done();
    } catch (problem) {
      if (isFailure(problem, "done_unseen")) gone();
      else failed(problem);
      void refresh("savedView");
    }
  };
  return { openFor, isBusy: update.isPending };
}
