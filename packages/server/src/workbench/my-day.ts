/** What waits for the reader today: tasks, tickets they handle, and customers of theirs who should hear from them. */
import type { ListPlace, MyDay } from "../http/contract.ts";
import { permitsOfUnits } from "./figures.ts";
import {
  counted,
  OPEN_TICKETS,
  QUIET_DAYS,
  sees,
  worklist,
  type Condition,
  type Desk,
} from "./desk.ts";

const TASK_FIELDS = ["subject", "customer", "kind", "priority", "status", "dueAt"];
const TICKET_FIELDS = ["subject", "customer", "severity", "status", "dueAt"];
const CUSTOMER_FIELDS = ["name", "phone", "stage", "contactTime", "lastFollowUpAt"];

export async function myDay(desk: Desk): Promise<MyDay> {
  const isOwner = sees(desk, "customer") && (await hasCustomers(desk));
  // Whoever leads others need not be told how to come by customers of their own.
  const isSeller = isOwner || permitsOfUnits(desk.subject, "customer").length === 0;
  return {
    hasCustomers: isOwner,
    tasks: await tasksOf(desk),
    tickets: await ticketsOf(desk),
    calls: isSeller ? await callsOf(desk) : null,
  };
}

const mine = ({ subject }: Desk, field = "owner"): Condition => ({
  field,
  op: "is",
  value: subject.person,
});

async function hasCustomers(desk: Desk): Promise<boolean> {
  const { count } = await counted(desk, { object: "customer", conditions: [mine(desk)] });
  return count > 0;
}

async function tasksOf(desk: Desk): Promise<MyDay["tasks"]> {
  if (!sees(desk, "task")) return null;
  const { tomorrow } = desk.calendar;
  const toDo = [mine(desk), { field: "status", op: "anyOf", value: ["open", "doing"] } as const];
  const place = (when: Condition): ListPlace => ({
    object: "task",
    conditions: [...toDo, when],
    sort: { field: "dueAt", direction: "asc" },
  });
  const due = place({ field: "dueAt", op: "before", value: tomorrow });
  const later = place({ field: "dueAt", op: "after", value: tomorrow });
  return { due: await worklist(desk, due, TASK_FIELDS), later: await counted(desk, later) };
}

async function ticketsOf(desk: Desk): Promise<MyDay["tickets"]> {
  if (!sees(desk, "ticket")) return null;
  const place: ListPlace = {
    object: "ticket",
    conditions: [mine(desk, "assignee"), OPEN_TICKETS],
    sort: { field: "dueAt", direction: "asc" },
  };
  return worklist(desk, place, TICKET_FIELDS);
}

/** Who asked not to be contacted, and who is lost, is not called. */
const CALLABLE: readonly Condition[] = [
  { field: "stage", op: "isNot", value: "lost" },
  { field: "preferredChannel", op: "isNot", value: "none" },
];

async function callsOf(desk: Desk): Promise<MyDay["calls"]> {
  if (!sees(desk, "customer")) return null;
  const own = [mine(desk), ...CALLABLE];
  const quiet: ListPlace = {
    object: "customer",
    conditions: [...own, { field: "lastFollowUpAt", op: "before", value: desk.calendar.quiet }],
    sort: { field: "lastFollowUpAt", direction: "asc" },
  };
  const never: ListPlace = {
    object: "customer",
    conditions: [...own, { field: "lastFollowUpAt", op: "isEmpty" }],
  };
  return {
    quiet: await worklist(desk, quiet, CUSTOMER_FIELDS),
    never: await worklist(desk, never, CUSTOMER_FIELDS),
    days: QUIET_DAYS,
  };
}
