import { constants, DiemClient, keypairWallet, PROGRAM_ID, vouchers } from "@diem/sdk";
import { letSocketEnd } from "@diem/sdk/node";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { Logger } from "pino";
import { PriceLists } from "./calls/price-lists";
import { CallRecords } from "./calls/records";
import { UnbookedCalls } from "./calls/unbooked";
import { BadSignatures } from "./chain/bad-signatures";
import { connectionOf } from "./chain/connection";
import { Exposure } from "./chain/exposure";
import { LedgerChannels } from "./chain/ledger-channels";
import { nativeEd25519 } from "./chain/native-ed25519";
import { ProviderWatch } from "./chain/provider-watch";
import { Settler } from "./chain/settler";
import { Cluster } from "./cluster/cluster";
import { storeUnavailable } from "./chain/refusals";
import type { GatewayConfig } from "./config/schema";
import { paymentRequired, requireOffered } from "./payment-required";
import { routes } from "./endpoints/routes";
import { ClientAddresses } from "./http/client-address";
import { HttpServer } from "./http/server";
import { gatewayLog, logged } from "./log";
import { Metrics } from "./metrics";
import { leaseOf } from "./postgres/lease";
import { PriceFiles } from "./prices";
import { Refusal } from "./refusal";
import { operatorKeypair, upstreamKey } from "./secrets";
import { GatewayStore } from "./store/gateway-store";
import { openStore } from "./store/open";
import { baseUnitsOf } from "./base-units";
import { UNTRACED } from "./traces/traces";
import { PromptCounter } from "./upstream/prompt-counter";
import { Upstream } from "./upstream/upstream";

/** See {@link startGateway}. */
export interface GatewayOptions {
  /** Receives log entries. Default: standard output. */
  readonly log?: Logger;
  /** The connection to the chain. Default: made from the configuration. */
  readonly connection?: Connection;
}

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  /** Base of its API, as clients of OpenAI take it. */
  readonly baseUrl: string;
  /** Reads the chain at once, instead of when it is due. */
  refresh(): Promise<void>;
  /** Settles all that was used. Throws what sending throws. */
  settle(): Promise<void>;
  /** Takes no more calls, waits for those that are open, and settles all that was used. */
  close(): Promise<void>;
}

/**
 * Starts a gateway.
 *
 * @throws ConfigError; DiemError `StoreBusy`, and what the SDK throws where the chain cannot be read; EADDRINUSE.
 *
 * @example
 * const gateway = await startGateway(readConfig("gateway.yaml"));
 * process.once("SIGTERM", () => void gateway.close());
 */
