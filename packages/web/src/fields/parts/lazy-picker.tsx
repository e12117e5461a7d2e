import { Input } from "antd";
import { lazy, Suspense, type ComponentProps } from "react";

const LazyDay = lazy(async () => ({ default: (await import("./day-picker.tsx")).DayPicker }));
const LazyMoment = lazy(async () => ({ default: (await import("./day-picker.tsx")).MomentPicker }));

export function Day(props: ComponentProps<typeof LazyDay>) {
  return (
    <Suspense fallback={<Input disabled />}>
      <LazyDay {...props} />
    </Suspense>
  );
}

export function Moment(props: ComponentProps<typeof LazyMoment>) {
  return (
    <Suspense fallback={<Input disabled />}>
      <LazyMoment {...props} />
    </Suspense>
  );
}
