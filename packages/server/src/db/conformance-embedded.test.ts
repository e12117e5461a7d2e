import { describeConformance } from "../testing/conformance.ts";
import { openEmbedded } from "./embedded-driver.ts";

describeConformance("the embedded database", async () => ({ driver: await openEmbedded(null) }));
