import { useEffect } from "react";

export const PRODUCT = "Latchkey 智钥";

/** Says where one is: on the browser's tab, in its history, and first of all to who hears the page. Empty: says nothing. */
export function useTitle(words: string): void {
  useEffect(() => {
    if (!words) return undefined;
    document.title = `${words} · ${PRODUCT}`;
    return () => {
      document.title = PRODUCT;
    };
  }, [words]);
}
