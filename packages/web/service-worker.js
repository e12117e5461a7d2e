// The built application, kept on the device so that a page opens without a network. The build writes `VERSION` and `SHELL`,
// its files, above this line.
//
// INVARIANT: nothing but SHELL is ever kept or answered here. What the server tells about records passes by untouched: a
// browser that is given back holds no customer.
const CACHE = `shell-${VERSION}`;
const FILES = new Set(SHELL);
/** What a proxy answers while the server behind it does not. */
const NOT_OURS = new Set([502, 503, 504]);

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const file = fileFor(event.request);
  if (file !== null) event.respondWith(answer(file, event.request));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL);
  await self.skipWaiting();
}

/**
 * Pages of an older build find its files nowhere any more, and load themselves anew (`main.tsx`). One that is open at the
 * first time stays the server's: what it has begun to load would be loaded twice.
 */
async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** Every screen begins at the one page; null: not ours to answer. */
function fileFor({ method, mode, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/"))
    return null;
  if (mode === "navigate") return "/";
  return FILES.has(pathname) ? pathname : null;
}

/** Assets are named by their content; of all else the server's is newer. */
async function answer(file, request) {
  const kept = await caches.match(file);
  if (kept && file.startsWith("/assets/")) return kept;
  try {
    const reply = await fetch(request);
    return kept && NOT_OURS.has(reply.status) ? kept : reply;
  } catch (problem) {
    if (kept) return kept;
    throw problem;
  }
}
