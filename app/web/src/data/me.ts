import { skipToken, useQuery } from "@tanstack/react-query";
import { useNetwork } from "../network/network";
import { useWallets } from "../wallets/wallets";
import { CHAIN, pollOf } from "./market";

/** What the connected wallet has in the market: all of it read from the chain. */
export function useMe() {
  const { client } = useNetwork();
  const { account } = useWallets();
  const owner = account?.publicKey;
  return useQuery({
    queryKey: [CHAIN, "me", owner?.toBase58()],
    queryFn:
      owner === undefined
        ? skipToken
        : async () => {
            const [balances, position, tickets, channels] = await Promise.all([
              client.read.balances(owner),
              client.read.position(owner),
              client.read.tickets(owner),
              client.read.channels({ consumer: owner }),
            ]);
            return { owner, balances, position, tickets, channels };
          },
    refetchInterval: ({ state }) => pollOf(state.data?.channels.length),
    structuralSharing: false,
  });
}
