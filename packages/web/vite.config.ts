import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** `npm start` beside `npm run dev`; LATCHKEY_API names a server that runs elsewhere. */
const api = process.env["LATCHKEY_API"] ?? "http://127.0.0.1:7423";

const GROUND =
  /node_modules\/(react|react-dom|scheduler|i18next|stylis|@tanstack|@ant-design\/(cssinjs|cssinjs-utils|colors|fast-color)|@rc-component\/(util|motion|portal|trigger|resize-observer|notification|dialog|input))\//;

export default defineConfig({
  plugins: [react(), serviceWorker(), compressed()],
  build: {
    target: "es2023",
    // The first chunks have a budget of 300 kB compressed; Vite warns in uncompressed kilobytes.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What every screen stands on is one file: it compresses better, and an upgrade of ours leaves it in caches.
        codeSplitting: { groups: [{ name: "ground", test: GROUND }] },
      },
    },
  },
  server: {
    proxy: {
      "/api": {
        target: api,
        changeOrigin: true,
        // The server acts for pages of its own origin only, and in development the page comes from Vite's.
        configure: (proxy) => proxy.on("proxyReq", (request) => request.setHeader("origin", api)),
      },
    },
  },
});

/** `service-worker.js` with the files of this very build. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async generateBundle(_options, bundle) {
      const assets = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const shell = ["/", "/icon.svg", "/theme-first.js", ...assets.map((name) => `/${name}`)];
      const version = createHash("sha256").update(shell.join()).digest("hex").slice(0, 12);
      const values = { VERSION: version, SHELL: shell };
      const head = Object.entries(values).map(
        ([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`,
      );
      const body = await readFile(join(import.meta.dirname, "service-worker.js"), "utf8");
      this.emitFile({
        type: "asset",
        fileName: "service-worker.js",
        source: [...head, body].join(""),
      });
    },
  };
}

/** Beside each file its compressed twins, which the server sends as they are: compressing on every request costs more. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    // Only what is written is final: Vite fills in the names of preloaded files until then.
    async writeBundle({ dir = "" }, bundle) {
      for (const name of Object.keys(bundle)) {
        const source = await readFile(join(dir, name));
        await writeFile(join(dir, `${name}.gz`), gzipSync(source));
        await writeFile(join(dir, `${name}.br`), brotli(source));
      }
    },
  };
}

/** The highest quality takes ten times as long for two per cent. */
const brotli = (source: Buffer): Buffer =>
  brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
