/** The application under the name of whoever looks: a picture of the screen says whose it was. */
import { Watermark } from "antd";
import { useState, type ReactNode } from "react";
import { serverNow } from "../clock.ts";
import { useFormat } from "../format/use-format.ts";
import { useSession } from "./session.tsx";

/** Above what scrolls, below menus; dialogs and drawers carry their own. */
const ABOVE_PAGES = 20;

export function Marked({ children }: { readonly children: ReactNode }) {
  const { me } = useSession();
  const format = useFormat();
  // Through another's eyes it is still oneself who looks.
  const { name } = me.viewing?.by ?? me.person;
  const [at] = useState(() => new Date(serverNow()).toISOString());
  return (
    <Watermark
      content={[name, `${me.organisation} ${format.absolute(at)}`]}
      zIndex={ABOVE_PAGES}
      gap={[120, 120]}
      font={{ fontSize: 13 }}
    >
      {children}
    </Watermark>
  );
}
