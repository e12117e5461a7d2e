/** What others do meanwhile, at desks of their own that nobody looks at. */
import { DEMO_PASSWORD } from "../../packages/server/src/demo/personas.ts";
import type { Desk } from "../days/desk.ts";
import { emailOf } from "../demo.ts";
import { signIn, type Client } from "../http-client.ts";
import type { Persona } from "./screen.ts";

export const colleague = ({ page }: Desk, persona: Persona): Promise<Client> =>
  signIn(new URL(page.url()).origin, emailOf(persona), DEMO_PASSWORD);

/** What is done with the draft of the policy as it is at this moment. */
export async function command(by: Client, verb: "discard" | "submit" | "publish"): Promise<void> {
  const { draft } = await by.get<{ draft: { version: number } }>("/api/policy/draft");
  const { status, body } = await by.post(`/api/policyDraft.${verb}`, { version: draft.version });
  if (status !== 200) throw new Error(`${verb}: ${JSON.stringify(body)}`);
}
