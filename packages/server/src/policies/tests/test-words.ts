/** A permission test as one sentence, made from its data. */
import type { Text } from "@latchkey/policy";
import type { FieldModel, Model, ObjectModel } from "../../derive/model.ts";
import type { PolicyTestContent, SampleOwner, SampleRecord } from "../../http/contract.ts";
import { actionLabel } from "../explanation-words.ts";
import { inline, listed, plainText, text } from "../phrases.ts";
import { sampleField } from "./parse-test.ts";

/** Names that whoever reads the sentence may know. */
export interface Naming {
  readonly model: Model;
  /** IANA zone moments are told in. */
  readonly zone: string;
  role(id: string): Text | null;
  /** Of a unit, person, post or record. */
  name(id: string): string | null;
}

export function testSentence(content: PolicyTestContent, naming: Naming): Text {
  const { expect, action, field } = content;
  const object = naming.model.objects.get(content.object);
  if (!object) return plainText(content.object);
  const who = whoWords(content, naming);
  const what = recordWords(content, object, naming);
  const when = momentWords(content, naming);
  const named =
    field === null ? null : inline(object.fields.get(field)?.declaration.label ?? plainText(field));
  const act = actionLabel(object, action);
  const said =
    expect === "can" || expect === "cannot"
      ? actWords(expect === "can", { act, what, named })
      : LEVELS[expect](what, named ?? text("", ""));
  return text(`${when.zh}${who.zh}${said.zh}。`, `${capital(`${when.en}${who.en}`)} ${said.en}.`);
}

const LEVELS = {
  plain: (what: Text, field: Text) =>
    text(`完整看到${what.zh}的“${field.zh}”`, `sees the “${field.en}” of ${what.en} in full`),
  masked: (what: Text, field: Text) =>
    text(`看到${what.zh}的“${field.zh}”是打码的`, `sees the “${field.en}” of ${what.en} masked`),
  absent: (what: Text, field: Text) =>
    text(`看不到${what.zh}的“${field.zh}”`, `does not see the “${field.en}” of ${what.en}`),
} as const;

function actWords(
  can: boolean,
  { act, what, named }: { readonly act: Text; readonly what: Text; readonly named: Text | null },
): Text {
  const may = can ? text("可以", "can") : text("不能", "cannot");
  return named === null
    ? text(`${may.zh}对${what.zh}进行“${act.zh}”`, `${may.en} do “${act.en}” on ${what.en}`)
    : text(
        `${may.zh}在“${act.zh}”${what.zh}时修改“${named.zh}”`,
        `${may.en} change the “${named.en}” of ${what.en} by “${act.en}”`,
      );
}

function whoWords({ who }: PolicyTestContent, naming: Naming): Text {
  if (who.kind === "person") return named(naming.name(who.person), text("某人", "somebody"));
  if (who.kind === "post")
    return named(naming.name(who.post), text("某个岗位", "somebody in a post"));
  const role = naming.role(who.role) ?? text("某个角色", "a role");
  const unit = who.unit === null ? null : naming.name(who.unit);
  return unit === null ? role : text(`${unit}的${role.zh}`, `${role.en} in ${unit}`);
}

const named = (name: string | null, otherwise: Text): Text =>
  name === null ? otherwise : plainText(name);

/** Before the noun in Chinese, behind it in English. */
const WHOSE: Readonly<Record<Exclude<SampleOwner, "unit">, Text>> = {
  self: text("本人负责的", "of their own"),
  colleague: text("本单元同事负责的", "of a colleague in their unit"),
  below: text("下级单元的", "in a unit below theirs"),
  elsewhere: text("其他单元的", "in another unit"),
  nobody: text("本单元公海中的", "in the pool of their unit"),
};

function recordWords({ record }: PolicyTestContent, object: ObjectModel, naming: Naming): Text {
  const noun = inline(object.declaration.label);
  if (record.kind === "record") {
    const title = naming.name(record.id);
    return title === null
      ? text(`某条${noun.zh}`, `a certain ${noun.en}`)
      : text(`${noun.zh}“${title}”`, `the ${noun.en} “${title}”`);
  }
  const unit = named(
    record.unit === null ? null : naming.name(record.unit),
    text("某单元", "a unit"),
  );
  const whose = record.of === "unit" ? text(`${unit.zh}的`, `in ${unit.en}`) : WHOSE[record.of];
  const part = partWords(record, naming);
  const cells = cellWords(record, object, naming);
  return text(
    `${whose.zh}${part.zh}${noun.zh}${cells.zh}`,
    `${/^[aeiou]/i.test(noun.en) ? "an" : "a"} ${noun.en} ${whose.en}${part.en}${cells.en}`,
  );
}

function partWords({ takesPart }: SampleRecord, { model }: Naming): Text {
  if (takesPart === null) return text("", "");
  if (takesPart === "shared") return text("、共享给其的", " that is shared with them");
  const { choices = [] } = model.objects.get("participant")!.fields.get("function")!.declaration;
  const label = choices.find(({ value }) => value === takesPart)?.label ?? plainText(takesPart);
  return text(`、其作为${label.zh}参与的`, ` in which they take part (${inline(label).en})`);
}

function cellWords({ values }: SampleRecord, object: ObjectModel, { model }: Naming): Text {
  const parts = Object.entries(values).flatMap(([name, value]) => {
    const field = sampleField(model, object, name);
    return field ? [cellSentence(field, value, labelOfCell(model, object, name))] : [];
  });
  if (parts.length === 0) return text("", "");
  const all = listed(parts);
  return text(`（${all.zh}）`, ` (${all.en})`);
}

/** Of a cell of a sample, inside a sentence. */
export function labelOfCell(model: Model, object: ObjectModel, name: string): Text {
  const [head = "", inner] = name.split(".");
  const label = inline(sampleField(model, object, name)!.declaration.label);
  if (inner === undefined) return label;
  const parent = inline(object.fields.get(head)!.declaration.label);
  return text(`${parent.zh}的${label.zh}`, `${label.en} of the ${parent.en}`);
}

const WORDS: Readonly<Record<string, Text>> = {
  self: text("本人", "themselves"),
  colleague: text("同事", "a colleague"),
  own: text("本单元", "their unit"),
  below: text("下级单元", "a unit below theirs"),
  elsewhere: text("其他单元", "another unit"),
};

function cellSentence({ declaration }: FieldModel, value: unknown, label: Text): Text {
  if (typeof value === "boolean")
    return value
      ? text(`${label.zh}：是`, `${label.en}: yes`)
      : text(`${label.zh}：否`, `${label.en}: no`);
  const isWord = declaration.type === "person" || declaration.type === "unit";
  const one = (part: unknown): Text =>
    (isWord ? WORDS[String(part)] : undefined) ??
    declaration.choices?.find(({ value: known }) => known === part)?.label ??
    plainText(typeof part === "object" ? JSON.stringify(part) : String(part));
  const said = listed([value].flat().map(one));
  return text(`${label.zh}：${said.zh}`, `${label.en}: ${said.en}`);
}

function momentWords({ at }: PolicyTestContent, { zone }: Naming): Text {
  if (at === null) return text("", "");
  const written = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(at));
  return text(`${written} 时，`, `at ${written}, `);
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
