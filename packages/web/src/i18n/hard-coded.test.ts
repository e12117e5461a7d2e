/** Whatever a screen says comes from the messages: no words in the source of screens, in either language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, type ESTree } from "vite";
import { expect, test } from "vitest";
import { zh } from "./zh.ts";

const SOURCE = join(import.meta.dirname, "..");

test("R137: no screen says a word that is not in the messages", () => {
  const found = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("i18n/") && !/\.test\./.test(name))
    .flatMap((name) =>
      hardCodedIn(readFileSync(join(SOURCE, name), "utf8"), name).map(
        (words) => `${name}: ${words}`,
      ),
    );
  expect(found).toEqual([]);
});

test.each([
  ["<p>Save</p>", ["Save"]],
  ["<p>{isOpen ? 'Close' : t('form.save')}</p>", ["Close"]],
  ["<p>{`${count} rows`}</p>", ["rows"]],
  ["<p>{count > 0 && 'some'}</p>", ["some"]],
  ["<button aria-label='Remove' />", ["Remove"]],
  ["<Input placeholder={isNew ? 'New name' : undefined} />", ["New name"]],
  ["<Alert title={`Could not ${verb}`} />", ["Could not"]],
  ["modal.confirm({ title: 'Are you sure?', okText: t('form.leave') })", ["Are you sure?"]],
  ["message.success('Saved')", ["Saved"]],
  ["const KEPT = { zh: '归属', en: 'Ownership' }", ["归属"]],
  ["const name = `第 ${row} 行`", ["第", "行"]],
])("%s is found", (code, words) => {
  expect(hardCodedIn(code)).toEqual(words);
});

test.each([
  "<p className='wide' data-field='name' role='row'>{t('form.save')}</p>",
  "<p>{' / '}—{count}%</p>",
  "<Page title={t('nav.roles')} />",
  "const group = { name: 'sales', label: 'nav.sales', title: object.title }",
  "// 一行注释\nmessage.error(describe(problem))",
])("%s is not", (code) => {
  expect(hardCodedIn(code)).toEqual([]);
});

/** The same in both languages: names of formats and of keys, and our own name. */
const SAME_IN_BOTH: ReadonlySet<string> = new Set([
  "Excel (.xlsx)",
  "CSV",
  "⌘ K",
  "Ctrl K",
  "Latchkey 智钥",
]);

/** Attributes of elements, and properties of what dialogs and menus are made from, that people read or hear. */
const WORDED: ReadonlySet<string> = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "cancelText",
  "content",
  "description",
  "emptyText",
  "extra",
  "help",
  "intro",
  "label",
  "message",
  "note",
  "okText",
  "placeholder",
  "title",
  "tooltip",
  "words",
]);

const NOTIFYING: ReadonlySet<string> = new Set(["success", "error", "info", "warning", "loading"]);

const HAN = /\p{Script=Han}/u;
const LETTER = /\p{Letter}/u;

/** What of a source file would be shown or read out, and is in no message. */
function hardCodedIn(code: string, name = "screen.tsx"): string[] {
  const { program, errors } = parseSync(name, code);
  expect(errors).toEqual([]);
  const found = new Set<string>();
  walk(program, (node) => {
    for (const words of [...shownBy(node), ...literalIn(node).filter((text) => HAN.test(text))]) {
      const said = words.trim();
      const isWord = LETTER.test(said) && !SAME_IN_BOTH.has(said) && !Object.hasOwn(zh, said);
      if (isWord) found.add(said);
    }
  });
  return [...found];
}

type Node = ESTree.Node;

function walk(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) walk(child, look);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

/** Words that this node, as what it is, puts before somebody. */
function shownBy(node: Node): string[] {
  switch (node.type) {
    case "JSXText":
      return [node.value];
    case "JSXElement":
    case "JSXFragment":
      return node.children.flatMap((child) =>
        child.type === "JSXExpressionContainer" ? outcomes(child.expression) : [],
      );
    case "JSXAttribute":
      return node.value && WORDED.has(nameOf(node.name)) ? outcomes(node.value) : [];
    case "Property":
      return WORDED.has(nameOf(node.key)) ? outcomes(node.value) : [];
    case "CallExpression":
      return isNotice(node) ? node.arguments.flatMap(outcomes) : [];
    default:
      return [];
  }
}

/** Literals that an expression may come to. */
function outcomes(node: Node): string[] {
  switch (node.type) {
    case "ConditionalExpression":
      return [...outcomes(node.consequent), ...outcomes(node.alternate)];
    case "LogicalExpression":
    case "BinaryExpression":
      return [...outcomes(node.left), ...outcomes(node.right)];
    case "JSXExpressionContainer":
      return outcomes(node.expression);
    case "TemplateLiteral":
      return node.quasis.flatMap(literalIn);
    default:
      return literalIn(node);
  }
}

function literalIn(node: Node): string[] {
  if (node.type === "TemplateElement") return [node.value.cooked ?? ""];
  return node.type === "Literal" && typeof node.value === "string" ? [node.value] : [];
}

function nameOf(node: Node): string {
  if (node.type === "JSXIdentifier" || node.type === "Identifier") return node.name;
  return literalIn(node)[0] ?? "";
}

/** `message.success(…)` and its like. */
function isNotice({ callee }: ESTree.CallExpression): boolean {
  return (
    callee.type === "MemberExpression" &&
    nameOf(callee.object) === "message" &&
    NOTIFYING.has(nameOf(callee.property))
  );
}
