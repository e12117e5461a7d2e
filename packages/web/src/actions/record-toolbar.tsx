import { EllipsisOutlined, LockOutlined } from "@ant-design/icons";
import { Button, Dropdown, Popover, Tooltip, type MenuProps } from "antd";
import { useState, type ReactNode } from "react";
import { useT } from "../i18n/index.ts";
import { useNarrow } from "../parts/use-narrow.ts";
import { useShortcut } from "../parts/use-shortcut.ts";
import { WhyAnswer } from "../why/why.tsx";
import { RECORD_ACTIONS } from "./record-actions.ts";
import { standing, type RecordContext, type UiAction } from "./ui-action.ts";

type Action = UiAction<RecordContext>;

export function RecordToolbar({ context }: { context: RecordContext }) {
  const t = useT();
  const isNarrow = useNarrow();
  const [asked, setAsked] = useState<string | null>(null);
  const offered = RECORD_ACTIONS.filter((action) => standing(action, context) !== "absent");
  const inMenu = (action: Action) => action.place === "menu" || isNarrow;
  const items: MenuProps["items"] = offered.filter(inMenu).map((action) => {
    const refused = standing(action, context) === "refused";
    const Icon = refused ? LockOutlined : action.icon;
    return {
      key: action.name,
      icon: <Icon aria-hidden />,
      danger: action.danger === true && !refused,
      label: <span className={refused ? "faint" : undefined}>{t(action.label)}</span>,
    };
  });
  const choose: MenuProps["onClick"] = ({ key }) => {
    const action = offered.find(({ name }) => name === key);
    if (!action) return;
    if (standing(action, context) === "refused") setAsked(action.needs ?? action.name);
    else action.perform(context);
  };
  return (
    <>
      {offered
        .filter((action) => !inMenu(action))
        .map((action) => (
          <ActionButton key={action.name} action={action} context={context} />
        ))}
      {offered.map((action) => (
        <ActionShortcut key={action.name} action={action} context={context} />
      ))}
      <Popover
        trigger="click"
        open={asked !== null}
        onOpenChange={(open) => (open ? undefined : setAsked(null))}
        placement="bottomRight"
        content={
          asked ? (
            <WhyAnswer object={context.object.name} id={context.row.id} action={asked} />
          ) : null
        }
      >
        <span>
          <Dropdown trigger={["click"]} menu={{ items, onClick: choose }}>
            <Button icon={<EllipsisOutlined aria-hidden />} aria-label={t("action.more")} />
          </Dropdown>
        </span>
      </Popover>
    </>
  );
}

/** Refused: still there, visibly locked, and one click from its reason. */
function ActionButton({ action, context }: { action: Action; context: RecordContext }): ReactNode {
  const t = useT();
  const Icon = action.icon;
  if (standing(action, context) === "refused") {
    return (
      <Popover
        trigger="click"
        destroyOnHidden
        placement="bottomRight"
        content={
          <WhyAnswer
            object={context.object.name}
            id={context.row.id}
            action={action.needs ?? action.name}
          />
        }
      >
        <Button
          aria-haspopup="dialog"
          title={t("why.refused")}
          className="refused"
          icon={<LockOutlined aria-hidden />}
        >
          {t(action.label)}
        </Button>
      </Popover>
    );
  }
  return (
    <Tooltip title={action.shortcut?.toUpperCase()} mouseEnterDelay={0.6}>
      <Button
        icon={<Icon aria-hidden />}
        danger={action.danger === true}
        onClick={() => action.perform(context)}
      >
        {t(action.label)}
      </Button>
    </Tooltip>
  );
}

function ActionShortcut({ action, context }: { action: Action; context: RecordContext }) {
  const isAllowed = standing(action, context) === "allowed";
  useShortcut(isAllowed ? action.shortcut : undefined, () => action.perform(context));
  return null;
}
