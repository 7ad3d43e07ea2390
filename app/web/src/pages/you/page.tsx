import { useState } from "react";
import { SentNotes } from "../../actions/sent-notes";
import { useStanding } from "../../data/market";
import { useMe } from "../../data/me";
import { ActButton } from "../../parts/act-button";
import { Query } from "../../parts/query";
import { useWalletClient } from "../../wallets/use-client";
import { useWallets } from "../../wallets/wallets";
import { ActionOf } from "./actions/actions";
import type { Opened } from "./actions/props";
import { Diem } from "./diem";
import { Earnings } from "./earnings";
import { History } from "./history";
import type { Holder, Me } from "./holdings";
import { Rates } from "./rates";
import { Vvv } from "./vvv";
import "./you.css";

/** What the connected wallet has, and what it can do. */
export default function YouPage() {
  const { account } = useWallets();
  const me = useMe();
  const standing = useStanding();
  // so that a dialog has it at once
  useWalletClient();
  const [opened, setOpened] = useState<Begun | null>(null);
  const owner = account?.publicKey.toBase58();
  // what stands below comes after it
  const read = [me, standing].every(({ data, error }) => data !== undefined || error !== null);
  const others = opened !== null && opened.owner !== owner;
  return (
    <div className="you">
      <h1>You</h1>
      <p>
        Stake VVV to earn, mint DIEM to use, and burn it to unlock. You see what each step does
        before you sign it.
      </p>
      {account === null ? (
        <p>Connect a wallet to see what it has in this market, and to act.</p>
      ) : (
        <>
          {account.elsewhere !== null && (
            <p className="note warn" role="status">
              {account.elsewhere}
            </p>
          )}
          {others && (
            <div className="note warn" role="status">
              <p>
                The wallet changed to another account. What was begun for the one before is closed,
                and nothing is signed any more for it.
              </p>
              <button type="button" onClick={() => setOpened(null)}>
                Dismiss
              </button>
            </div>
          )}
          <SentNotes />
          <Query query={standing} what="the market">
            {(market) => (
              <Query query={me} what="your accounts">
                {(mine) => (
                  <Holdings
                    holder={{ standing: market, me: mine }}
                    opened={others ? null : (opened?.action ?? null)}
                    open={(action) => {
                      setOpened(action === null ? null : { action, owner: mine.owner.toBase58() });
                    }}
                  />
                )}
              </Query>
            )}
          </Query>
          {read && <History owner={account.publicKey.toBase58()} />}
        </>
      )}
    </div>
  );
}

/** An action whose dialog is open, and for whom. */
interface Begun {
  readonly action: Opened;
  readonly owner: string;
}

function Holdings({
  holder,
  opened,
  open,
}: {
  readonly holder: Holder;
  readonly opened: Opened | null;
  readonly open: (action: Opened | null) => void;
}) {
  const { me } = holder;
  return (
    <>
      {me.balances.lamports === 0n && (
        <p className="note warn" role="status">
          This wallet has no SOL, and every transaction costs a fee. Send SOL to it before you act.
        </p>
      )}
      <Vvv holder={holder} open={open} />
      <Diem holder={holder} open={open} />
      <Earnings holder={holder} open={open} />
      <Rates holder={holder} />
      {me.position !== null && (
        <section aria-labelledby="you-position">
          <h2 id="you-position">Position</h2>
          <ActButton why={leftIn(me.position)} onClick={() => open({ kind: "close" })}>
            Close the position
          </ActButton>
        </section>
      )}
      {opened !== null && <ActionOf opened={opened} holder={holder} onClose={() => open(null)} />}
    </>
  );
}

/** Why a position cannot be closed yet; null where it is empty. */
function leftIn({
  staked,
  openTickets,
  unclaimedFees,
  unclaimedRewards,
}: NonNullable<Me["position"]>): string | null {
  if (staked > 0n) return "It still has stake. Unstake and withdraw it first.";
  if (openTickets > 0) return "It still has tickets. Withdraw them first.";
  if (unclaimedFees > 0n || unclaimedRewards > 0n)
    return "It still has earnings. Claim them first.";
  return null;
}
