import { address, port, seconds } from "@diem/config";
import { z } from "zod";

/** The configuration of an indexer, as a file has it. */
export const configSchema = z.strictObject({
  /** Where it answers. */
  listen: z
    .strictObject({ host: z.string().min(1).default("127.0.0.1"), port: port.default(8404) })
    .prefault({}),
  chain: z.strictObject({
    /** Of the JSON-RPC. */
    url: z.url({ protocol: /^https?$/ }),
    /** URL of the WebSocket. Default: derived from `url`. */
    wsUrl: z.url({ protocol: /^wss?$/ }).optional(),
    /** Time between two readings of the history without a notification. */
    pollSecs: seconds.default(2),
  }),
  /** Programs whose markets are followed. Default: the SDK's. */
  programs: z.array(address).min(1).optional(),
  /** Path of an SQLite file, or the URL of a PostgreSQL database: `postgres://...`. */
  database: z.string().min(1).default("indexer.db"),
  /**
   * The reaction to a database of another chain, or of a history that the node does not know, such as after a reset of
   * a local chain. The indexer refuses it, or empties it and begins again.
   */
  onReset: z.enum(["refuse", "rebuild"]).default("refuse"),
  /** Time between two comparisons with the accounts on chain. */
  reconcileSecs: seconds.default(30),
  /** The index is not ready if it is farther behind the chain. */
  staleSecs: seconds.default(60),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The configuration of an indexer, with what it leaves out filled in. */
export type IndexerConfig = z.output<typeof configSchema>;
/** The configuration of an indexer as a file or a program writes it. */
export type IndexerConfigInput = z.input<typeof configSchema>;
