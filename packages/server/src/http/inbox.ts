/** The bell in the top bar, and what it rings for. */
import type { FastifyInstance } from "fastify";
import type { InboxReply } from "./contract.ts";
import type { Services } from "../services.ts";
import { inboxOf, readInbox, unreadOf } from "../workbench/inbox.ts";
import { authenticate } from "./session.ts";

export function registerInbox(app: FastifyInstance, services: Services): void {
  app.get("/api/inbox", async (request): Promise<InboxReply> =>
    inboxOf(services, await authenticate(services, request)),
  );
  app.get("/api/inbox/unread", async (request): Promise<{ unread: number }> => ({
    unread: await unreadOf(services, await authenticate(services, request)),
  }));
  app.post<{ Body: { ids?: unknown } | null }>("/api/inbox/read", async (request) => {
    await readInbox(services, await authenticate(services, request), request.body?.ids ?? null);
    return { ok: true };
  });
}
