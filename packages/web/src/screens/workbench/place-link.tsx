import type { ListPlace } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatSort, WHOLE_LIST } from "../list/list-state.ts";

interface PlaceLinkProps {
  readonly place: ListPlace;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** What the number alone does not say. */
  readonly label?: string;
}

/** To the very list that a figure counted. */
export function PlaceLink({ place, children, className, label }: PlaceLinkProps) {
  const { object, conditions, sort } = place;
  return (
    <Link
      to="/o/$object"
      params={{ object }}
      search={{
        ...(conditions.length > 0 ? { f: conditions } : { v: WHOLE_LIST }),
        ...(sort ? { s: formatSort([sort]) } : {}),
      }}
      className={className}
      {...(label ? { "aria-label": label } : {})}
    >
      {children}
    </Link>
  );
}
