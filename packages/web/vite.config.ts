import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `npm start` beside `npm run dev`; LATCHKEY_API names a server that runs elsewhere. */
const api = process.env["LATCHKEY_API"] ?? "http://127.0.0.1:7423";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // The first chunks have a budget of 350 kB compressed; Vite warns in uncompressed kilobytes.
    chunkSizeWarningLimit: 900,
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
