/** Ant Design's heavier controls, fetched when a form or a filter first shows one: lists and pages to read need none. */
import { Input, type InputNumberProps, type SelectProps, type SwitchProps } from "antd";
import { lazy, Suspense, type CSSProperties } from "react";

const LazySelect = lazy(() => import("antd/es/select"));
const LazyNumber = lazy(() => import("antd/es/input-number"));
const LazySwitch = lazy(() => import("antd/es/switch"));

/** Stands where a control will be, as high as it, and says nothing: it has no name yet. */
export function LateControl({ style }: { style?: CSSProperties }) {
  return <Input disabled aria-hidden {...(style ? { style } : {})} />;
}

export function Select(props: SelectProps) {
  return (
    <Suspense fallback={<LateControl {...(props.style ? { style: props.style } : {})} />}>
      <LazySelect {...props} />
    </Suspense>
  );
}

export function InputNumber(props: InputNumberProps) {
  return (
    <Suspense fallback={<LateControl />}>
      <LazyNumber {...props} />
    </Suspense>
  );
}

export function Switch(props: SwitchProps) {
  return (
    <Suspense fallback={null}>
      <LazySwitch {...props} />
    </Suspense>
  );
}
