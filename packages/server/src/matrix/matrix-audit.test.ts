import { describeMatrix } from "./describe-matrix.ts";

/** Apart from the other objects: the log is asked about while nothing is written to it. */
describeMatrix(["auditLine"], { isQuiet: true });
