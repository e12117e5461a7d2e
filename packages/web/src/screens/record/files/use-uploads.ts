/** Uploads under way: one after the other, since each changes the record, and each with its way back and its second try. */
import type { FilesReply } from "@latchkey/server/contract";
import { useEffect, useRef, useState } from "react";
import { isFailure, sendFile } from "../../../api.ts";
import { formatBytes } from "../../../format/bytes.ts";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import { useFailureText } from "../../../parts/failure.tsx";
import { filesPath, readFiles, type FilesPlace } from "../../../queries/files.ts";
import { refresh } from "../../../queries/mutations.ts";

export interface Upload {
  readonly key: string;
  readonly file: File;
  /** From 0 to 1; null before its turn. */
  readonly share: number | null;
  /** Why it came to nothing. */
  readonly problem: string | null;
  /** Sending it once more may help. */
  readonly isWorthRetrying: boolean;
}

export interface Uploads {
  readonly list: readonly Upload[];
  add(files: readonly File[]): void;
  retry(upload: Upload): void;
  /** Ends one that is under way, and forgets it. */
  drop(upload: Upload): void;
}

export function useUploads(place: FilesPlace, limits: FilesReply["limits"]): Uploads {
  const describe = useFailureText();
  const refuse = useRefusal(limits);
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const turn = useRef(Promise.resolve());
  useUnloadGuard(list.some(({ problem }) => problem === null));

  const forget = (key: string) => setList((all) => all.filter((one) => one.key !== key));
  const note = (key: string, news: Partial<Upload>) =>
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)));

  async function send({ key, file }: Upload): Promise<void> {
    const { signal } = running.current.get(key)!;
    if (signal.aborted) return;
    try {
      await sendFile(`${filesPath(place)}?name=${encodeURIComponent(file.name)}`, file, {
        signal,
        onProgress: (share) => note(key, { share }),
      });
      await refresh(place.object);
      await readFiles(place);
      forget(key);
    } catch (problem) {
      if (!signal.aborted)
        note(key, { problem: describe(problem), isWorthRetrying: !isRefused(problem) });
    }
  }

  function queue(upload: Upload): void {
    running.current.set(upload.key, new AbortController());
    turn.current = turn.current.then(() => send(upload));
  }

  return {
    list,
    add(files) {
      const added = files.map((file): Upload => {
        const problem = refuse(file);
        return { key: crypto.randomUUID(), file, share: null, problem, isWorthRetrying: false };
      });
      setList((all) => [...all, ...added]);
      for (const upload of added) if (upload.problem === null) queue(upload);
    },
    retry(upload) {
      note(upload.key, { share: null, problem: null });
      queue(upload);
    },
    drop({ key }) {
      running.current.get(key)?.abort();
      forget(key);
    },
  };
}

/** Sent once more, the same file would be refused once more. */
const isRefused = (problem: unknown): boolean =>
  isFailure(problem) && problem.status >= 400 && problem.status < 500;

/** What the server would refuse is not sent there first. */
function useRefusal(limits: FilesReply["limits"]): (file: File) => string | null {
  const t = useT();
  const { locale } = useFormat();
  return ({ name, size }) => {
    const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    if (!limits.extensions.includes(ending)) return t("files.kind");
    return size > limits.bytes
      ? t("files.tooLarge", { limit: formatBytes(limits.bytes, locale) })
      : null;
  };
}

/** Another page of ours lets an upload go on; leaving us altogether would end it. */
function useUnloadGuard(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isBusy]);
}
