import { EditOutlined, PlusOutlined, SwapOutlined, TeamOutlined } from "@ant-design/icons";
import type { UnitNode } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ChoiceTag } from "../../fields/parts/choice-tag.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { fieldOf, useMay, useObject } from "../../session/session.tsx";
import { RenameUnitDialog } from "./rename-unit-dialog.tsx";
import { ancestorsOf, countBelow } from "./unit-tree.ts";
import styles from "./units.module.css";

interface UnitCardProps {
  readonly unit: UnitNode;
  readonly units: readonly UnitNode[];
  choose(id: string): void;
  move(): void;
}

export function UnitCard({ unit, units, choose, move }: UnitCardProps) {
  const t = useT();
  const format = useFormat();
  const [dialog, setDialog] = useState<"rename" | "add" | null>(null);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const below = countBelow(units, unit.id);
  const close = () => setDialog(null);
  return (
    <Panel>
      <nav className={styles.path} aria-label={t("units.path")}>
        {ancestorsOf(units, unit.id).map((id) => (
          <span key={id}>
            <button type="button" className="link-button" onClick={() => choose(id)}>
              {names.get(id)}
            </button>{" "}
            /{" "}
          </span>
        ))}
      </nav>
      <h2 className={styles.unitName}>
        {unit.name} <UnitKind kind={unit.kind} />
      </h2>
      <dl className={styles.facts}>
        <dt>{t("units.people")}</dt>
        <dd>{format.number(unit.people)}</dd>
        <dt>{t("units.below")}</dt>
        <dd>
          {t("units.belowValue", {
            units: format.number(below.units),
            people: format.number(below.people),
          })}
        </dd>
      </dl>
      <UnitButtons unit={unit} open={setDialog} move={move} />
      <RenameUnitDialog unit={unit} open={dialog === "rename"} close={close} />
      <AddUnit unit={unit} open={dialog === "add"} close={close} choose={choose} />
    </Panel>
  );
}

function UnitButtons({
  unit,
  open,
  move,
}: {
  unit: UnitNode;
  open: (dialog: "rename" | "add") => void;
  move: () => void;
}) {
  const t = useT();
  const may = useMay();
  return (
    <div className={styles.buttons}>
      {may("person", "view") ? (
        <Link
          to="/o/$object"
          params={{ object: "person" }}
          search={{ f: [{ field: "unit", op: "within", value: unit.id }] }}
        >
          <Button icon={<TeamOutlined aria-hidden />}>{t("units.showPeople")}</Button>
        </Link>
      ) : null}
      {may("unit", "create") ? (
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => open("add")}>
          {t("units.add")}
        </Button>
      ) : null}
      {may("unit", "edit") ? (
        <Button icon={<EditOutlined aria-hidden />} onClick={() => open("rename")}>
          {t("units.rename")}
        </Button>
      ) : null}
      {may("unit", "move") && unit.parent ? (
        <Button icon={<SwapOutlined aria-hidden />} onClick={move}>
          {t("units.move")}
        </Button>
      ) : null}
    </div>
  );
}

function AddUnit(props: {
  unit: UnitNode;
  open: boolean;
  close: () => void;
  choose: (id: string) => void;
}) {
  const { unit, open, close, choose } = props;
  const object = useObject("unit");
  const parent = object?.fields.find((field) => PARENT_NAMES.has(field.name));
  if (!object || !parent || !fieldOf(object, object.title)) return null;
  return (
    <CreateRecord
      object={object}
      given={{ [parent.name]: unit.id }}
      leaveOut={["unit"]}
      open={open}
      close={close}
      created={(row) => {
        close();
        choose(row.id);
      }}
    />
  );
}

const PARENT_NAMES = new Set(["parent"]);

function UnitKind({ kind }: { kind: string }) {
  const object = useObject("unit");
  const field = object ? fieldOf(object, "kind") : undefined;
  if (!field) return null;
  return <ChoiceTag field={field} value={kind} />;
}
