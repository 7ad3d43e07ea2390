import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { marketStanding, type PricedProvider } from "@diem/sdk";
import { useEffect } from "react";
import { setChainTime } from "../network/clock";
import { type Network, useNetwork } from "../network/network";
import { usePrice } from "./price";
import { throttled } from "./throttled";

/** How often the chain is asked where no notification comes. */
export const POLL_MS = 5_000;

/** Of a list, how many accounts are read at no less than {@link POLL_MS}. */
const FEW = 250;

/** How often a list is read anew: the longer it is, the more rarely, as it is read whole. */
export function pollOf(accounts = 0): number {
  return POLL_MS * (1 + Math.floor(accounts / FEW));
}

/** What is read anew when the market's account changes, and how often at most; lists are polled. */
const FOLLOWED = ["standing", "summary", "records"] as const;
const FOLLOW_MS = 1_000;

/** Queries of the chain: all of them are read anew after a transaction. */
export const CHAIN = "chain";

async function readStanding({ client: { connection, market }, program }: Network) {
  const standing = await marketStanding({ connection, market, ...program });
  setChainTime(standing.now);
  return standing;
}

/** The market, its supply, its vaults and the chain's clock, at one slot. */
export function useStanding() {
  const network = useNetwork();
  return useQuery({
    queryKey: [CHAIN, "standing"],
    queryFn: () => readStanding(network),
    refetchInterval: POLL_MS,
  });
}

/** The market at a glance: utilisation, coverage and what stakers and minters are paid at the rates of now. */
export function useSummary() {
  const { client } = useNetwork();
  const { text, vvvPerDiem } = usePrice();
  return useQuery({
    queryKey: [CHAIN, "summary", text],
    queryFn: () => client.read.summary(vvvPerDiem === null ? {} : { vvvPerDiem }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** All providers of the market with their prices. */
export function useProviders() {
  const { client } = useNetwork();
  return useQuery({
    queryKey: [CHAIN, "providers"],
    queryFn: (): Promise<PricedProvider[]> => client.read.providers(),
    refetchInterval: ({ state }) => 2 * pollOf(state.data?.length),
    structuralSharing: false,
  });
}

/** Records of the epochs that are not closed yet. */
export function useEpochRecords() {
  const { client } = useNetwork();
  return useQuery({
    queryKey: [CHAIN, "records"],
    queryFn: () => client.read.epochRecords(),
    refetchInterval: 2 * POLL_MS,
  });
}

/** Reads everything of the chain anew, such as after a transaction. */
export function useRefreshChain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [CHAIN] });
}

/** Follows the market's account, so that a change shows at once, and no more often than once a second; polling goes on beside it. */
export function useFollowMarket(): void {
  const { client } = useNetwork();
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = throttled(() => {
      for (const name of FOLLOWED) {
        void queries.invalidateQueries({ queryKey: [CHAIN, name] }, { cancelRefetch: false });
      }
    }, FOLLOW_MS);
    const stop = client.watch.market(refresh.call);
    return () => {
      refresh.stop();
      void stop().catch(() => undefined);
    };
  }, [client, queries]);
}
