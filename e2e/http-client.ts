/** A signed-in caller without a browser. */
export interface Client {
  get<Reply>(path: string): Promise<Reply>;
  /** `key`: the same request under the same key is done once. */
  post<Reply = unknown>(
    path: string,
    body?: object,
    key?: string,
  ): Promise<{ status: number; body: Reply }>;
}

export async function signIn(url: string, email: string, password: string): Promise<Client> {
  const reply = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!reply.ok)
    throw new Error(`${email} could not sign in: ${reply.status} ${await reply.text()}`);
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return {
    async get(path) {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      return (await answer.json()) as never;
    },
    async post(path, body = {}, key) {
      const once: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
      const answer = await fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie, ...once },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as never };
    },
  };
}
