/** Ant Design's heavier controls, fetched when a form or a filter first shows one: lists and pages to read need none. */
import { Input, type InputNumberProps, type SelectProps, type SwitchProps } from "antd";
import { lazy, Suspense } from "react";

const LazySelect = lazy(() => import("antd/es/select"));
const LazyNumber = lazy(() => import("antd/es/input-number"));
const LazySwitch = lazy(() => import("antd/es/switch"));

export function Select(props: SelectProps) {
  return (
    <Suspense fallback={<Input disabled {...(props.style ? { style: props.style } : {})} />}>
      <LazySelect {...props} />
    </Suspense>
  );
}

export function InputNumber(props: InputNumberProps) {
  return (
    <Suspense fallback={<Input disabled />}>
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
