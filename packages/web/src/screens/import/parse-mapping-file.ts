import type { ImportMapping } from "@latchkey/server/contract";

/** The mapping in a file's text, or null where it is none. The server looks at every part of it before it is used. */
export function parseMappingFile(text: string): ImportMapping | null {
  const input = parseJson(text);
  if (!isRecord(input)) return null;
  const { columns = {}, fields = {}, duplicates = "skip" } = input;
  if (!isRecord(columns) || !isRecord(fields) || typeof duplicates !== "string") return null;
  if (Object.keys(columns).length + Object.keys(fields).length === 0) return null;
  return { ...input, columns, duplicates } as unknown as ImportMapping;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
