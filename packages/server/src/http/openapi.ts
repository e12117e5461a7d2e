/**
 * The API as one reader may know it (OpenAPI 3.1), made from the same `meta` that their screens are made from: objects
 * they can never open and secret fields they cannot read are not in it.
 */
import type { FieldMeta, Meta, ObjectMeta } from "./contract.ts";
import { JSON_SCHEMAS, type JsonSchema } from "../fields/json-schema.ts";

const TEXT: JsonSchema = { type: "string" };
const ID: JsonSchema = { type: "string", format: "uuid" };
const VERSION: JsonSchema = { type: "integer", description: "The version that was read." };
const ANY: JsonSchema = {};

const ASKING: JsonSchema = {
  filter: {
    description: "{field, op, value}, {and: […]} or {or: […]}; cells as this reader sees them.",
  },
  search: TEXT,
  sort: {
    type: "array",
    items: { type: "object", properties: { field: TEXT, direction: { enum: ["asc", "desc"] } } },
  },
  cursor: TEXT,
  limit: { type: "integer", minimum: 1, maximum: 200 },
};

const LISTING: JsonSchema = {
  ...ASKING,
  fields: { type: "array", items: TEXT, description: "Fields whose cells are wanted; else all." },
};

const { cursor: _cursor, limit: _limit, ...PRINTING } = LISTING;

const SHARING: JsonSchema = {
  type: "object",
  properties: {
    principal: {
      type: "object",
      properties: { kind: { enum: ["person", "unit", "group"] }, id: ID },
    },
    function: { type: "string", description: "What they are in its team; looking only if absent." },
    until: { type: "string", format: "date-time" },
    reason: TEXT,
  },
};

/** Body of each verb, and the action a reader must hold somewhere for it to be offered. */
const VERBS: Readonly<
  Record<string, { readonly needs: string; readonly body: (values: JsonSchema) => JsonSchema }>
> = {
  list: { needs: "view", body: () => LISTING },
  count: {
    needs: "view",
    body: () => ({ filter: ANY, search: TEXT, action: { enum: ["export"] } }),
  },
  aggregate: {
    needs: "view",
    body: () => ({
      group: { type: "array", items: TEXT },
      measures: { type: "array" },
      filter: ANY,
    }),
  },
  get: { needs: "view", body: () => ({ id: ID }) },
  timeline: { needs: "view", body: () => ({ id: ID, cursor: TEXT }) },
  explain: { needs: "view", body: () => ({ id: ID, action: TEXT, field: TEXT }) },
  whoCanSee: { needs: "view", body: () => ({ id: ID }) },
  probe: { needs: "probe", body: (values) => ({ values, except: ID }) },
  lookUp: { needs: "lookUp", body: () => ({ name: TEXT, digits: TEXT, order: TEXT }) },
  create: { needs: "create", body: (values) => ({ values }) },
  update: { needs: "edit", body: (values) => ({ id: ID, version: VERSION, values }) },
  bulk: {
    needs: "edit",
    body: (values) => ({
      ids: { type: "array", items: ID },
      action: { enum: ["update", "delete", "restore", "share", "unshare"] },
      values,
      versions: { type: "array", items: VERSION },
      share: SHARING,
      participants: { type: "array", items: ID },
    }),
  },
  delete: { needs: "delete", body: () => ({ id: ID, version: VERSION }) },
  restore: { needs: "restore", body: () => ({ id: ID, version: VERSION }) },
  trash: { needs: "restore", body: () => LISTING },
  reveal: { needs: "reveal", body: () => ({ id: ID, field: TEXT }) },
  history: { needs: "history", body: () => ({ id: ID, cursor: TEXT }) },
  print: { needs: "export", body: () => PRINTING },
  export: {
    needs: "export",
    body: () => ({
      ...ASKING,
      columns: { type: "array", items: TEXT },
      format: { enum: ["csv", "xlsx"] },
      locale: { enum: ["zh", "en"] },
    }),
  },
};

/** The verbs of files, of objects that have some which the reader may ever read. */
const FILE_VERBS: typeof VERBS = {
  files: { needs: "view", body: () => ({ id: ID, field: TEXT }) },
  removeFile: { needs: "edit", body: () => ({ id: ID, field: TEXT, file: ID }) },
  restoreFile: { needs: "edit", body: () => ({ id: ID, field: TEXT, file: ID }) },
};

