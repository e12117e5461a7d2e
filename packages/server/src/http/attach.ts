import type { FastifyReply } from "fastify";

/** A file to be saved, never to be shown by the browser. */
export function attach(reply: FastifyReply, fileName: string, type: string): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeName(fileName)}`)
    .type(type);
}

/** RFC 5987 keeps fewer characters as they are than `encodeURIComponent` does. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
