import { Navigate } from "@tanstack/react-router";
import { useNavigation } from "./use-navigation.ts";

/** The first list the reader may open; somebody with no rights at all still has their duties page. */
export function Home() {
  const [first] = useNavigation();
  const item = first?.items[0];
  return <Navigate to={item?.to ?? "/me/rights"} replace />;
}
