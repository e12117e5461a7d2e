/** The door: set-up on an empty database, sign-in without a session, else the application. */
import type { Me } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useEffect, useSyncExternalStore, type ReactNode } from "react";
import { isFailure } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { PageFailure, useFailureText } from "../parts/failure.tsx";
import { Notice } from "../parts/notice.tsx";
import { metaQuery, meQuery, setupQuery } from "../queries/session.ts";
import { useKeptFocus } from "../shell/keep-focus.ts";
import { Shell } from "../shell/shell.tsx";
import { isExpired, stopWatchingExpiry, subscribeExpiry, watchExpiry } from "./expiry.ts";
import { leave } from "./leave.ts";
import { neededNow, subscribeNeeds } from "./bringing.ts";
import { Offline } from "./offline.tsx";
import { SessionProvider } from "./session.tsx";
import { Splash } from "./splash.tsx";
import { useRightsEdge } from "./use-rights-edge.ts";

const SignInScreen = lazy(async () => ({
  default: (await import("../screens/sign-in/sign-in-screen.tsx")).SignInScreen,
}));
const SetupScreen = lazy(async () => ({
  default: (await import("../screens/setup/setup-screen.tsx")).SetupScreen,
}));

const DemoGuide = lazy(async () => ({
  default: (await import("../screens/sign-in/demo-guide.tsx")).DemoGuide,
}));

const SignInAgain = lazy(async () => ({
  default: (await import("./sign-in-again.tsx")).SignInAgain,
}));

const Bring = lazy(async () => ({ default: (await import("./bring.tsx")).Bring }));

const Marked = lazy(async () => ({ default: (await import("./marked.tsx")).Marked }));

export function Entrance() {
  useKeptFocus();
  const me = useQuery(meQuery);
  const isOutside = isFailure(me.error) && me.error.status === 401;
  const setup = useQuery({ ...setupQuery, enabled: isOutside });
  if (isFailure(me.error, "suspended")) return <Suspended problem={me.error} />;
  if (me.data && !isOutside) return <Inside me={me.data} />;
  if (isOutside && setup.data?.needed)
    return (
      <Waiting>
        <SetupScreen />
      </Waiting>
    );
  if (isOutside && !setup.isLoading)
    return (
      <Waiting>
        <SignInScreen />
      </Waiting>
    );
  if (isFailure(me.error, "offline")) return <Offline retry={() => void me.refetch()} />;
  if (me.error && !isOutside)
    return <PageFailure problem={me.error} retry={() => void me.refetch()} />;
  return <Splash />;
}

function Inside({ me }: { me: Me }) {
  const meta = useQuery(metaQuery);
  useRightsEdge(me);
  const hasExpired = useSyncExternalStore(subscribeExpiry, isExpired);
  const need = useSyncExternalStore(subscribeNeeds, neededNow);
  useEffect(() => {
    watchExpiry();
    return stopWatchingExpiry;
  }, []);
  if (meta.error && !meta.data) {
    return <PageFailure problem={meta.error} retry={() => void meta.refetch()} />;
  }
  if (!meta.data) return <Splash />;
  const shell = (
    <Shell
      guide={
        <Suspense fallback={null}>
          <DemoGuide />
        </Suspense>
      }
    >
      <Outlet />
    </Shell>
  );
  return (
    <SessionProvider me={me} meta={meta.data}>
      {me.watermark ? (
        <Waiting>
          <Marked>{shell}</Marked>
        </Waiting>
      ) : (
        shell
      )}
      {hasExpired ? (
        <Suspense fallback={null}>
          <SignInAgain email={me.person.email} name={me.person.name} />
        </Suspense>
      ) : null}
      {need && !hasExpired ? (
        <Suspense fallback={null}>
          <Bring need={need} />
        </Suspense>
      ) : null}
    </SessionProvider>
  );
}

function Suspended({ problem }: { problem: Error }) {
  const t = useT();
  const describe = useFailureText();
  return (
    <Notice
      isPage
      title={describe(problem)}
      words={t("signIn.suspended")}
      action={<Button onClick={() => void leave()}>{t("shell.signOut")}</Button>}
    />
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Splash />}>{children}</Suspense>;
}
