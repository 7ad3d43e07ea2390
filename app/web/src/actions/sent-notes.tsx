import { useState } from "react";
import { useRefreshChain } from "../data/market";
import { Transaction } from "../parts/transaction";
import { useWallets } from "../wallets/wallets";
import { type Known, LookUp } from "./look-up";
import { type Sent, useSent } from "./sent";

const SAID: Readonly<Record<Known["kind"], string>> = {
  landed: "it is confirmed.",
  failed: "the chain refused it: only the fee was paid.",
  expired: "it expired before it reached a block: nothing happened.",
};

/** Transactions of the connected account that were sent from any tab of this browser, and their outcomes. */
export function SentNotes() {
  const { account } = useWallets();
  const { left, forget } = useSent();
  const refresh = useRefreshChain();
  const [told, setTold] = useState<{ readonly sent: Sent; readonly kind: Known["kind"] } | null>(
    null,
  );
  const own = left.filter(({ owner }) => owner === account?.publicKey.toBase58());
  return (
    <>
      {own.map((one) => (
        <LookUp
          key={one.signature}
          sent={one}
          title={one.title}
          onKnown={({ kind }) => {
            forget(one.signature);
            setTold({ sent: one, kind });
            void refresh();
          }}
        />
      ))}
      {told !== null && (
        <div className="note" role="status">
          <p>
            {told.sent.title}: {SAID[told.kind]} <Transaction signature={told.sent.signature} />
          </p>
          <button type="button" onClick={() => setTold(null)}>
            Dismiss
          </button>
        </div>
      )}
    </>
  );
}
