/** A signed-in caller without a browser. */
export interface Client {
  post<Reply = unknown>(path: string, body?: object): Promise<{ status: number; body: Reply }>;
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
    async post(path, body = {}) {
      const answer = await fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as never };
    },
  };
}
