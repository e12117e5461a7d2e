/** With whom, as what and until when a record is shared: the same for one and for many. */
import type { Level, ObjectMeta, TeamFunctionsReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { Moment } from "../fields/parts/lazy-picker.tsx";
import { RecordSelect } from "../fields/parts/record-select.tsx";
import { referenceId } from "../fields/parts/reference.ts";
import { useT, useText } from "../i18n/index.ts";
import { LEVEL_WORDS } from "../parts/rights-words.ts";
import { teamFunctionsQuery } from "../queries/sharing.ts";
import { useMay, useSession } from "../session/session.tsx";
import styles from "./sharing.module.css";

type PrincipalKind = "person" | "unit" | "group";

export interface ShareTerms {
  readonly kind: PrincipalKind;
  /** A reference as chosen, or null. */
  readonly principal: unknown;
  /** Name of a function. */
  readonly part: string;
  readonly until: string | null;
  readonly reason: string;
}

const NO_TERMS: ShareTerms = {
  kind: "person",
  principal: null,
  part: "shared",
  until: null,
  reason: "",
};

export function useShareTerms() {
  const [terms, setTerms] = useState(NO_TERMS);
  const { kind, principal, part, until, reason } = terms;
  const id = referenceId(principal);
  return {
    terms,
    setTerms,
    /** As the server is told; null: nobody has been chosen. */
    said:
      id === null || id === undefined
        ? null
        : {
            principal: { kind, id },
            function: part,
            ...(until ? { until } : {}),
            ...(reason.trim() === "" ? {} : { reason }),
          },
    clear: () => setTerms({ ...terms, principal: null }),
  };
}

export type SaidTerms = NonNullable<ReturnType<typeof useShareTerms>["said"]>;

interface ShareTermsFormProps {
  readonly object: ObjectMeta;
  readonly terms: ShareTerms;
  change(terms: ShareTerms): void;
}

export function ShareTermsForm({ object, terms, change }: ShareTermsFormProps) {
  const t = useT();
  const { objects } = useSession();
  const kinds = (["person", "unit", "group"] as const).filter((one) => objects.has(one));
  return (
    <Form layout="vertical">
      <Form.Item label={t("share.with")}>
        <Segmented<PrincipalKind>
          aria-label={t("share.with")}
          value={terms.kind}
          onChange={(kind) => change({ ...terms, kind, principal: null })}
          options={kinds.map((one) => ({ value: one, label: t(KIND_LABELS[one]) }))}
          style={{ marginBottom: 8 }}
        />
        <RecordSelect
          key={terms.kind}
          target={terms.kind}
          aria-label={t("share.with")}
          value={terms.principal}
          onChange={(principal) => change({ ...terms, principal })}
          placeholder={t("share.choose")}
        />
      </Form.Item>
      <PartField object={object} terms={terms} change={change} />
      <Form.Item label={t("share.until")} extra={t("share.untilHelp")}>
        <Moment
          aria-label={t("share.until")}
          value={terms.until}
          onChange={(until) => change({ ...terms, until })}
        />
      </Form.Item>
      <Form.Item label={t("share.reason")}>
        <Input
          aria-label={t("share.reason")}
          value={terms.reason}
          maxLength={400}
          onChange={(event) => change({ ...terms, reason: event.target.value })}
        />
      </Form.Item>
    </Form>
  );
}

type TeamFunction = TeamFunctionsReply["functions"][number];

function PartField({ object, terms, change }: ShareTermsFormProps) {
  const t = useT();
  const text = useText();
  const may = useMay();
  const functions = useQuery(teamFunctionsQuery).data?.functions ?? [];
  const offered = functions.filter(({ isLooking }) =>
    may(object.name, isLooking ? "share" : "assign"),
  );
  const chosen = offered.find(({ name }) => name === terms.part);
  const named = (looking: boolean) =>
    offered
      .filter(({ isLooking }) => isLooking === looking)
      .map(({ name, label }) => ({
        value: name,
        label: name === "shared" ? t("share.looking") : text(label),
      }));
  const groups = [
    { label: t("share.toLook"), options: named(true) },
    { label: t("share.toWork"), options: named(false) },
  ].filter(({ options }) => options.length > 0);
  return (
    <Form.Item
      label={t("share.as")}
      extra={chosen ? <PartHelp object={object} part={chosen} /> : null}
    >
      <Select
        aria-label={t("share.as")}
        value={terms.part}
        options={groups}
        onChange={(part: string) => change({ ...terms, part })}
      />
    </Form.Item>
  );
}

function PartHelp({ object, part }: { object: ObjectMeta; part: TeamFunction }) {
  const t = useT();
  const text = useText();
  const said = part.duties === null ? "" : text(part.duties);
  return (
    <>
      {said || t(part.isLooking ? "share.looksHelp" : "share.worksHelp")}
      {part.opens ? <Opens object={object} opens={part.opens} /> : null}
    </>
  );
}

const LEVELS: readonly Level[] = ["plain", "masked", "absent"];

/** Which fields are lent at most: whole classes, and single fields that differ from theirs, as far as the giver knows them. */
function Opens({
  object,
  opens,
}: {
  object: ObjectMeta;
  opens: NonNullable<TeamFunction["opens"]>;
}) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const single = opens.fields[object.name] ?? {};
  const namesAt = (level: Level): readonly string[] => [
    ...meta.sensitivities
      .filter(({ name }) => (opens.classes[name] ?? "absent") === level)
      .map(({ label }) => text(label)),
    ...object.fields.filter(({ name }) => single[name] === level).map(({ label }) => text(label)),
  ];
  const parts = LEVELS.map((level) => ({ level, names: namesAt(level) }));
  return (
    <ul className={styles.opens} aria-label={t("share.fields")}>
      {parts
        .filter(({ names }) => names.length > 0)
        .map(({ level, names }) => (
          <li key={level}>
            {t("share.opens", { level: t(LEVEL_WORDS[level]), names: names.join(t("words.and")) })}
          </li>
        ))}
    </ul>
  );
}

const KIND_LABELS = { person: "share.person", unit: "share.unit", group: "share.group" } as const;
