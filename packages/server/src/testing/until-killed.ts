/** Work in a process of its own that is killed over it. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Runs a script, which writes how much is done, a line each time, and kills it as soon as that is something.
 * Gives how much it was; fails if all was done before.
 */
export function untilKilled(script: URL, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let done = 0;
    child.stdout.on("data", (data: Buffer) => {
      done = Math.max(done, ...data.toString().split("\n").map(Number).filter(Number.isFinite));
      if (done > 0) child.kill("SIGKILL");
    });
    child.on("exit", (_, signal) =>
      signal === "SIGKILL"
        ? resolve(done)
        : reject(new Error(`${script.pathname} was over before it could be killed`)),
    );
  });
}
