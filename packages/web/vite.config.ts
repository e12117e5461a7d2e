import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // The first chunk has a budget of 350 kB compressed; Vite warns in uncompressed kilobytes.
    chunkSizeWarningLimit: 900,
  },
  // `npm start` beside `npm run dev`; LATCHKEY_API names a server that runs elsewhere.
  server: { proxy: { "/api": process.env["LATCHKEY_API"] ?? "http://127.0.0.1:7423" } },
});
