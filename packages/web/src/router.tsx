/** Every address of the application. Screens load when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { RECORD_DIALOGS, type RecordDialog } from "./actions/ui-action.ts";
import {
  LIST_DIALOGS,
  parseListState,
  type ListDialog,
  type ListState,
} from "./screens/list/list-state.ts";
import { OTHER_REQUESTS, type OtherRequests } from "./queries/requests.ts";
import { base } from "./session/rehearsal.ts";
import { Entrance } from "./session/entrance.tsx";
import { offline } from "./api.ts";
import { PageFailure } from "./parts/failure.tsx";
import { NotFound } from "./parts/not-found.tsx";
import { PageSkeleton } from "./parts/page-skeleton.tsx";

const root = createRootRoute({ component: Entrance, notFoundComponent: () => <NotFound /> });

/** What is open over a page is part of its address. */
function dialogIn<Name extends string>(
  { dialog }: Record<string, unknown>,
  known: readonly Name[],
): { dialog?: Name } {
  const found = known.find((name) => name === dialog);
  return found ? { dialog: found } : {};
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(
    () => import("./screens/workbench/workbench-screen.tsx"),
    "WorkbenchScreen",
  ),
});

const list = createRoute({
  getParentRoute: () => root,
  path: "/o/$object",
  validateSearch: (search): ListState & { dialog?: ListDialog } => ({
    ...parseListState(search),
    ...dialogIn(search, LIST_DIALOGS),
  }),
  component: lazyRouteComponent(() => import("./screens/list/list-screen.tsx"), "ListRoute"),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: "/o/$object/trash",
  component: lazyRouteComponent(() => import("./screens/trash/trash-screen.tsx"), "TrashScreen"),
});

const record = createRoute({
  getParentRoute: () => root,
  path: "/o/$object/$id",
  validateSearch: (search: Record<string, unknown>): { dialog?: RecordDialog; tab?: string } => ({
    ...dialogIn(search, RECORD_DIALOGS),
    ...(typeof search["tab"] === "string" ? { tab: search["tab"] } : {}),
  }),
  component: lazyRouteComponent(() => import("./screens/record/record-route.tsx"), "RecordRoute"),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: "/o/$object/import",
  validateSearch: (search: Record<string, unknown>): { job?: string } =>
    typeof search["job"] === "string" ? { job: search["job"] } : {},
  component: lazyRouteComponent(() => import("./screens/import/import-screen.tsx"), "ImportScreen"),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: "/imports",
  component: lazyRouteComponent(
    () => import("./screens/import/imports-screen.tsx"),
    "ImportsScreen",
  ),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: "/permissions/roles",
  component: lazyRouteComponent(() => import("./screens/roles/roles-screen.tsx"), "RolesScreen"),
});

const role = createRoute({
  getParentRoute: () => root,
  path: "/permissions/roles/$role",
  component: lazyRouteComponent(() => import("./screens/roles/role-screen.tsx"), "RoleScreen"),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: "/permissions/draft",
  component: lazyRouteComponent(() => import("./screens/policy/review-screen.tsx"), "ReviewScreen"),
});

const versions = createRoute({
  getParentRoute: () => root,
  path: "/permissions/versions",
  component: lazyRouteComponent(
    () => import("./screens/policy/versions-screen.tsx"),
    "VersionsScreen",
  ),
});

const policyTests = createRoute({
  getParentRoute: () => root,
  path: "/permissions/tests",
  component: lazyRouteComponent(
    () => import("./screens/policy-tests/tests-screen.tsx"),
    "TestsScreen",
  ),
});

const simulator = createRoute({
  getParentRoute: () => root,
  path: "/permissions/simulator",
  validateSearch: (search: Record<string, unknown>): { person?: string } =>
    typeof search["person"] === "string" ? { person: search["person"] } : {},
  component: lazyRouteComponent(
    () => import("./screens/simulator/simulator-screen.tsx"),
    "SimulatorScreen",
  ),
});

const regulations = createRoute({
  getParentRoute: () => root,
  path: "/permissions/regulations",
  component: lazyRouteComponent(
    () => import("./screens/regulations/regulations-screen.tsx"),
    "RegulationsScreen",
  ),
});

const sandboxes = createRoute({
  getParentRoute: () => root,
  path: "/permissions/sandboxes",
  component: lazyRouteComponent(
    () => import("./screens/sandboxes/sandboxes-screen.tsx"),
    "SandboxesScreen",
  ),
});

const duties = createRoute({
  getParentRoute: () => root,
  path: "/permissions/duties",
  component: lazyRouteComponent(() => import("./screens/duties/duties-screen.tsx"), "DutiesScreen"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/permissions/templates",
  component: lazyRouteComponent(
    () => import("./screens/templates/templates-screen.tsx"),
    "TemplatesScreen",
  ),
});

const units = createRoute({
  getParentRoute: () => root,
  path: "/permissions/units",
  component: lazyRouteComponent(() => import("./screens/units/units-screen.tsx"), "UnitsScreen"),
});

const fields = createRoute({
  getParentRoute: () => root,
  path: "/permissions/fields",
  validateSearch: (search: Record<string, unknown>): { object?: string } =>
    typeof search["object"] === "string" ? { object: search["object"] } : {},
  component: lazyRouteComponent(() => import("./screens/fields/fields-screen.tsx"), "FieldsScreen"),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: (search: Record<string, unknown>): { unread?: true } =>
    search["unread"] === true ? { unread: true } : {},
  component: lazyRouteComponent(() => import("./screens/inbox/inbox-screen.tsx"), "InboxScreen"),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: "/inbox/requests",
  validateSearch: (search: Record<string, unknown>): { which?: OtherRequests } => {
    const which = OTHER_REQUESTS.find((name) => name === search["which"]);
    return which ? { which } : {};
  },
  component: lazyRouteComponent(
    () => import("./screens/requests/requests-screen.tsx"),
    "RequestsScreen",
  ),
});

const myRights = createRoute({
  getParentRoute: () => root,
  path: "/me/rights",
  component: lazyRouteComponent(
    () => import("./screens/my-rights/my-rights-screen.tsx"),
    "MyRightsScreen",
  ),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(
    () => import("./screens/setup/welcome-screen.tsx"),
    "WelcomeScreen",
  ),
});

/** A screen that could not be loaded or drawn. */
function Broken() {
  const problem = navigator.onLine ? null : offline();
  return <PageFailure problem={problem} retry={() => window.location.reload()} />;
}

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    list,
    trash,
    importing,
    imports,
    record,
    roles,
    role,
    draft,
    versions,
    policyTests,
    regulations,
    sandboxes,
    templates,
    simulator,
    duties,
    units,
    fields,
    inbox,
    requests,
    myRights,
    welcome,
  ]),
  ...(base === "" ? {} : { basepath: base }),
  defaultPreload: "intent",
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 100,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // The page scrolls inside the frame, so that is what a new page begins at the top of.
  scrollToTopSelectors: ["#main"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
