/** A menu behind a button. Its code is fetched when somebody reaches for it, not with the page. */
import type { DropdownProps } from "antd";
import { lazy, Suspense, useState } from "react";

const Dropdown = lazy(() => import("antd/es/dropdown"));

interface LateDropdownProps {
  readonly menu: NonNullable<DropdownProps["menu"]>;
  readonly children: React.ReactElement;
}

export function LateDropdown({ menu, children }: LateDropdownProps) {
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (isWanted) {
    return (
      <Suspense fallback={children}>
        <Dropdown menu={menu} trigger={["click"]} open={isOpen} onOpenChange={setOpen}>
          {children}
        </Dropdown>
      </Suspense>
    );
  }
  const reach = () => setWanted(true);
  return (
    <span
      style={{ display: "inline-flex" }}
      onPointerEnter={reach}
      onFocus={reach}
      onClick={() => {
        setOpen(true);
        reach();
      }}
    >
      {children}
    </span>
  );
}
