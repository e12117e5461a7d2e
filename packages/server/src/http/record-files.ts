/** Files of records over HTTP: the body of an upload is the file itself, and so is the answer of a download. */
import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";
import { tooLarge } from "../files/receive.ts";
import type { Services } from "../services.ts";
import { attach } from "./attach.ts";
import { withExplanation } from "./explain-refusal.ts";
import { authenticate } from "./session.ts";

interface Place {
  readonly object: string;
  readonly id: string;
  readonly field: string;
}

export function registerRecordFiles(app: FastifyInstance, services: Services): void {
  void app.register(async (scope) => {
    // Whatever it says it is: nothing here reads a body but as bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, body, done) => done(null, body));
    scope.post<{ Params: Place; Querystring: { name?: unknown } }>(
      "/api/files/:object/:id/:field",
      (request) => receiveFile(services, request),
    );
    scope.get<{ Params: Place & { file: string } }>(
      "/api/files/:object/:id/:field/:file",
      (request, reply) => sendFile(services, request, reply),
    );
  });
}

async function receiveFile(
  services: Services,
  request: FastifyRequest<{ Params: Place; Querystring: { name?: unknown } }>,
): Promise<{ readonly file: string }> {
  const caller = await authenticate(services, request);
  const { object, ...place } = knownPlace(services, request.params);
  const { files } = services;
  const size = Number(request.headers["content-length"] ?? 0);
  if (size > files.limit) throw tooLarge(files.limit);
  const { name } = request.query;
  if (typeof name !== "string" || !request.body) throw new Refusal("file_empty");
  const body = request.body as Readable;
  return withExplanation(services, caller, { object, verb: "upload", body: place }, () =>
    files.upload(caller, object, place, { name, size, body }),
  );
}

async function sendFile(
  services: Services,
  request: FastifyRequest<{ Params: Place & { file: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await authenticate(services, request);
  const { object, ...place } = knownPlace(services, request.params);
  const { entry, stream } = await services.files.open(caller, object, place);
  return (
    attach(reply, entry.name, entry.type)
      // Were a browser to show it in spite of all, it would run nothing.
      .header("content-security-policy", "sandbox; default-src 'none'")
      .header("content-length", entry.bytes)
      .send(stream)
  );
}

function knownPlace<Wanted extends Place>({ objects }: Services, place: Wanted): Wanted {
  if (!objects.has(place.object)) throw new Refusal("unknown_endpoint");
  return place;
}
