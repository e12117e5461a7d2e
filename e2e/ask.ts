/** Asking the server as a page would: what a journey begins with, or cannot know. */
import type { APIResponse, Page } from "playwright-core";

/** `origin`: needed where the page has opened nothing yet. */
export const send = (
  page: Page,
  call: string,
  data: object,
  origin = new URL(page.url()).origin,
): Promise<APIResponse> => page.request.post(`/api/${call}`, { headers: { origin }, data });

/** What is answered; a refusal is an error. */
export async function ask<Reply>(
  page: Page,
  call: string,
  body: object,
  origin?: string,
): Promise<Reply> {
  const reply = await send(page, call, body, origin);
  if (!reply.ok()) throw new Error(`${call}: ${await reply.text()}`);
  return (await reply.json()) as Reply;
}
