import type { GetReply, ObjectMeta, Row } from "@latchkey/server/contract";
import { Form } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { newKey } from "../../connection/outbox.ts";
import { referenceId } from "../../fields/parts/reference.ts";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { useNames } from "../../fields/parts/use-names.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { refresh } from "../../queries/mutations.ts";
import { useObject } from "../../session/session.tsx";

interface NewPersonProps {
  readonly object: ObjectMeta;
  close(): void;
  created(row: Row): void;
}

/**
 * A new account comes up with the rights of its post in one step (R13). A post that is refused leaves a person without any
 * rights, and says so.
 */
export function NewPerson({ created, ...props }: NewPersonProps) {
  const t = useT();
  const tell = useTellFailure();
  const describe = useFailureText();
  const names = useNames();
  const roles = useObject("role");
  const [chosen, setChosen] = useState<unknown>(null);
  const role = referenceId(chosen);
  const appoint = async (row: Row) => {
    if (role !== null) {
      const [person, unit] = [row.id, referenceId(row.values["unit"])];
      try {
        const { record } = await call<GetReply>("role", "get", { id: role });
        const title = names.ofRecord(roles, record.values);
        const values = { title, role, person, unit, primary: true };
        await call("post", "create", { values }, { key: newKey() });
        await refresh("post");
      } catch (problem) {
        tell(problem, t("person.postRefused", { why: describe(problem) }));
      }
    }
    created(row);
  };
  return (
    <CreateRecord open {...props} created={(row) => void appoint(row)}>
      <Form layout="vertical" component="div">
        <Form.Item label={t("person.post")} htmlFor="new-person-post" extra={t("person.postHelp")}>
          <RecordSelect id="new-person-post" target="role" value={chosen} onChange={setChosen} />
        </Form.Item>
      </Form>
    </CreateRecord>
  );
}
