/** The first page after signing in, block by block: each is asked for, and may fail, by itself. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { FiguresReply, MyDay, RecentReply, TeamReply, TrendsReply } from "./contract.ts";
import type { Services } from "../services.ts";
import { UUID } from "../fields/shared.ts";
import { Refusal } from "../errors.ts";
import { atDesk } from "../workbench/desk.ts";
import { figuresOf } from "../workbench/figures.ts";
import { monthOf } from "../workbench/month.ts";
import { myDay } from "../workbench/my-day.ts";
import { recentRecords } from "../workbench/recent.ts";
import { teamFigures } from "../workbench/team.ts";
import { trendsOf } from "../workbench/trends.ts";
import { authenticate } from "./session.ts";

export function registerWorkbench(app: FastifyInstance, services: Services): void {
  app.get("/api/workbench/day", async (request): Promise<MyDay> =>
    atDesk(services, await authenticate(services, request), myDay),
  );
  app.get("/api/workbench/figures", async (request): Promise<FiguresReply> =>
    atDesk(services, await authenticate(services, request), figuresOf),
  );
  app.get("/api/workbench/month", async (request): Promise<FiguresReply> =>
    atDesk(services, await authenticate(services, request), monthOf),
  );
  app.get("/api/workbench/trends", async (request): Promise<TrendsReply> =>
    atDesk(services, await authenticate(services, request), trendsOf),
  );
  app.get("/api/workbench/team", async (request): Promise<TeamReply> => {
    const caller = await authenticate(services, request);
    const unit = unitAsked(request);
    return atDesk(services, caller, (desk) => teamFigures(desk, unit));
  });
  app.get("/api/workbench/recent", async (request): Promise<RecentReply> =>
    recentRecords(services, await authenticate(services, request)),
  );
}

function unitAsked({ query }: FastifyRequest): string | null {
  const { unit } = query as { readonly unit?: unknown };
  if (unit === undefined) return null;
  if (typeof unit !== "string" || !UUID.test(unit)) throw new Refusal("not_found");
  return unit;
}
