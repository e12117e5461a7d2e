import { OBJECTS } from "../objects/registry.ts";
import { startNativeServer } from "../testing/native-server.ts";
import { describeMatrix } from "./describe-matrix.ts";

describeMatrix(
  Object.keys(OBJECTS).filter((name, index) => index % 2 === 1 && name !== "auditLine"),
  { start: startNativeServer },
);
