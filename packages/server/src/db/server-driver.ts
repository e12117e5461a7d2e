import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copySql } from "./copy.ts";
import type { Driver } from "./database.ts";
import { createPreparedNames } from "./prepared.ts";

const DATE = 1082;

/** A session keeps every statement it has prepared; it is replaced before they are too many. */
const MAX_USES = 50_000;

/**
 * The gate writes its statements so that their shape bounds the work, whoever asks: a plan made for one reader's values
 * is no better than one for all, and planning anew takes several times longer than reading a page. In UTC a moment's
 * text is the same everywhere. Workers take twenty milliseconds to start, and the cores are there for other readers.
 */
const SESSION =
  "-c plan_cache_mode=force_generic_plan -c jit=off -c TimeZone=UTC -c parallel_setup_cost=100000";

/** What the address itself asks of a session comes after ours, and would else take its place. */
function withSession(url: string): { connectionString: string; options: string } {
  if (!URL.canParse(url)) return { connectionString: url, options: SESSION };
  const address = new URL(url);
  const options = address.searchParams.get("options");
  address.searchParams.delete("options");
  return {
    connectionString: address.href,
    options: options === null ? SESSION : `${SESSION} ${options}`,
  };
}

/** Native PostgreSQL. `connections`: at most so many sessions of this node. */
export function connectServer(url: string, connections = 16): Driver {
  const pool = new pg.Pool({
    ...withSession(url),
    max: connections,
    maxUses: MAX_USES,
    types: {
      getTypeParser: ((oid: number, format: "text") =>
        oid === DATE
          ? (value: string) => value
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle session that the server closes is replaced at the next connect; without a listener it would end the process.
  pool.on("error", () => {});
  const prepared = createPreparedNames();
  return {
    kind: "server",
    async connect() {
      const client = await pool.connect();
      return {
        query: async (text, values) => {
          const name = values === undefined ? undefined : prepared.nameOf(text);
          const reply = await client.query({
            text,
            values: values as unknown[],
            ...(name === undefined ? {} : { name }),
          });
          return { rows: reply.rows, rowCount: reply.rowCount ?? 0 };
        },
        copyIn: (copy) => pipeline([copy.text], client.query(copyFrom(copySql(copy, "stdin")))),
        release: (broken) => client.release(broken),
      };
    },
    close: () => pool.end(),
  };
}
