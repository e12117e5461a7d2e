import { describeConformance } from "../testing/conformance.ts";
import { startNativeServer } from "../testing/native-server.ts";
import { connectServer } from "./server-driver.ts";

describeConformance("a PostgreSQL server", async () => {
  const { url, stop } = await startNativeServer();
  return { driver: connectServer(url), stop };
});
