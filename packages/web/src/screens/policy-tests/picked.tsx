import { Form, type FormItemProps } from "antd";
import type { ReactNode } from "react";

interface ControlProps {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
}

interface PickedProps extends Pick<FormItemProps, "name" | "label" | "extra" | "rules"> {
  readonly children: (control: {
    readonly id?: string;
    readonly value: unknown;
    readonly onChange: (value: unknown) => void;
  }) => ReactNode;
}

/** An item of the form around a control that wants its value said. */
export function Picked({ children, ...item }: PickedProps) {
  return (
    <Form.Item {...item}>
      <Control render={children} />
    </Form.Item>
  );
}

function Control({
  render,
  id,
  value = null,
  onChange = () => {},
}: ControlProps & { readonly render: PickedProps["children"] }) {
  return render({ value, onChange, ...(id === undefined ? {} : { id }) });
}
