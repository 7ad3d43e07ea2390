import { address, port, seconds } from "@diem/config";
import { z } from "zod";
import { isNetwork } from "../http/client-address";

const count = z.int().positive();
const path = z.string().min(1);
/** Whole DIEM or credits, with decimals: `1.5`. */
const amount = z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, 'must be a text such as "1.5"');

/** The members of a configuration. */
const members = z.strictObject({
  /** Where it listens. */
  listen: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      port: port.default(8402),
      /** Addresses and networks of reverse proxies, whose `x-forwarded-for` says where a request comes from. */
      proxies: z
        .array(z.string().refine(isNetwork, "must be an address, or a network such as 10.0.0.0/8"))
        .default([]),
    })
    .prefault({}),
  /** The chain and the seller. */
  chain: z.strictObject({
    /** Of the JSON-RPC. */
    url: z.url({ protocol: /^https?$/ }),
    /** URL of the WebSocket. Default: derived from `url`. */
    wsUrl: z.url({ protocol: /^wss?$/ }).optional(),
    market: address,
    provider: address,
    /** Address of the program. Default: the SDK's. */
    program: address.optional(),
    /** Key file of the provider's operator, which signs settlements. */
    operator: path,
    /** Time between two readings. */
    pollSecs: seconds.default(15),
    /** No call is served while the newest reading is older than this. */
    staleSecs: seconds.default(120),
  }),
  upstream: z.strictObject({
    /** Base of an OpenAI-compatible API: ends in `/v1`. */
    url: z.url({ protocol: /^https?$/ }).refine((url) => /\/v1\/?$/.test(url), "must end in /v1"),
    /** File that holds the API key. */
    keyFile: path.optional(),
    /** Environment variable that holds the API key. */
    keyVariable: z.string().min(1).optional(),
    /** Counts prompts by the server's own tokenizer, which makes reservations smaller. */
    tokenizer: z.enum(["none", "llama.cpp", "vllm"]).default("none"),
    headersSecs: seconds.default(300),
    bodySecs: seconds.default(120),
    connections: count.max(10_000).default(256),
  }),
  /** Price lists: the chain names the one that counts by its hash. */
  prices: z.strictObject({
    files: z.array(path).min(1),
    /** How long a list is honoured after another one took its place. */
    graceSecs: z.number().min(0).max(86_400).default(600),
  }),
  /** Folder in which one gateway keeps vouchers and use. */
  store: path.optional(),
  /** Database in which several gateways keep them. */
  postgres: z
    .strictObject({
      /** Environment variable that holds the connection string. */
      urlVariable: z.string().min(1).default("DIEM_DATABASE_URL"),
      /** File that holds it. */
      urlFile: path.optional(),
      /** Of the tables. */
      schema: z
        .string()
        .regex(/^[a-z_][a-z0-9_]{0,50}$/, "must be lower-case letters, digits and underscores")
        .default("diem_gateway"),
      /** URL at which the other gateways reach this one. Default: where it listens. */
      peerUrl: z.url({ protocol: /^https?$/ }).optional(),
      /** A gateway that is not heard of for so long loses its channels to the others. */
      leaseSecs: z.number().min(1).max(300).default(10),
    })
    .optional(),
  settle: z
    .strictObject({
      everySecs: seconds.default(30),
      diemAtLeast: amount.default("1"),
      quotaAtLeast: amount.default("1"),
      leadSecs: seconds.default(600),
    })
    .prefault({}),
  /** Most credits that may be used and not be settled, at the channels' prices. */
  exposure: z
    .strictObject({
      channel: amount.optional(),
      /** Of all channels of this gateway. */
      total: amount.optional(),
    })
    .prefault({}),
  limits: z
    .strictObject({
      bodyBytes: count.default(16 * 1024 * 1024),
      answerBytes: count.default(64 * 1024 * 1024),
      /** A request must come whole within. */
      requestSecs: seconds.default(30),
      /** A client that takes nothing of its answer for so long is cut off. */
      stallSecs: seconds.default(60),
      /** A stop waits so long for open calls. */
      drainSecs: seconds.default(30),
      /** Connections of a client's address that may be open; proxies may have more. */
      connections: count.default(1_024),
      /** Requests that may wait on a connection behind the one that is answered. */
      waiting: count.default(16),
      /** Bad signatures that are checked in a minute, of a client's address. */
      badSignatures: count.default(10),
      /** Of all clients together that have sent no good one in the last ten minutes. */
      badSignaturesOfStrangers: count.default(600),
    })
    .prefault({}),
  /** Traces of calls, sent by OTLP over HTTP. Default: none. */
  traces: z
    .strictObject({
      /** Of the receiver, such as `http://127.0.0.1:4318/v1/traces`. */
      url: z.url({ protocol: /^https?$/ }),
      /** Part of the traces that is sent. */
      ratio: z.number().min(0).max(1).default(1),
      /** Name of this service. */
      service: z.string().min(1).default("diem-gateway"),
    })
    .optional(),
  onDisconnect: z.enum(["cancel", "drain"]).default("cancel"),
  keepAliveSecs: seconds.default(15),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The configuration of a gateway, as a file has it. */
export const configSchema = members
  .refine(({ store, postgres }) => (store === undefined) !== (postgres === undefined), {
    ...{ path: ["store"], message: "set either a folder as store, or postgres" },
  })
  .refine(
    ({ listen, postgres }) =>
      postgres?.peerUrl !== undefined || !isAny(listen.host) || postgres === undefined,
    {
      path: ["postgres", "peerUrl"],
      message:
        "must have the URL at which the other gateways reach this one, because it listens on all addresses",
    },
  );

function isAny(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** The configuration of a gateway, with what it leaves out filled in. */
export type GatewayConfig = z.output<typeof configSchema>;
/** The configuration of a gateway as a file or a program writes it. */
export type GatewayConfigInput = z.input<typeof configSchema>;
