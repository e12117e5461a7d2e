/** What the palette opens over the screen that one is at. */
export type Task =
  | { readonly kind: "create" | "export"; readonly object: string }
  | { readonly kind: "password" };
