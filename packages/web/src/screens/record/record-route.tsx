import { Navigate, useParams } from "@tanstack/react-router";
import { lazy } from "react";
import { NotFound } from "../../parts/not-found.tsx";
import { useObject } from "../../session/session.tsx";
import { RecordScreen } from "./record-screen.tsx";

const PersonScreen = lazy(async () => ({
  default: (await import("../person/person-screen.tsx")).PersonScreen,
}));

/** Most objects share one page; a person's is about what they are entrusted with, a role's is its matrix, a draft's what it changes. */
export function RecordRoute() {
  const { object: name, id } = useParams({ from: "/o/$object/$id" });
  const object = useObject(name);
  if (!object) return <NotFound />;
  if (name === "role")
    return <Navigate to="/permissions/roles/$role" params={{ role: id }} replace />;
  if (name === "sandbox") return <Navigate to="/permissions/sandboxes" replace />;
  if (name === "policyDraft") return <Navigate to="/permissions/draft" replace />;
  if (name === "person") return <PersonScreen key={id} object={object} id={id} />;
  return <RecordScreen key={`${name}-${id}`} object={object} id={id} />;
}
