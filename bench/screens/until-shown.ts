/** From what somebody does to the frame that shows what they did it for, all of it timed inside the page. */
import type { Page } from "playwright-core";

/**
 * Milliseconds from the event, as the browser took it from the hand, to the end of the frame in which `content` is there.
 * `act` does it, once.
 */
export async function untilShown(
  page: Page,
  event: "click" | "keydown",
  content: string,
  act: () => Promise<unknown>,
): Promise<number> {
  await page.evaluate(
    ([name, wanted]) => {
      const shown = new Promise<number>((done) => {
        const begin = ({ timeStamp }: Event) => {
          const look = () => {
            if (!document.querySelector(wanted)) return void requestAnimationFrame(look);
            const { port1, port2 } = new MessageChannel();
            // Its turn comes when the frame is drawn.
            port1.addEventListener("message", () => done(performance.now() - timeStamp));
            port1.start();
            port2.postMessage(null);
          };
          requestAnimationFrame(look);
        };
        addEventListener(name, begin, { capture: true, once: true });
      });
      Object.assign(globalThis, { shown });
    },
    [event, content] as const,
  );
  await act();
  return page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown);
}

/**
 * The 95th percentile of a line of keys, each from the hand to the end of the frame it was drawn in. A quick hand: some
 * ten keys a second.
 */
export async function slowKeys(page: Page, words: string): Promise<number> {
  await page.evaluate(() => {
    const keys: number[] = [];
    const note = ({ timeStamp }: KeyboardEvent) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => keys.push(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(null);
      });
    addEventListener("keydown", note, { capture: true });
    Object.assign(globalThis, { keys, stop: () => removeEventListener("keydown", note, true) });
  });
  await page.keyboard.type(words, { delay: BETWEEN_KEYS_MS });
  await page.waitForTimeout(2 * BETWEEN_KEYS_MS);
  const keys = await page.evaluate(() => {
    const noted = globalThis as unknown as { keys: number[]; stop(): void };
    noted.stop();
    return noted.keys;
  });
  const sorted = keys.toSorted((one, other) => one - other);
  if (sorted.length < words.length) throw new Error(`${sorted.length} keys of ${words.length}`);
  return sorted[Math.ceil(sorted.length * 0.95) - 1]!;
}

const BETWEEN_KEYS_MS = 90;