export async function startGateway(
  config: GatewayConfig,
  { log = gatewayLog(config, process.stdout), ...options }: GatewayOptions = {},
): Promise<Gateway> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) {
      await Promise.resolve(one()).catch((error: unknown) => log.error({ err: error }, "stop"));
    }
  };
  try {
    const { connection = connectionOf(config.chain) } = options;
    if (options.connection === undefined) stops.push(() => letSocketEnd(connection));
    return await start({ config, connection, log, stops, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Starting {
  readonly config: GatewayConfig;
  readonly connection: Connection;
  readonly log: Logger;
  /** Functions that stop the running parts, the last one first. */
  readonly stops: (() => void | Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function start({ config, connection, log, stops, stop }: Starting): Promise<Gateway> {
  const { chain, limits } = config;
  const priceLists = new PriceLists({ graceMs: config.prices.graceSecs * 1_000 });
  const files = new PriceFiles(config.prices.files, priceLists);
  files.load();
  const upstream = new Upstream({
    url: config.upstream.url,
    key: upstreamKey(config.upstream),
    headersTimeoutMs: config.upstream.headersSecs * 1_000,
    bodyTimeoutMs: config.upstream.bodySecs * 1_000,
    connections: config.upstream.connections,
  });
  stops.push(() => upstream.close());
  const { tokenizer, url } = config.upstream;
  const promptCounter =
    tokenizer === "none"
      ? null
      : new PromptCounter(tokenizer, { url, key: upstreamKey(config.upstream) });
  if (promptCounter !== null) stops.push(() => promptCounter.close());
  const provider = new PublicKey(chain.provider);
  const programId = chain.program === undefined ? PROGRAM_ID : new PublicKey(chain.program);
  const client = await DiemClient.connect({
    ...{ connection, market: new PublicKey(chain.market), programId },
    wallet: keypairWallet(operatorKeypair(chain.operator)),
  });
  const [market, genesis] = await Promise.all([client.read.market(), connection.getGenesisHash()]);
  const kept = await openStore(config, (error) => log.warn({ err: error }, "the database"));
  stops.push(() => kept.close());
  const store = new GatewayStore(kept.store, {
    failure: (failure) =>
      log.error({ err: failure }, "nothing is served until the store can be written"),
    lost: (leases) => cluster?.partitions.lost(leases.map(leaseOf)),
  });
  const records = new CallRecords();
  const unbooked = new UnbookedCalls({
    onGivenUp: (error) => log.error({ err: error }, "a call cannot be booked"),
  });
  stops.push(() => unbooked.close());
  const { sharing } = kept;
  const verifyEd25519 = nativeEd25519();
  const desk = await client.vouchers.provider({
    ...{ provider, store, pollMs: chain.pollSecs * 1_000 },
    ...(verifyEd25519 === null ? {} : { verifyEd25519 }),
    ...(sharing === null ? {} : { partitions: [], lease: sharing.lease }),
    onError: (error) => log.warn({ err: error }, "the channels cannot be followed, or not settled"),
  });
  stops.push(() => desk.stop());
  const creditsOf = (amount: string | undefined) =>
    amount === undefined ? null : baseUnitsOf(amount, CREDIT_DECIMALS);
  const exposure = new Exposure({
    ledger: desk.ledger,
    limits: {
      channel: creditsOf(config.exposure.channel),
      total: creditsOf(config.exposure.total),
    },
    onReached: () => settler.soon(),
  });
  const badSignatures = new BadSignatures({
    perMinute: limits.badSignatures,
    strangersPerMinute: limits.badSignaturesOfStrangers,
    onBad: () => metrics.badSignature(),
  });
  const channels = new LedgerChannels(desk, exposure, badSignatures);
  const watch = await ProviderWatch.start({
    ...{ client, provider, clock: market, now: () => desk.now() },
    pollMs: chain.pollSecs * 1_000,
    onError: (error) => log.warn({ err: error }, "the provider cannot be read"),
  });
  stops.push(() => watch.stop());
  const cluster = Cluster.of(config, sharing, {
    user: desk,
    onError: (error) => log.warn({ err: error }, "the other gateways' database"),
    onForwarded: () => {
      metrics.forwarded();
    },
  });
  if (cluster !== null) stops.push(() => cluster.end());
  const metrics = new Metrics({
    reserved: () => channels.reservedDiem,
    chainAgeMs: () => watch.ageMs,
    unsettled: () => exposure.total,
    settleFailures: () => settler.failures,
    unbooked: () => unbooked.size,
    partitions: () => cluster?.partitions.owned ?? vouchers.PARTITIONS,
  });
  const settler = new Settler({
    ...{ client, provider, desk, everyMs: config.settle.everySecs * 1_000 },
    rules: {
      diemAtLeast: baseUnitsOf(config.settle.diemAtLeast, constants.DIEM_DECIMALS),
      quotaAtLeast: baseUnitsOf(config.settle.quotaAtLeast, CREDIT_DECIMALS),
      leadSecs: BigInt(Math.ceil(config.settle.leadSecs)),
    },
    onSettled: (signature) => {
      metrics.settlement("settled");
      log.info({ signature }, "settled");
    },
    onError: (error, failures) => {
      metrics.settlement("failed");
      const alarm = failures >= ALARM_FROM;
      log.error(
        { err: error, failures, alarm },
        "not settled: check the operator's SOL and the node",
      );
    },
    onDone: () => exposure.recount(),
  });
  settler.start();
  stops.push(() => settler.stop());
  const rereading = setInterval(() => reload(files, log), chain.pollSecs * 1_000);
  stops.push(() => clearInterval(rereading));

  const traces =
    config.traces === undefined
      ? UNTRACED
      : new (await import("./traces/open-telemetry")).OpenTelemetryTraces(config.traces, (error) =>
          log.warn({ err: error }, "traces cannot be sent"),
        );
  stops.push(() => traces.close());

  const seller = {
    ...{ program: programId.toBase58(), market: chain.market, provider: chain.provider },
    ...{ cluster: `solana:${genesis.slice(0, 32)}`, diemMint: market.diemMint.toBase58() },
  };
  priceLists.follow(() => watch.prices);
  const state = { stopping: false };
  const requireReady = () => {
    if (state.stopping) {
      const detail = "the gateway is shutting down: try again in a moment";
      throw new Refusal("shutting-down", { detail, headers: { "retry-after": "5" } });
    }
    if (!store.usable || unbooked.size > 0) throw storeUnavailable(undefined);
    if (watch.ageMs > chain.staleSecs * 1_000) {
      const detail = "the gateway has not read the chain for too long: try again later";
      throw new Refusal("chain-unavailable", { detail });
    }
    priceLists.listFor(null);
  };
  const server = await HttpServer.listen({
    ...config.listen,
    routes: routes({
      ...{ metrics, requireReady, router: cluster?.router ?? null },
      calls: {
        ...{
          channels,
          records,
          unbooked,
          upstream,
          prices: priceLists,
          onDisconnect: config.onDisconnect,
        },
        ...{ promptCounter, traces },
        ...{ bodyBytes: limits.bodyBytes, answerBytes: limits.answerBytes },
        keepAliveMs: config.keepAliveSecs * 1_000,
        demand: (path) => paymentRequired({ ...seller, prices: watch.prices }, path),
        requireOffered: (payment, path) =>
          requireOffered({ ...seller, prices: watch.prices }, payment, path),
        observe: (report) => {
          metrics.call(report);
          log.info(logged(report), "call");
        },
      },
    }),
    requestTimeoutMs: limits.requestSecs * 1_000,
    stallTimeoutMs: limits.stallSecs * 1_000,
    mostWaiting: limits.waiting,
    mostConnections: limits.connections,
    addresses: new ClientAddresses(config.listen.proxies),
    onRefusal: (refusal, path) => {
      metrics.refusal(refusal.code);
      log.debug({ code: refusal.code, path, err: refusal.cause }, "refused");
    },
    onUnreadable: (code) => metrics.refusal(code),
    onError: (error, path) => log.error({ err: error, path }, "failed"),
  });
  stops.push(() => drained(server, limits.drainSecs * 1_000));
  if (cluster !== null) {
    stops.push(() => cluster.partitions.leave(limits.drainSecs * 1_000));
    await cluster.partitions.start(config.postgres?.peerUrl ?? server.url);
  }
  log.info({ url: server.url, provider: chain.provider }, "listening");
  return {
    url: server.url,
    baseUrl: `${server.url}/v1`,
    refresh: async () => {
      await Promise.all([desk.refresh(), watch.refresh()]);
    },
    settle: () => settler.settleAll(),
    close: () => {
      // calls of other gateways' channels are forwarded until the last call is answered
      state.stopping = cluster === null;
      return stop();
    },
  };
}

const CREDIT_DECIMALS = 6;
/** Failed settlements in a row before an alarm. */
const ALARM_FROM = 3;

/** Changed files. If one cannot be used, the previous lists stay. */
function reload(files: PriceFiles, log: Logger): void {
  try {
    files.load();
  } catch (error) {
    log.error({ err: error }, "a price list cannot be used");
  }
}

/** Waits for open calls, and cuts them after a maximum time. */
async function drained(server: HttpServer, ms: number): Promise<void> {
  const timer = setTimeout(() => server.cut(), ms);
  await server.close();
  clearTimeout(timer);
}
