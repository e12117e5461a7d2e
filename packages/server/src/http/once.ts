/** `Idempotency-Key`: a write that is sent again under its key is done once, and answered as it was the first time. */
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../errors.ts";
import type { Caller } from "../gate/mutate.ts";

const KEY = /^[\w-]{16,64}$/;

export function onceOf({ headers, url, body }: FastifyRequest): Pick<Caller, "once"> {
  const key = headers["idempotency-key"];
  if (key === undefined) return {};
  if (typeof key !== "string" || !KEY.test(key)) throw new Refusal("bad_key");
  const request = `${url}\n${JSON.stringify(body ?? {})}`;
  return { once: { key, fingerprint: createHash("sha256").update(request).digest("base64") } };
}
