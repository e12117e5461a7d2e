/** Who is here and what they may know of: loaded before any screen, refetched when rights change. */
import type { FieldMeta, Me, Meta, ObjectMeta } from "@latchkey/server/contract";
import { createContext, useContext, useMemo, type ReactNode } from "react";

export interface Session {
  readonly me: Me;
  readonly meta: Meta;
  readonly objects: ReadonlyMap<string, ObjectMeta>;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider(props: { me: Me; meta: Meta; children: ReactNode }) {
  const { me, meta, children } = props;
  const session = useMemo(
    () => ({ me, meta, objects: new Map(meta.objects.map((object) => [object.name, object])) }),
    [me, meta],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("a screen was drawn before the session was known");
  return session;
}

export function useObject(name: string): ObjectMeta | undefined {
  return useSession().objects.get(name);
}

/** Whether this person may ever do `action` on `object` (`role:edit`). */
export function useMay(): (object: string, action: string) => boolean {
  const { me } = useSession();
  const pairs = useMemo(() => new Set(me.may), [me.may]);
  return (object, action) => pairs.has(`${object}:${action}`);
}

export function fieldOf(object: ObjectMeta, name: string): FieldMeta | undefined {
  return object.fields.find((field) => field.name === name);
}

export function titleOf(
  object: ObjectMeta | undefined,
  values: Readonly<Record<string, unknown>>,
): string {
  const value = object ? values[object.title] : undefined;
  if (typeof value === "object" && value !== null && "title" in value)
    return String(value.title ?? "");
  return value === undefined || value === null ? "" : String(value);
}
