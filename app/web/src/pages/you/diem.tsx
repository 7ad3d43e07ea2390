import { CREDITS, DIEM } from "@diem/sdk";
import { useMemo } from "react";
import { Link } from "wouter";
import { pausedWhy } from "../../data/paused";
import { ActButton } from "../../parts/act-button";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import type { Open } from "./actions/props";
import { channelsOf, type Holder, stakeOf } from "./holdings";

/** All DIEM of the wallet, and what it owes. */
export function Diem({ holder, open }: { readonly holder: Holder; readonly open: Open }) {
  const { standing, me } = holder;
  const { unlocked, locked, staked, bill } = stakeOf(me);
  const channels = useMemo(() => channelsOf(holder), [holder]);
  const held = me.balances.diem;
  const freed = locked > 0n && bill === 0n;
  return (
    <section aria-labelledby="you-diem">
      <h2 id="you-diem">DIEM</h2>
      <Figures>
        <Figure
          name="In the wallet"
          explain="DIEM of your token account. It pays for calls, can be staked for quota, burnt or sent to anyone."
        >
          <Amount value={held} token={DIEM} />
        </Figure>
        <Figure
          name="In channels"
          explain="DIEM that you deposited in channels, and that vouchers have not claimed. A channel gives it back when it closes."
          more={
            <Link href="/use">
              {channels.count} {channels.count === 1 ? "channel" : "channels"}
            </Link>
          }
        >
          <Amount value={channels.unspent} token={DIEM} />
        </Figure>
        <Figure
          name="Staked for quota"
          explain="DIEM staked in channels. It gives credits in every epoch and is not spent. What you unstake leaves at the end of the epoch."
          more={
            <>
              <Amount value={channels.quotaLeft} token={CREDITS} /> of quota left in this epoch
              <br />
              <Amount value={channels.withdrawable} token={DIEM} /> can be withdrawn now,{" "}
              <Amount value={channels.withdrawableNext} token={DIEM} /> in the next epoch
            </>
          }
        >
          <Amount value={channels.staked} token={DIEM} />
        </Figure>
        <Figure
          name="Debt"
          explain="Your bill: the DIEM that you burn to unlock all of your locked VVV. It falls if others burn DIEM without owing any."
          more={freed ? "others burnt it: unlocking costs nothing" : undefined}
        >
          <Amount value={bill} token={DIEM} />
        </Figure>
      </Figures>
      <div className="row acts">
        <ActButton
          why={
            pausedWhy(standing.market, "mint", "minting") ??
            (unlocked > 0n
              ? null
              : staked > 0n
                ? "All of your stake is locked. Stake more VVV to mint more."
                : "Stake VVV first: minting locks a part of it.")
          }
          onClick={() => open({ kind: "mint" })}
        >
          Mint
        </ActButton>
        <ActButton
          why={
            locked === 0n
              ? "You owe no DIEM, and nothing is locked."
              : freed || held > 0n
                ? null
                : "You have no DIEM in this wallet to burn. Take it out of channels, or get some."
          }
          onClick={() => open({ kind: "burn" })}
        >
          Burn
        </ActButton>
      </div>
    </section>
  );
}
