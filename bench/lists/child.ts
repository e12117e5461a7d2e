/** A server under measurement: a process of its own on a loopback port, ended by its id. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export interface Child {
  readonly origin: string;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  /** Beside the benchmark's own. */
  environment(port: number): Readonly<Record<string, string>>;
  /** A path that answers 200 once the server is ready. */
  readonly health: string;
}

const READY_SECONDS = 120;

/** Runs a command to its end. */
export async function runChild(
  options: Pick<ChildOptions, "name" | "command" | "arguments" | "directory"> & {
    readonly environment: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const child = spawn(options.command, options.arguments, {
    cwd: options.directory,
    env: { ...process.env, ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const output = tailOf(child);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${options.name} ended with ${code}:\n${output()}`);
}

/** The last that a process said, for the error message. */
function tailOf({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): () => string {
  let output = "";
  for (const stream of [stdout, stderr])
    stream.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  return () => output;
}

export async function startChild(options: ChildOptions): Promise<Child> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(options.command, options.arguments, {
    cwd: options.directory,
    env: { ...process.env, HOST: "127.0.0.1", ...options.environment(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  // Whatever happens to the benchmark, its servers end with it.
  process.once("exit", () => child.kill());
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await exited;
  };
  const output = tailOf(child);
  const until = Date.now() + READY_SECONDS * 1000;
  while (!(await isHealthy(origin + options.health))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`${options.name} did not start:\n${output()}`);
    }
    await sleep(100);
  }
  return { origin, stop };
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
