import { useQuery } from "@tanstack/react-query";
import { DiemClient } from "@diem/sdk";
import { useNetwork } from "../network/network";
import { useWallets } from "./wallets";

const RETRY_MS = 3_000;

/** The market's client with the connected account as its wallet; null where none is connected, or the node did not answer yet. */
export function useWalletClient(): DiemClient | null {
  const { client, program } = useNetwork();
  const { account } = useWallets();
  const { connection, market } = client;
  const made = useQuery({
    queryKey: ["wallet-client", account?.wallet.name, account?.publicKey.toBase58()],
    queryFn: () =>
      account === null
        ? null
        : DiemClient.connect({ connection, market: market.market, wallet: account, ...program }),
    staleTime: Infinity,
    // the node may answer again
    refetchInterval: ({ state: { error } }) => (error === null ? false : RETRY_MS),
  });
  return made.data ?? null;
}
