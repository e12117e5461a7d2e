/**
 * What work is done with is fetched while there is a network, a little after the first page: whoever loses it opens a form
 * or a menu all the same, and a page anew where the browser keeps the application (`service-worker.js`: over an encrypted
 * way alone). Screens of administration are not among what is fetched here; what they change needs the server anyway.
 */
const LATER_MILLISECONDS = 2_000;

export function warmUpLater(): () => void {
  const timer = setTimeout(() => void warmUp().then(keepApplication), LATER_MILLISECONDS);
  return () => clearTimeout(timer);
}

/** What fails is fetched when it is asked for, and then says so. */
const warmUp = () =>
  Promise.allSettled([
    import("./waiting-drawer.tsx"),
    import("../session/sign-in-again.tsx"),
    import("../screens/list/list-screen.tsx"),
    import("../screens/list/create-drawer.tsx"),
    import("../screens/list/cell-editor.tsx"),
    import("../screens/list/filter-editor.tsx"),
    import("../screens/record/record-route.tsx"),
    import("../parts/record-form/create-record.tsx"),
    import("../shell/palette/palette.tsx"),
    import("../fields/parts/day-picker.tsx"),
    import("../fields/parts/unit-select.tsx"),
    import("antd/es/dropdown"),
    import("antd/es/drawer"),
    import("antd/es/select"),
    import("antd/es/input-number"),
    import("antd/es/switch"),
  ]);

/** What cannot be kept is loaded from the server, as ever. */
function keepApplication(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
}
