/** A menu behind a button. Its code is fetched when somebody reaches for it, not with the page. */
import type { DropdownProps } from "antd";
import { lazy, Suspense, useRef, useState } from "react";

const Dropdown = lazy(() => import("antd/es/dropdown"));

interface LateDropdownProps {
  readonly menu: NonNullable<DropdownProps["menu"]>;
  readonly children: React.ReactElement;
}

export function LateDropdown({ menu, children }: LateDropdownProps) {
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const wasOpen = useRef(false);
  const reach = () => setWanted(true);
  return (
    <span
      style={{ position: "relative", display: "inline-flex" }}
      onPointerEnter={reach}
      onFocus={reach}
      // Pressing the button is a press outside the menu, which closes it before the click comes.
      onPointerDown={() => (wasOpen.current = isOpen)}
      onClick={() => {
        reach();
        setOpen(!wasOpen.current);
        wasOpen.current = false;
      }}
    >
      {children}
      {isWanted ? (
        <Suspense fallback={null}>
          <Dropdown
            menu={menu}
            trigger={["click"]}
            placement="bottomRight"
            open={isOpen}
            onOpenChange={setOpen}
          >
            {/* The button itself stays as it is, or the press under way would be lost with it. */}
            <span style={{ position: "absolute", inset: 0, pointerEvents: "none" }} />
          </Dropdown>
        </Suspense>
      ) : null}
    </span>
  );
}
