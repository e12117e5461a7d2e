/** A group's rule filled in without code, with who would belong beside it. */
import type {
  GroupRuleInput,
  GroupRulePreview,
  GroupRuleReply,
  GroupRuleSet,
} from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Drawer, Form, Input, Select } from "antd";
import { call, post } from "../../api.ts";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT, useText } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { useDebounced } from "../../parts/use-debounced.ts";
import { invalidateEverything } from "../../queries/query-client.ts";
import { fieldOf, useObject } from "../../session/session.tsx";
import { Picked } from "../policy-tests/picked.tsx";
import styles from "./groups.module.css";

type RuleForm = Required<GroupRuleInput> & { readonly reason: string };

interface GroupRuleDrawerProps {
  readonly id: string;
  readonly reply: GroupRuleReply;
  close(): void;
}

export function GroupRuleDrawer({ id, reply: { version, rule }, close }: GroupRuleDrawerProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<RuleForm>();
  // Before its first drawing a form has no values.
  const values: Partial<RuleForm> = Form.useWatch((all) => all, { form, preserve: true }) ?? {};
  const isEmpty = isEmptyRule(values);
  const save = useMutation({
    mutationFn: ({ reason = "", ...parts }: Partial<RuleForm>) =>
      call<GroupRuleSet>("group", "setRule", {
        id,
        version,
        rule: isEmpty ? null : parts,
        ...(reason === "" ? {} : { reason }),
      }),
    onSuccess: async ({ state }) => {
      await invalidateEverything();
      void message.success(t(state === "set" ? "groups.saved" : "groups.sent"));
      close();
    },
  });
  return (
    <Drawer
      open
      size={640}
      title={t("groups.rule")}
      onClose={close}
      footer={
        <div className={styles.footer}>
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button
            type="primary"
            disabled={isEmpty && rule === null}
            loading={save.isPending}
            onClick={() => form.submit()}
          >
            {t(isEmpty && rule !== null ? "groups.remove" : "groups.save")}
          </Button>
        </div>
      }
    >
      <Form<RuleForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={fromReply(rule)}
        onFinish={() => save.mutate(form.getFieldsValue(true) as RuleForm)}
      >
        <p className="muted">{t("groups.help")}</p>
        <RuleFields />
        <Form.Item name="reason" label={t("groups.reason")} extra={t("groups.reasonHelp")}>
          <Input maxLength={400} />
        </Form.Item>
        <Preview values={values} />
      </Form>
      {save.error ? <Problems problem={save.error} /> : null}
    </Drawer>
  );
}

const PARTS = ["roles", "units", "kinds", "tags", "campaigns"] as const;

const isEmptyRule = (values: Partial<RuleForm>): boolean =>
  PARTS.every((part) => (values[part] ?? []).length === 0);

const fromReply = (rule: GroupRuleReply["rule"]): RuleForm => {
  const ids = (part: (typeof PARTS)[number]) => (rule?.[part] ?? []).map(({ id }) => id);
  return {
    roles: ids("roles"),
    units: ids("units"),
    kinds: ids("kinds"),
    tags: ids("tags"),
    campaigns: ids("campaigns"),
    reason: "",
  };
};

function RuleFields() {
  const t = useT();
  const text = useText();
  const unit = useObject("unit");
  const campaigns = useObject("campaign");
  const kinds = (unit && fieldOf(unit, "kind")?.choices) ?? [];
  return (
    <>
      <Picked name="roles" label={t("groups.roles")}>
        {(props) => <RecordSelect target="role" multiple autoFocus {...props} />}
      </Picked>
      <Picked name="units" label={t("groups.units")}>
        {(props) => <UnitSelect multiple {...props} />}
      </Picked>
      <Form.Item name="kinds" label={t("groups.kinds")}>
        <Select
          mode="multiple"
          options={kinds.map(({ value, label }) => ({ value, label: text(label) }))}
        />
      </Form.Item>
      <Picked name="tags" label={t("groups.tags")}>
        {(props) => <RecordSelect target="tag" multiple {...props} />}
      </Picked>
      {campaigns ? (
        <Picked name="campaigns" label={t("groups.campaigns")}>
          {(props) => <RecordSelect target="campaign" multiple {...props} />}
        </Picked>
      ) : null}
    </>
  );
}

/** As soon as anything is asked for. */
function Preview({ values }: { values: Partial<RuleForm> }) {
  const t = useT();
  const text = useText();
  const { reason: _reason, ...rule } = values;
  const asked = useDebounced(isEmptyRule(values) ? "" : JSON.stringify(rule), 400);
  const { data, error } = useQuery({
    queryKey: ["groups", "preview", asked],
    queryFn: ({ signal }) =>
      post<GroupRulePreview>(
        "/api/group.previewRule",
        { rule: JSON.parse(asked) as GroupRuleInput },
        signal,
      ),
    enabled: asked !== "",
    retry: false,
    placeholderData: (before) => before,
  });
  if (asked === "")
    return (
      <section className={styles.preview} aria-live="polite">
        <p className="muted">{t("groups.previewWaits")}</p>
      </section>
    );
  return (
    <section className={styles.preview} aria-live="polite">
      {error ? <Problems problem={error} /> : null}
      {data && !error ? (
        <>
          <p>{text(data.sentence)}</p>
          <h3>{t("groups.wouldBelong", { count: data.total })}</h3>
          <ul>
            {data.members.map(({ person, post: title }) => (
              <li key={person.id}>
                {person.title ?? "—"} <span className="muted">{title}</span>
              </li>
            ))}
          </ul>
          {data.total > data.members.length ? (
            <p className="muted">
              {t("groups.andMore", { count: data.total - data.members.length })}
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
