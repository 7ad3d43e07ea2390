import { useQuery, useQueryClient } from "@tanstack/react-query";
import { marketStanding, type PricedProvider, summaryOf } from "@diem/sdk";
import { useEffect, useMemo } from "react";
import { setChainTime } from "../network/clock";
import { useNetwork } from "../network/network";
import { usePrice } from "./price";
import { throttled } from "./throttled";

/** How often the chain is asked where no notification comes. */
export const POLL_MS = 5_000;

/** Accounts of a list that may be read every {@link POLL_MS}. */
const FEW = 250;

/** How often a list is read anew: the longer it is, the more rarely, as it is read whole. */
export function pollOf(accounts = 0): number {
  return POLL_MS * (1 + Math.floor(accounts / FEW));
}

/** What is read anew when the market's account changes, and how often at most; lists are polled. */
const FOLLOWED = ["standing", "records"] as const;
const FOLLOW_MS = 1_000;

/** Queries of the chain: all of them are read anew after a transaction. */
export const CHAIN = "chain";

/** The market, its supply, its vaults and the chain's clock, at one slot: at first as the page found it when it connected. */
export function useStanding() {
  const { client, program } = useNetwork();
  const { connection, market, first } = client;
  return useQuery({
    queryKey: [CHAIN, "standing"],
    queryFn: async () => {
      const standing = await marketStanding({ connection, market, ...program });
      setChainTime(standing.now);
      return standing;
    },
    initialData: first,
    refetchInterval: POLL_MS,
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

/**
 * A summary of the market: utilisation, coverage, and the returns of stakers and minters at current rates. It uses data
 * that the page reads anyway.
 */
export function useSummary() {
  const [standing, providers, records] = [useStanding(), useProviders(), useEpochRecords()];
  const { vvvPerDiem } = usePrice();
  const [at, offering, reported] = [standing.data, providers.data, records.data];
  const data = useMemo(
    () =>
      at === undefined || offering === undefined || reported === undefined
        ? undefined
        : summaryOf({
            ...at,
            providers: offering,
            records: reported,
            vvvPerDiem: vvvPerDiem ?? undefined,
          }),
    [at, offering, reported, vvvPerDiem],
  );
  return {
    data,
    error: standing.error ?? providers.error ?? records.error,
    refetch: () => Promise.all([standing, providers, records].map((query) => query.refetch())),
  };
}

/** Reads everything of the chain anew, such as after a transaction. */
export function useRefreshChain(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [CHAIN] });
}

/** Follows the market's account, so that a change shows at once, and no more often than once a second; polling goes on beside it. */
export function useFollowMarket(): void {
  const { connection, market } = useNetwork().client;
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = throttled(() => {
      for (const name of FOLLOWED) {
        void queries.invalidateQueries({ queryKey: [CHAIN, name] }, { cancelRefetch: false });
      }
    }, FOLLOW_MS);
    const watched = connection.onAccountChange(market.market, refresh.call);
    return () => {
      refresh.stop();
      void connection.removeAccountChangeListener(watched).catch(() => undefined);
    };
  }, [connection, market, queries]);
}
