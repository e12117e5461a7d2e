/** The demo enterprise, made once for a whole run: every file of browser tests begins with a copy of its own. */
import type { TestProject } from "vitest/node";
import { openBrowser } from "./browser.ts";
import { makeDirectory, removeDirectory, startServer } from "./server-process.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The data directory of the demo; nobody starts a server in it. */
    readonly demoDirectory: string;
  }
}

/** Every kind of record is there, and a page of lists more than once. */
const SCALE = "0.05";

export default async function makeDemo({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await makeDirectory();
  const server = await startServer({ directory, environment: { DEMO_SCALE: SCALE } });
  await server.stop();
  // The browser in the npm package is unpacked by its first start, which two files at once must not be.
  await (await openBrowser()).close();
  provide("demoDirectory", directory);
  return () => removeDirectory(directory);
}
