import { queryOptions, useQuery } from "@tanstack/react-query";
import { Connection, PublicKey } from "@solana/web3.js";
import {
  accounts,
  errors,
  type MarketAccount,
  type MarketKeys,
  MarketReader,
  type MarketStanding,
  openMarket,
} from "@diem/sdk";
import { createContext, type ReactNode, useContext } from "react";
import { walletChainOf } from "./cluster";
import { setChainTime } from "./clock";
import { ErrorNote } from "../parts/error-note";
import { Loading } from "../parts/loading";
import { type PageConfig, readConfig } from "./config";
import { NetworkForm } from "./network-form";

/** A market for reading. Actions load `DiemClient`, which is not part of the first page. */
export interface Looking {
  readonly connection: Connection;
  readonly market: MarketKeys;
  /** The market as it was when the page connected. */
  readonly connectedTo: MarketAccount;
  readonly first: MarketStanding;
  readonly read: MarketReader;
}

/** The chain and the market that the page shows. */
export interface Network {
  readonly config: PageConfig;
  /** The program, where the configuration names another than the SDK's. */
  readonly program: { readonly programId?: PublicKey };
  /** The cluster of the market, as wallets call it. */
  readonly chain: `solana:${string}`;
  readonly client: Looking;
}

const Context = createContext<Network | null>(null);

/** The network of the page; components below {@link NetworkProvider} have one. */
export function useNetwork(): Network {
  const network = useContext(Context);
  if (network === null) throw new Error("useNetwork needs a NetworkProvider above it");
  return network;
}

async function connect(): Promise<Network | null> {
  const config = await readConfig();
  if (config === null) return null;
  const { rpcUrl, wsUrl, programId } = config;
  const connection = new Connection(rpcUrl, {
    commitment: "confirmed",
    ...(wsUrl === undefined ? {} : { wsEndpoint: wsUrl }),
    disableRetryOnRateLimit: true,
  });
  const program = programId === undefined ? {} : { programId: new PublicKey(programId) };
  const address = new PublicKey(config.market);
  const at = { connection, market: address, checkCluster: true, ...program };
  const first = await openMarket(at);
  setChainTime(first.now);
  const connectedTo = first.market;
  const market = accounts.market.keys(connectedTo);
  const read = new MarketReader({ connection, market, ...program });
  return {
    ...{ config, program, chain: walletChainOf(connectedTo.clusterTag) },
    client: { connection, market, connectedTo, first, read },
  };
}

/** Why there is no market to show. */
interface Failed {
  readonly failed: unknown;
}

/** How often a node that did not answer is asked again. */
const AGAIN_MS = 5_000;

const isUnreachable = (error: unknown) => errors.isDiemError(error, "NodeUnreachable");

/** Connects to the market. The page begins with it before anything is drawn, as all figures wait for it. */
export const networkQuery = queryOptions({
  queryKey: ["network"],
  queryFn: () => connect().catch((failed: unknown): Failed => ({ failed })),
  staleTime: Infinity,
  refetchInterval: ({ state }) =>
    state.data && "failed" in state.data && isUnreachable(state.data.failed) ? AGAIN_MS : false,
});

/** Connects to the market, and shows what is wrong where that fails. It goes on by itself once the node answers. */
export function NetworkProvider({ children }: { readonly children: ReactNode }) {
  const { data, refetch } = useQuery(networkQuery);
  if (data === undefined) return <Loading what="the market" />;
  if (data !== null && "client" in data) return <Context value={data}>{children}</Context>;
  return (
    <main className="connect">
      <h1>Which market?</h1>
      {data !== null && <ErrorNote error={data.failed} onRetry={() => void refetch()} />}
      {isUnreachable(data?.failed) && <p>The page asks again every few seconds.</p>}
      <NetworkForm />
    </main>
  );
}
