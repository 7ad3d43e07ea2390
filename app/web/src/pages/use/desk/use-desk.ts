import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readReceipts } from "@diem/client";
import { useEffect, useState } from "react";
import { useNetwork } from "../../../network/network";
import { useWallets } from "../../../wallets/wallets";
import { type Desk, deskName, onDeskLost, openDesk, OtherTab, paymentStore } from "./desk";

/** The desk of this tab for the connected wallet. */
export type DeskState =
  | { readonly name: "opening" }
  | { readonly name: "open"; readonly desk: Desk }
  | { readonly name: "other tab"; readonly takeOver: () => void }
  | { readonly name: "failed"; readonly error: unknown };

/** Names the payments of the connected wallet in this market; null without a wallet. */
export function useDeskName(): string | null {
  const { account } = useWallets();
  const { market } = useNetwork().client.market;
  return account === null ? null : deskName(market.toBase58(), account.publicKey.toBase58());
}

/** Opens the desk of the connected wallet, and says where another tab has it. */
export function useDesk(): DeskState {
  const name = useDeskName();
  const [state, setState] = useState<DeskState>({ name: "opening" });
  useEffect(() => {
    if (name === null) return;
    let gone = false;
    const show = (next: DeskState) => {
      if (!gone) setState(next);
    };
    const open = (takeOver: boolean) => {
      show({ name: "opening" });
      openDesk(name, takeOver).then(
        (desk) => show({ name: "open", desk }),
        (error: unknown) => {
          if (error instanceof OtherTab) elsewhere();
          else show({ name: "failed", error });
        },
      );
    };
    const elsewhere = () => show({ name: "other tab", takeOver: () => open(true) });
    const stop = onDeskLost(name, elsewhere);
    open(false);
    return () => {
      gone = true;
      stop();
    };
  }, [name]);
  return state;
}

const RECEIPTS = "receipts";

/** Receipts of the connected wallet that this browser keeps, the newest first. */
export function useReceipts() {
  const name = useDeskName();
  return useQuery({
    queryKey: [RECEIPTS, name],
    queryFn: async () =>
      name === null ? [] : (await readReceipts(await paymentStore(name))).reverse(),
    enabled: name !== null,
  });
}

/** Reads the receipts anew. */
export function useRefreshReceipts(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: [RECEIPTS] });
}
