import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startLanguage } from "./i18n/index.ts";
import "./base.css";

// After an upgrade an open page asks for chunks that no longer exist: loading it anew gets the present ones. Without a
// server there is nothing to load; the screen says so and keeps its address.
window.addEventListener("vite:preloadError", () => {
  void fetch("/", { method: "HEAD" }).then(
    ({ ok }) => (ok ? window.location.reload() : undefined),
    () => undefined,
  );
});

void start();

async function start(): Promise<void> {
  await startLanguage();
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no root element");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
