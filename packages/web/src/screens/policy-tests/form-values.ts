/** A permission test as the form holds it, and the way to and from its data. */
import type {
  Expectation,
  PolicyQuestion,
  PolicyTestContent,
  SampleOwner,
  TestedSubject,
} from "@latchkey/server/contract";

export interface TestForm {
  readonly kind: TestedSubject["kind"];
  readonly role?: string | null;
  readonly unit?: string | null;
  readonly post?: string | null;
  readonly person?: string | null;
  readonly expect: Expectation;
  readonly object: string;
  readonly action?: string;
  readonly field?: string | null;
  /** Whose the sample is, or `record` for one that exists. */
  readonly of: SampleOwner | "record";
  readonly ofUnit?: string | null;
  readonly takesPart?: string | null;
  readonly cells?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly record?: string | null;
  readonly at?: string | null;
}

export const EMPTY: TestForm = {
  kind: "role",
  expect: "cannot",
  object: "customer",
  action: "view",
  of: "elsewhere",
};

export const isLook = (expect: Expectation): boolean => expect !== "can" && expect !== "cannot";

export function toContent({ expect, ...form }: TestForm): PolicyTestContent {
  const { action, ...asked } = toQuestion(form);
  return { ...asked, expect, action: isLook(expect) ? "view" : action };
}

export function toQuestion(form: Omit<TestForm, "expect">): PolicyQuestion {
  const { kind, object, action = "view", of, at = null } = form;
  const who: TestedSubject =
    kind === "role"
      ? { kind, role: form.role ?? "", unit: form.unit ?? null }
      : kind === "post"
        ? { kind, post: form.post ?? "" }
        : { kind, person: form.person ?? "" };
  const cells = (form.cells ?? []).flatMap(({ name, value }) =>
    name === undefined || value === undefined || value === null ? [] : [[name, value] as const],
  );
  return {
    who,
    object,
    action,
    field: form.field ?? null,
    record:
      of === "record"
        ? { kind: "record", id: form.record ?? "" }
        : {
            kind: "sample",
            of,
            unit: of === "unit" ? (form.ofUnit ?? null) : null,
            takesPart: form.takesPart ?? null,
            values: Object.fromEntries(cells),
          },
    at,
  };
}

export function toForm({ who, record, ...content }: PolicyTestContent): TestForm {
  const about =
    record.kind === "record"
      ? { of: "record" as const, record: record.id }
      : {
          of: record.of,
          ofUnit: record.unit,
          takesPart: record.takesPart,
          cells: Object.entries(record.values).map(([name, value]) => ({ name, value })),
        };
  return { ...content, ...who, ...about };
}
