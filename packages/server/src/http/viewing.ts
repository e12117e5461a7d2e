/** Looking as somebody else does, over HTTP (R105). */
import type { FastifyInstance } from "fastify";
import { endViewing, startViewing } from "../org/view-as.ts";
import type { Services } from "../services.ts";
import { findSession } from "./session.ts";

export function registerViewing(app: FastifyInstance, services: Services): void {
  app.post("/api/viewing/start", async (request) => {
    const { caller, session } = await findSession(services, request);
    const { body } = request;
    return startViewing(services, caller, session, typeof body === "object" ? (body ?? {}) : {});
  });
  app.post("/api/viewing/end", async (request) => {
    const { caller, session } = await findSession(services, request);
    return endViewing(services, caller, session);
  });
}
