import { type BondTicketAccount, errors, plans, type PricedProvider } from "@diem/sdk";
import { useQuery } from "@tanstack/react-query";
import { CHAIN, POLL_MS } from "../../data/market";
import { useNetwork } from "../../network/network";

/** What a provider can be paid, and what it must wait for. */
export interface Money {
  /** DIEM base units: not distributed, and quota rewards that nobody has claimed. */
  readonly fresh: bigint;
  readonly rewards: bigint;
  readonly tickets: readonly BondTicketAccount[];
}

/** DIEM base units of a provider's revenue that are not distributed, and its bond tickets. */
export function useMore({ address, owner }: PricedProvider) {
  const { client, program } = useNetwork();
  const { connection, market } = client;
  return useQuery({
    queryKey: [CHAIN, "provider", address.toBase58()],
    queryFn: async () => {
      const context = { connection, market, owner, ...program };
      const [tickets, fresh] = await Promise.all([
        client.read.bondTickets(address),
        plans.distributeRevenue(context, { provider: address }).then(
          ({ quote }) => quote.amount,
          (error: unknown) => {
            if (errors.isDiemError(error, "NothingToDistribute")) return 0n;
            throw error;
          },
        ),
      ]);
      return { tickets, fresh };
    },
    refetchInterval: 2 * POLL_MS,
  });
}