export function openApiFor(meta: Meta): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const object of meta.objects) {
    const held = new Set(object.actions.map(({ name }) => name));
    const hasFiles = object.fields.some(holdsFiles);
    const verbs = hasFiles ? { ...VERBS, ...FILE_VERBS } : VERBS;
    if (hasFiles) Object.assign(paths, filePaths(object, held));
    if (object.name === "policyDraft") Object.assign(paths, policyPaths(object, held));
    for (const [verb, { needs, body }] of Object.entries(verbs)) {
      if (held.has(needs))
        paths[`/api/${object.name}.${verb}`] = operation(
          object,
          verb,
          body(valuesOf(object, true)),
        );
    }
  }
  const schemas = Object.fromEntries(
    meta.objects.map((object) => [object.name, valuesOf(object, false)]),
  );
  return {
    openapi: "3.1.0",
    info: { title: "Latchkey", version: "1", description: "What you may ask, as you." },
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "latchkey.session_token" },
      },
    },
    security: [{ session: [] }],
  };
}

const holdsFiles = ({ type, level }: FieldMeta): boolean => type === "files" && level !== "absent";

const BYTES: JsonSchema = {
  content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
};

const inPath = (name: string, schema: JsonSchema): JsonSchema => ({
  name,
  in: "path",
  required: true,
  schema,
});

/** Files go up and down as they are, not as JSON. */
function filePaths(object: ObjectMeta, held: ReadonlySet<string>): Record<string, JsonSchema> {
  const fields = object.fields.filter(holdsFiles).map(({ name }) => name);
  const place = [inPath("id", ID), inPath("field", { enum: fields })];
  const path = `/api/files/${object.name}/{id}/{field}`;
  const tags = [object.label.en];
  const download = {
    operationId: `${object.name}.downloadFile`,
    tags,
    parameters: [...place, inPath("file", ID)],
    responses: { 200: { description: "The file.", ...BYTES }, default: FAILURE },
  };
  const upload = {
    operationId: `${object.name}.uploadFile`,
    tags,
    parameters: [...place, { name: "name", in: "query", required: true, schema: TEXT }],
    requestBody: BYTES,
    responses: { 200: { description: "{file}: its id." }, default: FAILURE },
  };
  return {
    [`${path}/{file}`]: { get: download },
    ...(held.has("edit") ? { [path]: { post: upload } } : {}),
  };
}

const YAML: JsonSchema = { content: { "application/yaml": { schema: TEXT } } };

/** The whole policy as a file, and rules that are put together. */
function policyPaths(object: ObjectMeta, held: ReadonlySet<string>): Record<string, JsonSchema> {
  const tags = [object.label.en];
  const file = {
    operationId: "policy.file",
    tags,
    parameters: [{ name: "of", in: "query", schema: { enum: ["published", "draft"] } }],
    responses: { 200: { description: "The policy as YAML.", ...YAML }, default: FAILURE },
  };
  const body = { text: TEXT, version: VERSION };
  const command = (name: string, properties: JsonSchema): Record<string, JsonSchema> => {
    const [noun = "", verb = ""] = name.split(".");
    return { [`/api/${name}`]: operation({ ...object, name: noun }, verb, properties) };
  };
  return {
    "/api/policy/file": { get: file },
    ...command("policyFile.compare", body),
    ...command("policyRule.preview", { role: ANY, rule: ANY, form: ANY }),
    ...(held.has("edit") ? command("policyFile.import", body) : {}),
  };
}

const FAILURE: JsonSchema = {
  description: "`code` and `message` (zh, en); `problems` per field.",
};

const REPEATABLE: ReadonlySet<string> = new Set(["create", "update", "delete", "restore"]);

const KEY: JsonSchema = {
  name: "Idempotency-Key",
  in: "header",
  schema: { type: "string", minLength: 16, maxLength: 64 },
  description: "Sent again under its key within a day, the request is done once.",
};

const operation = (object: ObjectMeta, verb: string, properties: JsonSchema): JsonSchema => ({
  post: {
    operationId: `${object.name}.${verb}`,
    tags: [object.label.en],
    ...(REPEATABLE.has(verb) ? { parameters: [KEY] } : {}),
    requestBody: { content: { "application/json": { schema: { type: "object", properties } } } },
    responses: {
      200: { description: "As this reader may see it." },
      default: FAILURE,
    },
  },
});

function valuesOf(object: ObjectMeta, writableOnly: boolean): JsonSchema {
  const fields = object.fields.filter(({ writable }) => writable || !writableOnly);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  };
}

function fieldSchema({ type, label, choices, readOnly, level }: FieldMeta): JsonSchema {
  return {
    ...JSON_SCHEMAS[type],
    title: `${label.en} ${label.zh}`,
    ...(choices ? { enum: choices.map(({ value }) => value) } : {}),
    ...(readOnly ? { readOnly } : {}),
    ...(level === "plain" ? {} : { "x-level": level }),
  };
}
