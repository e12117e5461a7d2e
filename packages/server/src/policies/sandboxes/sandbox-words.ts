/** A sandbox in one sentence: who can do what, where and until when, and what is blocked meanwhile. */
import type { Text } from "@latchkey/policy";
import type { Model } from "../../derive/model.ts";
import { toWall } from "../../fields/wall-clock.ts";
import type { SandboxAct, SandboxContent } from "../../http/contract.ts";
import { BUNDLES } from "../bundles.ts";
import { conditionSentence, type Speech } from "../condition-sentence.ts";
import { inline, listed, listedUpTo, plainText, text } from "../phrases.ts";
import type { NamedAction } from "../rights-actions.ts";
import { conditionOfRecords } from "./sandbox-records.ts";

export const ACT_WORDS: Readonly<Record<SandboxAct, Text>> = {
  edit: text("修改", "changing"),
  export: text("导出", "exporting"),
  reveal: text("查看完整信息", "revealing"),
  operate: text("执行操作", "carrying out"),
};

const MAX_NAMED = 4;

/** Names that whoever reads the sentence may know; null: somebody, somewhere. */
export interface SandboxNaming {
  readonly model: Model;
  /** IANA zone moments are told in. */
  readonly zone: string;
  role(id: string): Text | null;
  name(id: string): string | null;
  /** What conditions name. */
  readonly speech: Speech;
}

interface Said extends SandboxContent {
  readonly from: string;
  readonly until: string;
}

export function sandboxSentence(said: Said, naming: SandboxNaming): Text {
  const who = namesOf([...said.people, ...said.groups], naming, text("某人", "somebody"));
  const where = namesOf(said.places, naming, text("某单元", "a unit"));
  const what = given(said, naming);
  const [from, until] = [said.from, said.until].map((at) => toWall(at, naming.zone).slice(0, 16));
  const [more, blocked] = [added(said), blocks(said)];
  const only = narrowing(said, naming);
  return text(
    `${who.zh}在${where.zh}：${what.zh}${only.zh}；${more.zh}。从 ${from} 到 ${until}，到时自动结束${blocked.zh}。`,
    `${who.en}, in ${where.en}: ${what.en}${only.en}; ${more.en}. From ${from} until ${until}, when it ends by itself${blocked.en}.`,
  );
}

const namesOf = (ids: readonly string[], { name }: SandboxNaming, otherwise: Text): Text =>
  listedUpTo(
    ids.map((id) => {
      const known = name(id);
      return known === null ? otherwise : plainText(known);
    }),
    MAX_NAMED,
  );

function given({ grants, roles }: SandboxContent, { model, role }: SandboxNaming): Text {
  const rights = rightsWords(Object.keys(grants), model);
  const held = listed(roles.map((id) => role(id) ?? text("某个角色", "a role")));
  const stands =
    roles.length === 0 ? [] : [text(`代行${held.zh}的职责`, `standing in as ${inline(held).en}`)];
  return listedUpTo([...rights, ...stands], MAX_NAMED);
}

function narrowing({ only = {} }: SandboxContent, { model, speech }: SandboxNaming): Text {
  const parts = Object.entries(only).flatMap(([name, node]) => {
    const object = model.objects.get(name);
    const condition = object && conditionOfRecords(node, object, model);
    if (!condition) return [];
    const { plural } = object.declaration;
    const said = conditionSentence(condition, object, speech);
    return [
      text(
        `；${plural.zh}仅限${said.zh}的`,
        `; of ${inline(plural).en} only those where ${said.en}`,
      ),
    ];
  });
  return text(parts.map(({ zh }) => zh).join(""), parts.map(({ en }) => en).join(""));
}

/** Bundles by their names, single actions behind their object's. */
function rightsWords(keys: readonly string[], model: Model): readonly Text[] {
  const bundles = keys.filter((key) => !key.includes(":"));
  const byObject = Map.groupBy(
    keys.filter((key) => key.includes(":")),
    (key) => key.slice(0, key.indexOf(":")),
  );
  const single = [...byObject].map(([name, named]) => {
    const declaration = model.objects.get(name)?.declaration;
    const object = declaration?.plural ?? plainText(name);
    const acts = named.map((key) => {
      const action = key.slice(key.indexOf(":") + 1);
      return inline(declaration?.actions[action]?.label ?? plainText(action));
    });
    return text(
      `${object.zh}（${acts.map(({ zh }) => zh).join("、")}）`,
      `${inline(object).en} (${acts.map(({ en }) => en).join(", ")})`,
    );
  });
  return [...bundles.map((key) => inline(grantWords(key, model))), ...single];
}

function added({ adds }: SandboxContent): Text {
  if (adds.length === 0) return text("只能查看", "looking only");
  const acts = listed(adds.map((act) => ACT_WORDS[act]));
  return text(`除查看外还允许${acts.zh}`, `besides looking, ${acts.en} is allowed`);
}

function blocks({ blocks: acts }: SandboxContent): Text {
  if (acts.length === 0) return text("", "");
  const said = listed(acts.map((act) => ACT_WORDS[act]));
  return text(
    `；期间在这些单元不能${said.zh}，即使其他角色允许`,
    `; meanwhile ${said.en} is blocked there, whatever other roles allow`,
  );
}

/** `customer.view`: a bundle; `competitorNote:view`: an action of an object. */
export function grantWords(key: string, model: Model): Text {
  const bundle = BUNDLES.find(({ name }) => name === key);
  if (bundle) return bundle.label;
  const [object = "", action = ""] = key.split(":");
  const declaration = model.objects.get(object)?.declaration;
  const act = declaration?.actions[action]?.label;
  if (!declaration || !act) return plainText(key);
  return text(`${act.zh}${declaration.label.zh}`, `${act.en} ${inline(declaration.plural).en}`);
}

export function namedBy(key: string, model: Model): readonly NamedAction[] {
  const [object = "", action = ""] = key.split(":");
  if (key.includes(":")) return [{ object, action }];
  return [...model.objects.values()].flatMap(({ name, declaration }) =>
    Object.entries(declaration.actions)
      .filter(([, { bundle }]) => bundle === key)
      .map(([one]) => ({ object: name, action: one })),
  );
}
