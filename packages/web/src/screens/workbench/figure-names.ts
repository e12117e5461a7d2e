import type { FigureGroup } from "@latchkey/server/contract";
import { useT, type MessageKey } from "../../i18n/index.ts";

/** What a figure is called where it counts all that the reader sees, and where it counts their own. */
const NAMES: Readonly<Record<string, readonly [all: MessageKey, mine: MessageKey]>> = {
  customers: ["workbench.customers", "workbench.myCustomers"],
  ownCustomers: ["workbench.myCustomers", "workbench.myCustomers"],
  pool: ["workbench.pool", "workbench.pool"],
  opportunities: ["workbench.opportunities", "workbench.myOpportunities"],
  tickets: ["workbench.openTickets", "workbench.openTickets"],
  campaigns: ["workbench.campaigns", "workbench.campaigns"],
  people: ["workbench.people", "workbench.people"],
  thisMonth: ["workbench.thisMonth", "workbench.myMonth"],
};

export function useFigureName(): (figure: Pick<FigureGroup, "name" | "isMine">) => string {
  const t = useT();
  return ({ name, isMine }) => {
    const [all, mine] = NAMES[name] ?? [];
    if (!all || !mine) return name;
    return t(isMine ? mine : all);
  };
}
