import { splitPath } from "./bind.ts";
import { MAX_LIST_LENGTH, MAX_TEXT_LENGTH } from "./limits.ts";
import { readObject, readText, report } from "./parse-shape.ts";
import type { FieldKind, Operand, Scalar, Value } from "./model.ts";
import type { Parser } from "./parse-shape.ts";

/**
 * What an operand may stand for. A path has one kind; a constant fits several (a text may be an id), an empty list
 * fits every list. No kinds at all means a problem has been reported, so that one fault is not reported twice.
 */
export interface TypedOperand {
  readonly operand: Operand;
  readonly kinds: readonly FieldKind[];
}

const BROKEN: TypedOperand = { operand: { value: null }, kinds: [] };

/** Reads `{value}` or `{path}`; `objectName` is what `record` means here. */
export function readOperand(parser: Parser, input: unknown, objectName: string): TypedOperand {
  if (input === undefined) return BROKEN;
  if (typeof input === "object" && input !== null && "path" in input) {
    const { path } = readObject(parser, input, { required: ["path"] });
    return readPath(parser, readText(parser, path), objectName);
  }
  const before = parser.problems.length;
  const shape = readObject(parser, input, { required: ["value"] });
  return parser.problems.length > before ? BROKEN : readConstant(parser, shape["value"]);
}

function readPath(parser: Parser, path: string, objectName: string): TypedOperand {
  if (path === "") return BROKEN;
  const [head, name] = splitPath({ path });
  const kind = kindOfPath(parser, head, name, objectName);
  if (kind) return { operand: { path }, kinds: [kind] };
  report(parser, head === "record" ? "unknown-field" : "unknown-path", path);
  return BROKEN;
}

const ASSIGNMENT_KINDS: Readonly<Record<string, FieldKind>> = {
  id: "id",
  unit: "unit",
  role: "id",
};

function kindOfPath(
  { schema }: Parser,
  head: string,
  name: string,
  objectName: string,
): FieldKind | undefined {
  const fields = schema.objects[objectName]?.fields ?? {};
  const kinds: Readonly<Record<string, Readonly<Record<string, FieldKind>>>> = {
    subject: { ...schema.subject, id: "id" },
    context: { ...schema.context, now: "time" },
    assignment: ASSIGNMENT_KINDS,
  };
  if (head === "record") return Object.hasOwn(fields, name) ? fields[name]!.kind : undefined;
  const found = Object.hasOwn(kinds, head) ? kinds[head]! : {};
  return Object.hasOwn(found, name) ? found[name] : undefined;
}

const SCALAR_KINDS: Readonly<Record<string, readonly FieldKind[]>> = {
  string: ["text", "id", "unit"],
  number: ["number", "time"],
  boolean: ["boolean"],
};

/** Elements of constant lists decide which item they suit; the list itself is `texts` or `ids`. */
function readConstant(parser: Parser, value: unknown): TypedOperand {
  if (value === null) {
    report(parser, "never-known");
    return BROKEN;
  }
  if (Array.isArray(value)) return readConstantList(parser, value);
  if (!isScalar(value)) {
    report(parser, "not-a-value");
    return BROKEN;
  }
  if (typeof value === "string" && value.length > MAX_TEXT_LENGTH) {
    report(parser, "too-long", `${MAX_TEXT_LENGTH}`);
  }
  return { operand: { value }, kinds: SCALAR_KINDS[typeof value]! };
}

function readConstantList(parser: Parser, value: readonly unknown[]): TypedOperand {
  if (value.length > MAX_LIST_LENGTH) {
    report(parser, "too-many", `${MAX_LIST_LENGTH}`);
    return BROKEN;
  }
  if (value.includes(null)) {
    report(parser, "never-known");
    return BROKEN;
  }
  const types = new Set(value.map((element) => typeof element));
  if (types.size > 1 || !value.every(isScalar)) {
    report(parser, "not-a-value");
    return BROKEN;
  }
  return { operand: { value: value as Value }, kinds: ["texts", "ids"] };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** The kinds an item may have to be sought in a list; none where the list holds nothing that it could differ from. */
export function elementKinds({ operand, kinds }: TypedOperand): readonly FieldKind[] {
  if ("value" in operand && Array.isArray(operand.value)) {
    const [first] = operand.value as readonly Scalar[];
    return SCALAR_KINDS[typeof first] ?? [];
  }
  return kinds.flatMap((kind) => ELEMENTS[kind] ?? []);
}

const ELEMENTS: Partial<Record<FieldKind, readonly FieldKind[]>> = {
  texts: ["text"],
  ids: ["id", "unit"],
};
