/** What the palette opens over the screen that one is at. */
export type Task =
  | { readonly kind: "create" | "export"; readonly object: string }
  /** Why it is not offered. */
  | { readonly kind: "why"; readonly object: string; readonly action: string }
  | { readonly kind: "password" };
