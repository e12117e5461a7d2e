/** Importing and exporting as a test asks for it: from text to a finished job, from a job to its rows. */
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import type { ExportRequest } from "../exchange/export-store.ts";
import type { Mapping } from "../exchange/mapping.ts";
import type { ExportJob, ImportJob } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { as } from "./enterprise.ts";

/** Headers of a file with a row for each line of an order. */
export const ORDER_COLUMNS = {
  单号: "number",
  客户: "customer",
  日期: "placedAt",
  货号: "lines.sku",
  品名: "lines.name",
  数量: "lines.quantity",
  单价: "lines.unitPrice",
};

export async function uploadFile(
  services: Services,
  person: string,
  object: string,
  file: { name: string; content: string | Buffer },
): Promise<ImportJob> {
  const path = await services.exchange.newUpload(as(person), 0);
  await writeFile(path, file.content);
  return services.exchange.imports.upload(as(person), { object, fileName: file.name, path });
}

export async function importFile(
  services: Services,
  input: {
    person: string;
    object: string;
    content: string | Buffer;
    mapping?: Mapping;
    dry?: boolean;
    name?: string;
  },
): Promise<ImportJob> {
  const { person, object, content, mapping, dry, name = "test.csv" } = input;
  const { imports, jobs } = services.exchange;
  const uploaded = await uploadFile(services, person, object, { name, content });
  await (dry ? imports.check : imports.run)(as(person), uploaded.id, mapping ?? uploaded.mapping);
  await jobs.idle();
  return imports.get(as(person), uploaded.id);
}

export async function exportFile(
  services: Services,
  person: string,
  object: string,
  request: Partial<ExportRequest> = {},
): Promise<{ job: ExportJob; text: string }> {
  const { exports, jobs } = services.exchange;
  const { id } = await exports.ask(as(person), object, { format: "csv", ...request });
  await jobs.idle();
  const job = await exports.get(as(person), id);
  if (job.state !== "done") return { job, text: "" };
  const { stream } = await exports.open(as(person), id);
  return { job, text: (await buffer(stream)).toString() };
}

/** Rows of an exported CSV by heading. */
export const csvRows = (text: string): readonly Record<string, string>[] =>
  parse(text, { columns: true, bom: true });
