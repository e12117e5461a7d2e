/** The product as a user runs it: a process of its own, on a loopback port, in a folder of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

export interface ServerProcess {
  readonly url: string;
  readonly output: () => string;
  /** Ends it as the operating system would: no time to tidy up. */
  kill(): Promise<void>;
  /** Ends it as an administrator would. Returns its exit code. */
  stop(): Promise<number | null>;
}

export interface StartOptions {
  readonly directory: string;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();

/** Ends whatever is still running. */
export async function killAll(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const exited = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      return exited;
    }),
  );
}

export const makeDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), "latchkey-e2e-"));
export const removeDirectory = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true });

export async function startServer(options: StartOptions): Promise<ServerProcess> {
  const port = await freePort();
  const { child, output } = runMain(options, port);
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  await ready(child, output);
  return {
    url: `http://127.0.0.1:${port}`,
    output,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

/** Runs to its own end. */
export async function runToEnd(
  options: StartOptions,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = runMain(options, await freePort());
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  return { code, output: output() };
}

function runMain(
  { directory, arguments: args = [], environment = {} }: StartOptions,
  port: number,
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(ROOT, "packages/server/src/main.ts"), ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      // Every file starts a server, of the same sources.
      NODE_COMPILE_CACHE: join(tmpdir(), "latchkey-compiled"),
      LATCHKEY_DATA: directory,
      PORT: String(port),
      HOST: "127.0.0.1",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text };
}

function ready(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setInterval(() => {
      if (!output().includes("is ready at")) return;
      clearInterval(timer);
      done();
    }, 50);
    child.once("exit", (code) => {
      clearInterval(timer);
      fail(new Error(`the server ended with ${code} before it was ready:\n${output()}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
