/**
 * As much of S3 as the storage asks of it (put, get, head and delete of one object in one bucket), over HTTP and on a disk,
 * for Amazon's own client to talk to. No service: it checks no signature, and a real one is stricter.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

export interface S3Server {
  readonly url: string;
  /** Keys of the bucket's objects. */
  keys(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startS3Server(folder: string, bucket: string): Promise<S3Server> {
  await mkdir(folder, { recursive: true });
  const server = createServer((request, response) => {
    answer(folder, bucket, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    keys: async () => (await readdir(folder)).map(decodeURIComponent),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  folder: string,
  bucket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url!, "http://s3");
  const root = `/${bucket}/`;
  const isSigned = request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") === true;
  if (!pathname.startsWith(root) || !isSigned) return refuse(response, 403);
  const path = join(folder, encodeURIComponent(decodeURIComponent(pathname.slice(root.length))));
  if (request.method === "PUT") {
    await pipeline(request, createWriteStream(path));
    response.writeHead(200, { etag: '"1"' }).end();
  } else if (request.method === "DELETE") {
    await rm(path, { force: true });
    response.writeHead(204).end();
  } else {
    const found = await stat(path).catch(() => null);
    if (!found) return refuse(response, 404);
    response.writeHead(200, { "content-length": found.size, etag: '"1"' });
    if (request.method === "HEAD") response.end();
    else await pipeline(createReadStream(path), response);
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "application/xml" }).end();
}
