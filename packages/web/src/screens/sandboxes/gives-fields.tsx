import { CloseOutlined } from "@ant-design/icons";
import type {
  ClassLevel,
  Level,
  RoleDraft,
  SandboxAct,
  Sensitivity,
} from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Form, Segmented, Select, Switch, type FormInstance } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { FieldChooser, useFieldName } from "../../parts/field-chooser.tsx";
import { fieldsNamed, withFieldLevel, type FieldLevels } from "../../parts/field-levels.ts";
import { LEVEL_WORDS } from "../../parts/rights-words.ts";
import { bundlesQuery, rolesQuery } from "../../queries/administration.ts";
import { useSession } from "../../session/session.tsx";
import { Matrix } from "../roles/matrix.tsx";
import { offered, type SandboxForm } from "./form-values.ts";
import { RecordsField } from "./records-field.tsx";
import { ACT_WORDS } from "./sandbox-words.ts";
import styles from "./sandboxes.module.css";

const ACTS = Object.keys(ACT_WORDS) as readonly SandboxAct[];
const LEVELS: readonly Level[] = ["absent", "masked", "plain"];

/** What it gives, what that goes beyond looking, and what is blocked meanwhile. */
export function GivesFields({ form }: { form: FormInstance<SandboxForm> }) {
  const t = useT();
  const text = useText();
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  return (
    <>
      <Form.Item name="adds" label={t("sandboxes.adds")} extra={t("sandboxes.addsHelp")}>
        <Switches />
      </Form.Item>
      <Form.Item name="grants" label={t("sandboxes.rights")} extra={t("sandboxes.rightsHelp")}>
        <Rights form={form} />
      </Form.Item>
      <Form.Item name="roles" label={t("sandboxes.roles")}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          options={roles.map(({ id, name }) => ({ value: id ?? "", label: text(name) }))}
        />
      </Form.Item>
      <Form.Item name="levels" label={t("sandboxes.classes")}>
        <Levels />
      </Form.Item>
      <Form.Item name="fields" label={t("fieldLevels.title")} extra={t("fieldLevels.help")}>
        <Fields />
      </Form.Item>
      <Form.Item name="only" label={t("sandboxes.only")} extra={t("sandboxes.onlyHelp")}>
        <RecordsField form={form} />
      </Form.Item>
      <Form.Item name="blocks" label={t("sandboxes.blocks")} extra={t("sandboxes.blocksHelp")}>
        <Checkbox.Group options={ACTS.map((act) => ({ value: act, label: t(ACT_WORDS[act]) }))} />
      </Form.Item>
    </>
  );
}

interface ControlProps<Value> {
  readonly value?: Value;
  readonly onChange?: (value: Value) => void;
}

/** Each a switch of its own: nobody adds exporting by adding changing (R60). */
function Switches({ value = [], onChange }: ControlProps<readonly SandboxAct[]>) {
  const t = useT();
  return (
    <div className={styles.switches}>
      {ACTS.map((act) => (
        <label key={act} className={styles.switch}>
          <Switch
            size="small"
            checked={value.includes(act)}
            onChange={(isOn) =>
              onChange?.(isOn ? [...value, act] : value.filter((one) => one !== act))
            }
          />
          {t(ACT_WORDS[act])}
        </label>
      ))}
    </div>
  );
}

function Rights({
  form,
  value = {},
  onChange,
}: ControlProps<SandboxForm["grants"]> & { readonly form: FormInstance<SandboxForm> }) {
  const bundles = useQuery(bundlesQuery).data ?? [];
  const adds = Form.useWatch("adds", { form, preserve: true }) ?? [];
  const words = { zh: "", en: "" };
  const draft: RoleDraft = { name: words, duties: words, classes: {}, grants: value };
  return (
    <div className={styles.rights}>
      <Matrix
        bundles={offered(bundles, adds)}
        draft={draft}
        preset={null}
        isReadOnly={false}
        change={({ grants }) => onChange?.(grants)}
      />
    </div>
  );
}

function Levels({ value = {}, onChange }: ControlProps<SandboxForm["levels"]>) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  return (
    <div className={styles.levels}>
      {meta.sensitivities.map(({ name, label }) => (
        <div key={name} className={styles.level}>
          <span>{text(label)}</span>
          <Segmented<Level>
            size="small"
            aria-label={text(label)}
            value={value[name as Sensitivity] ?? "absent"}
            onChange={(level) => onChange?.({ ...value, [name]: level })}
            options={LEVELS.map((level) => ({ value: level, label: t(LEVEL_WORDS[level]) }))}
          />
        </div>
      ))}
    </div>
  );
}

/** Fields that differ from their class, opened or closed one by one. */
function Fields({ value = {}, onChange }: ControlProps<FieldLevels>) {
  const t = useT();
  const nameOf = useFieldName();
  return (
    <>
      <div className={styles.levels}>
        {fieldsNamed(value).map((named) => (
          <div key={`${named.object}.${named.field}`} className={styles.level}>
            <span>{nameOf(named)}</span>
            <span className={styles.ofField}>
              <Segmented<Level>
                size="small"
                aria-label={nameOf(named)}
                value={value[named.object]![named.field]!.beyond}
                onChange={(level) => onChange?.(withFieldLevel(value, named, levelFor(level)))}
                options={LEVELS.map((level) => ({ value: level, label: t(LEVEL_WORDS[level]) }))}
              />
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t("fieldLevels.remove", { field: nameOf(named) })}
                onClick={() => onChange?.(withFieldLevel(value, named, null))}
              />
            </span>
          </div>
        ))}
      </div>
      <FieldChooser
        fields={value}
        choose={(named) => onChange?.(withFieldLevel(value, named, levelFor("plain")))}
      />
    </>
  );
}

/** What is written follows from what was added, when it is sent. */
const levelFor = (level: Level): ClassLevel => ({ own: level, beyond: level, write: false });
