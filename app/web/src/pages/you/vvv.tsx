import { vvvOf } from "@diem/sdk";
import { pausedWhy } from "../../data/paused";
import { ActButton } from "../../parts/act-button";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import type { Open } from "./actions/props";
import { type Holder, stakeOf } from "./holdings";
import { Tickets } from "./tickets";

/** All VVV of the wallet, and the tickets for what leaves. */
export function Vvv({ holder, open }: { readonly holder: Holder; readonly open: Open }) {
  const { standing, me } = holder;
  const token = vvvOf(standing.market);
  const { staked, locked, unlocked, cooling } = stakeOf(me);
  const held = me.balances.vvv;
  return (
    <section aria-labelledby="you-vvv">
      <h2 id="you-vvv">VVV</h2>
      <Figures lead>
        <Figure
          name="In the wallet"
          explain="VVV of your token account. You can stake it. Source: the chain."
        >
          <Amount value={held} token={token} />
        </Figure>
        <Figure
          name="Staked"
          explain="VVV of your position in the stake vault. It earns fees and rewards by the second."
          more={
            <>
              <Amount value={unlocked} token={token} /> of it unlocked
            </>
          }
        >
          <Amount value={staked} token={token} />
        </Figure>
        <Figure
          name="Locked"
          explain="The part of your stake behind the DIEM that you minted. Burning DIEM unlocks it. It earns the same fees, and less of the rewards."
        >
          <Amount value={locked} token={token} />
        </Figure>
        <Figure
          name="Cooling"
          explain="VVV that you requested to unstake. Each request is a ticket with its own cool-down, which nothing restarts. A ticket earns nothing."
          more={`${me.tickets.length} ${me.tickets.length === 1 ? "ticket" : "tickets"}`}
        >
          <Amount value={cooling} token={token} />
        </Figure>
      </Figures>
      <div className="row acts">
        <ActButton
          primary
          why={
            pausedWhy(standing.market, "stake", "staking") ??
            (held === 0n ? "You have no VVV in this wallet." : null)
          }
          onClick={() => open({ kind: "stake" })}
        >
          Stake
        </ActButton>
        <ActButton
          why={
            unlocked > 0n
              ? null
              : staked > 0n
                ? "All of your stake is locked. Burn DIEM to unlock it."
                : "You have nothing staked."
          }
          onClick={() => open({ kind: "unstake" })}
        >
          Unstake
        </ActButton>
      </div>
      <Tickets holder={holder} open={open} />
    </section>
  );
}
