import { describeConformance } from "../testing/conformance.ts";
import { driverInMemory } from "../testing/in-memory.ts";

describeConformance("the embedded database", async () => ({ driver: await driverInMemory() }));
