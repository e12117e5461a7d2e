import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { Picked } from "../policy-tests/picked.tsx";
import styles from "./sandboxes.module.css";

/** Until when, and who else has to agree. */
export function WhenFields() {
  const t = useT();
  const { me } = useSession();
  const required = [{ required: true, message: t("form.required") }];
  return (
    <>
      <div className={styles.pair}>
        <Picked
          name="from"
          label={t("sandboxes.from")}
          extra={t("sandboxes.zone", { zone: me.zone })}
          rules={required}
        >
          {(props) => <Moment {...props} />}
        </Picked>
        <Picked name="until" label={t("sandboxes.ends")} rules={required}>
          {(props) => <Moment {...props} />}
        </Picked>
      </div>
      <Picked
        name="approver"
        label={t("sandboxes.approver")}
        extra={t("sandboxes.approverHelp")}
        rules={required}
      >
        {(props) => <RecordSelect target="person" {...props} />}
      </Picked>
    </>
  );
}
