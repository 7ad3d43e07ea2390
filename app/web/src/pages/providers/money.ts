import { type BondTicketAccount, errors, keepers, plans, type PricedProvider } from "@diem/sdk";
import { useQuery } from "@tanstack/react-query";
import { CHAIN, pollOf } from "../../data/market";
import { useNetwork } from "../../network/network";

/** What a provider can be paid, and what it must wait for. */
export interface Money {
  /** DIEM base units: settled of its channels and still in them, collected and not distributed, and unclaimed quota rewards. */
  readonly uncollected: bigint;
  readonly fresh: bigint;
  readonly rewards: bigint;
  readonly tickets: readonly BondTicketAccount[];
}

/** DIEM base units of a provider's revenue that are not collected or not distributed, and its bond tickets. */
export function useMore({ address, owner }: PricedProvider) {
  const { client, program } = useNetwork();
  const { connection, market } = client;
  return useQuery({
    queryKey: [CHAIN, "provider", address.toBase58()],
    queryFn: async () => {
      const context = { connection, market, owner, ...program };
      const [tickets, channels, fresh] = await Promise.all([
        client.read.bondTickets(address),
        client.read.channels({ provider: address }),
        plans.distributeRevenue(context, { provider: address }).then(
          ({ quote }) => quote.amount,
          (error: unknown) => {
            if (errors.isDiemError(error, "NothingToDistribute")) return 0n;
            throw error;
          },
        ),
      ]);
      const uncollected = channels.reduce((sum, one) => sum + keepers.uncollected(one), 0n);
      return { tickets, fresh, uncollected, channels: channels.length };
    },
    refetchInterval: ({ state }) => 2 * pollOf(state.data?.channels),
  });
}
