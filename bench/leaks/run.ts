/** Asks one CRM everything that the paths ask, as every reader, and judges the answers. */
import { NotOffered, Refused, type Crm, type Send, type Session } from "./crm.ts";
import { JUDGES, tellsNothing, type Difference } from "./judge.ts";
import { asSeen, memory } from "./memory.ts";
import { PATHS, type Asked } from "./paths.ts";
import { READERS, type Reader } from "./readers.ts";
import { secretIn, secretsOf } from "./secrets.ts";

export interface Verdict {
  readonly questions: number;
  /** Who was told what, by which question. */
  readonly leaks: readonly string[];
  readonly lacks: readonly string[];
  /** Why nothing, or not everything, could be asked. */
  readonly notOffered: readonly string[];
}

export type Verdicts = Readonly<Record<string, Verdict>>;

type Outcome =
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "refused"; readonly said: string }
  | { readonly kind: "notOffered"; readonly why: string };

/** A question with what came of it, and what the reference says. */
interface Case {
  readonly asked: Asked;
  readonly given: Outcome;
  readonly right: Outcome;
  /** Everything that came over the wire. */
  readonly wire: readonly string[];
}

export async function examine(crm: Crm): Promise<Verdicts> {
  const verdicts = new Map(PATHS.map(({ name }) => [name, emptyVerdict()]));
  for (const reader of READERS) {
    const wire: string[] = [];
    const session = await crm.signIn(reader, listening(wire));
    const reference = memory(asSeen(reader, crm.masks));
    for (const path of PATHS) {
      const cases: Case[] = [];
      for (const asked of path.questions(reader)) {
        wire.length = 0;
        const given = await outcomeOf(session, asked);
        const right = await outcomeOf(reference, asked);
        cases.push({ asked, given, right, wire: [...wire] });
      }
      note(verdicts.get(path.name)!, reader, judged(crm, reader, cases), cases);
    }
  }
  return Object.fromEntries(verdicts);
}

interface OpenVerdict extends Verdict {
  questions: number;
  readonly leaks: string[];
  readonly lacks: string[];
  readonly notOffered: string[];
}

const emptyVerdict = (): OpenVerdict => ({ questions: 0, leaks: [], lacks: [], notOffered: [] });

function note(
  verdict: OpenVerdict,
  reader: Reader,
  found: readonly (Difference & { readonly asked: Asked })[],
  cases: readonly Case[],
): void {
  for (const { leaks, lacks, asked } of found) {
    const words = `${reader.id}, ${asked.kind} ${JSON.stringify(asked.question)}`;
    if (leaks !== undefined) verdict.leaks.push(`${leaks} (${words})`);
    if (lacks !== undefined) verdict.lacks.push(`${lacks} (${words})`);
  }
  for (const { given } of cases) {
    if (given.kind !== "notOffered") verdict.questions += 1;
    else if (!verdict.notOffered.includes(given.why)) verdict.notOffered.push(given.why);
  }
}

const listening =
  (wire: string[]): Send =>
  async (url, init) => {
    const reply = await fetch(url, init);
    wire.push(await reply.clone().text());
    return reply;
  };

async function outcomeOf(session: Session, { kind, question }: Asked): Promise<Outcome> {
  const ask = session[kind];
  if (typeof ask === "string") return { kind: "notOffered", why: ask };
  try {
    return { kind: "answer", answer: await ask(question as never) };
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", said: error.said };
    if (error instanceof NotOffered) return { kind: "notOffered", why: error.message };
    throw error;
  }
}

function judged(
  crm: Crm,
  reader: Reader,
  cases: readonly Case[],
): readonly (Difference & { readonly asked: Asked })[] {
  const secrets = secretsOf(reader);
  const families = Map.groupBy(cases, ({ asked, right }) => familyOf(asked, right));
  return [...families.values()].flatMap((family) => [
    ...alike(family),
    ...family.flatMap((one) => {
      const texts = [
        ...one.wire,
        ...(one.given.kind === "answer" ? [JSON.stringify(one.given.answer)] : []),
      ];
      const secret = secretIn(texts, secrets, one.asked.question);
      const differences = [
        ...(secret === null ? [] : [{ leaks: `tells the ${secret}` }]),
        ...differencesOf(crm, reader, one),
      ];
      return differences.map((difference) => ({ ...difference, asked: one.asked }));
    }),
  ]);
}

/** Questions that differ in nothing but what is looked for. */
function familyOf({ kind, question }: Asked, right: Outcome): string {
  const rest = JSON.stringify(question, (key, value: unknown) =>
    ["value", "id", "customer", "search"].includes(key) ? "" : value,
  );
  return `${kind} ${rest} ${right.kind}`;
}

/** Whether something is refused, and in which words, must not depend on what is looked for. */
function alike(family: readonly Case[]): readonly (Difference & { readonly asked: Asked })[] {
  const [first, ...others] = family.filter(({ given }) => given.kind !== "notOffered");
  if (!first) return [];
  const sign = ({ asked, given, right }: Case): string => {
    if (given.kind === "refused") return `refused: ${withoutOperand(given.said, asked)}`;
    return right.kind === "refused" ? JSON.stringify(given) : "answered";
  };
  return others
    .filter((one) => sign(one) !== sign(first))
    .map(({ asked }) => ({ asked, leaks: "is refused otherwise than its like" }));
}

function withoutOperand(said: string, { question }: Asked): string {
  const { id, customer, filter } = question as {
    id?: string;
    customer?: string;
    filter?: { value?: unknown };
  };
  const operand = id ?? customer ?? filter?.value;
  return operand === undefined ? said : said.replaceAll(String(operand), "…");
}

function differencesOf(
  crm: Crm,
  reader: Reader,
  { asked, given, right }: Case,
): readonly Difference[] {
  if (given.kind === "notOffered") return [];
  if (given.kind === "refused")
    return right.kind === "refused" || mayRefuse(crm, reader, asked)
      ? []
      : [{ lacks: `is refused: ${given.said.slice(0, 120)}` }];
  if (right.kind !== "answer")
    return tellsNothing(given.answer) ? [] : [{ leaks: "a record that is not to be seen" }];
  const judge = JUDGES[asked.kind] as (...of: readonly unknown[]) => readonly Difference[];
  const found = judge(given.answer, right.answer, asked.question);
  const isLoose = asked.atMost === true || touchesMask(reader, asked);
  return found.filter(({ leaks }) => leaks !== undefined || !isLoose);
}

/** A question about what the reader has no or not the whole right to. */
function mayRefuse({ masks }: Crm, { rights }: Reader, { question, touches }: Asked): boolean {
  const about = touches ?? [];
  const objects = [
    ...about.map(([object]) => object),
    ...("object" in question ? [question.object] : []),
  ];
  return (
    objects.some((object) => rights.every((right) => right.object !== object)) ||
    about.some(([object, field]) =>
      rights.some(
        (right) =>
          right.object === object &&
          !right.readable.includes(field) &&
          !(masks && right.masked?.includes(field)),
      ),
    )
  );
}

/** Whether a mask's last digits are found is the CRM's to say. */
const touchesMask = ({ rights }: Reader, { touches = [] }: Asked): boolean =>
  touches.some(([object, field]) =>
    rights.some((right) => right.object === object && right.masked?.includes(field)),
  );
