import { lazy, Suspense, useState, type ReactNode } from "react";
import { ConnectionNote } from "../connection/connection-note.tsx";
import { PageSkeleton } from "../parts/page-skeleton.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { useShortcut } from "../parts/use-shortcut.ts";
import { useT } from "../i18n/index.ts";
import { useAskedRefusal } from "../why/refusal.ts";
import { RehearsalBanner } from "../session/rehearsal-banner.tsx";
import { ViewingBanner } from "../session/viewing-banner.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import type { Task } from "./palette/task.ts";
import { SideNavigation } from "./side-navigation.tsx";
import { TopBar } from "./top-bar.tsx";
import styles from "./shell.module.css";

const Palette = lazy(async () => ({ default: (await import("./palette/palette.tsx")).Palette }));
const TaskDialog = lazy(async () => ({
  default: (await import("./palette/task-dialog.tsx")).TaskDialog,
}));
const RefusalDialog = lazy(async () => ({
  default: (await import("../why/refusal-dialog.tsx")).RefusalDialog,
}));

interface ShellProps {
  readonly children: ReactNode;
  /** What leads a visitor of the demo around: in a corner, or on a phone a line of its own above the bar. */
  readonly guide: ReactNode;
}

export function Shell({ children, guide }: ShellProps) {
  const t = useT();
  const isNarrow = useNarrow();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const refusal = useAskedRefusal();
  const [task, setTask] = useState<Task | null>(null);
  useShortcut("mod+k", () => setPaletteOpen((isOpen) => !isOpen));
  useShortcut("/", () => setPaletteOpen(true));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("shell.skip")}
      </a>
      <TopBar openPalette={() => setPaletteOpen(true)} />
      <div className={styles.notes}>
        <ViewingBanner />
        <RehearsalBanner />
        <ConnectionNote />
      </div>
      {isNarrow ? null : <SideNavigation />}
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
      </main>
      {refusal ? (
        <Suspense fallback={null}>
          <RefusalDialog refusal={refusal} />
        </Suspense>
      ) : null}
      {guide}
      {isNarrow ? <BottomBar /> : null}
      {isPaletteOpen ? (
        <Suspense fallback={null}>
          <Palette close={() => setPaletteOpen(false)} open={setTask} />
        </Suspense>
      ) : null}
      {task ? (
        <Suspense fallback={null}>
          <TaskDialog task={task} close={() => setTask(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}
