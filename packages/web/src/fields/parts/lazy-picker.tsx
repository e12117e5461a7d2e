import { lazy, Suspense, type ComponentProps } from "react";
import { LateControl } from "./late-controls.tsx";

const LazyDay = lazy(async () => ({ default: (await import("./day-picker.tsx")).DayPicker }));
const LazyMoment = lazy(async () => ({ default: (await import("./day-picker.tsx")).MomentPicker }));

export function Day(props: ComponentProps<typeof LazyDay>) {
  return (
    <Suspense fallback={<LateControl />}>
      <LazyDay {...props} />
    </Suspense>
  );
}

export function Moment(props: ComponentProps<typeof LazyMoment>) {
  return (
    <Suspense fallback={<LateControl />}>
      <LazyMoment {...props} />
    </Suspense>
  );
}
