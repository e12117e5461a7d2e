// Before the first paint: the page must not flash white for somebody who chose the dark theme.
(() => {
  const chosen = JSON.parse(localStorage.getItem("latchkey.theme") ?? '"system"');
  const dark =
    chosen === "dark" ||
    (chosen === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
