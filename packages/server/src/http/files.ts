/** Files over HTTP: uploads and the wizard of imports, exports and their files. */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { WrongRows } from "../exchange/wrong-rows.ts";
import { textOf } from "../fields/shared.ts";
import { cleanFileName } from "../files/file-name.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Services } from "../services.ts";
import { attach } from "./attach.ts";
import type { ImportJob } from "./contract.ts";
import { authenticate } from "./session.ts";

/** A million rows of a dozen columns. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;

type ById = {
  Params: { id: string };
  Body: { mapping?: unknown; reading?: unknown } | undefined;
  Querystring: { of?: string; column?: string; code?: string; after?: string };
};

export function registerFiles(app: FastifyInstance, services: Services): void {
  const { exchange } = services;
  void app.register(async (files) => {
    await files.register(multipart, {
      limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 4, fieldSize: 1_000 },
    });
    files.post("/api/imports", async (request) =>
      upload(services, await authenticate(services, request), request),
    );
    files.get<ById>("/api/imports/:id", async (request) =>
      exchange.imports.get(await authenticate(services, request), request.params.id),
    );
    files.post<ById>("/api/imports/:id/read", async (request) =>
      exchange.imports.read(
        await authenticate(services, request),
        request.params.id,
        request.body?.reading,
      ),
    );
    files.post<ById>("/api/imports/:id/check", async (request) =>
      exchange.imports.check(
        await authenticate(services, request),
        request.params.id,
        request.body?.mapping,
      ),
    );
    files.post<ById>("/api/imports/:id/run", async (request) =>
      exchange.imports.run(
        await authenticate(services, request),
        request.params.id,
        request.body?.mapping,
      ),
    );
    files.post<ById>("/api/imports/:id/undo", async (request) =>
      exchange.imports.undo(await authenticate(services, request), request.params.id),
    );
    files.get<ById>("/api/imports/:id/problems", async (request) => {
      const { column, code, after, of } = request.query;
      return exchange.imports.problems(await authenticate(services, request), request.params.id, {
        of: wrongRowsNamed(of),
        column: textOf(column ?? ""),
        code: textOf(code ?? ""),
        after: rowNumber(after),
      });
    });
    files.get<ById>("/api/imports/:id/errors", async (request, reply) => {
      const { fileName, text } = await exchange.imports.errors(
        await authenticate(services, request),
        request.params.id,
        wrongRowsNamed(request.query.of),
      );
      return attach(reply, fileName, "text/csv; charset=utf-8").send(Readable.from(text));
    });
    files.get<ById>("/api/exports/:id", async (request) =>
      exchange.exports.get(await authenticate(services, request), request.params.id),
    );
    files.get<ById>("/api/exports/:id/file", async (request, reply) => {
      const { fileName, format, bytes, stream } = await exchange.exports.open(
        await authenticate(services, request),
        request.params.id,
      );
      return attach(reply, fileName, TYPES[format]).header("content-length", bytes).send(stream);
    });
  });
}

const wrongRowsNamed = (of: unknown): WrongRows => (of === "undo" ? "undo" : "failed");

/** Of a row in a file; the first page where it is none. */
function rowNumber(text: unknown): number {
  const number = Number(textOf(text));
  return Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : 0;
}

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** The object may come before or behind the file, so the file is put by first. */
async function upload(
  { exchange }: Services,
  caller: Caller,
  request: FastifyRequest,
): Promise<ImportJob> {
  const path = await exchange.newUpload(
    caller,
    Math.min(Number(request.headers["content-length"] ?? 0), MAX_FILE_BYTES),
  );
  try {
    const fields: Record<string, string> = {};
    let fileName: string | null = null;
    for await (const part of request.parts()) {
      if (part.type === "field") fields[part.fieldname] = String(part.value);
      else {
        await pipeline(part.file, createWriteStream(path));
        if (part.file.truncated)
          throw new Refusal("too_large", { limit: `${MAX_FILE_BYTES / 1024 / 1024} MB` });
        fileName = cleanFileName(part.filename ?? "");
      }
    }
    if (fileName === null) throw badRequest([problem("file", "required")]);
    return await exchange.imports.upload(caller, {
      object: fields["object"] ?? "",
      fileName,
      path,
    });
  } finally {
    await rm(path, { force: true });
  }
}
