/**
 * Where the bytes of files lie: a folder, or a bucket of anything that speaks S3. They lie under ids alone, never under
 * names; what they are called stands in the records.
 */
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";

export type StorageSettings =
  | { readonly kind: "disk"; readonly directory: string }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly region: string;
      /** Of a service other than Amazon's. */
      readonly endpoint?: string;
      /** Folder within the bucket. */
      readonly prefix?: string;
    };

export interface FileStorage {
  /** Moves the file that lies at `path` into the storage. */
  keep(id: string, path: string): Promise<void>;
  /** Null where there is none. */
  open(id: string): Promise<Readable | null>;
  /** Also where there is none. */
  drop(id: string): Promise<void>;
}

/** Credentials of S3 come as Amazon's own tools take them: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or the machine's role. */
export function storageFrom(
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
): StorageSettings {
  const { S3_BUCKET, S3_REGION = "us-east-1", S3_ENDPOINT, S3_PREFIX } = environment;
  if (!S3_BUCKET) return { kind: "disk", directory };
  return {
    kind: "s3",
    bucket: S3_BUCKET,
    region: S3_REGION,
    ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT } : {}),
    ...(S3_PREFIX ? { prefix: S3_PREFIX } : {}),
  };
}

export async function openStorage(settings: StorageSettings): Promise<FileStorage> {
  const disk = await openDisk(settings);
  const prefix = settings.kind === "s3" && settings.prefix ? `${settings.prefix}/` : "";
  // The last letters of an id are random: no folder grows without end.
  const keyOf = (id: string): string => `${prefix}${id.slice(-2)}/${id}`;
  return {
    keep: (id, path) => disk.moveFromFs(path, keyOf(id)),
    open: async (id) => ((await disk.exists(keyOf(id))) ? disk.getStream(keyOf(id)) : null),
    drop: (id) => disk.delete(keyOf(id)),
  };
}

async function openDisk(settings: StorageSettings): Promise<Disk> {
  if (settings.kind === "disk")
    return new Disk(new FSDriver({ location: settings.directory, visibility: "private" }));
  // The client of S3 is larger than everything else here together: only who uses it loads it.
  const { S3Driver } = await import("flydrive/drivers/s3");
  const { bucket, region, endpoint } = settings;
  return new Disk(
    new S3Driver({
      bucket,
      region,
      visibility: "private",
      supportsACL: false,
      // What others than Amazon understand: the bucket in the path, and no checksums behind the body.
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    }),
  );
}
