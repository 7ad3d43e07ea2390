import { type ChannelAccount, CREDITS, DIEM, type MarketAccount } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { Link } from "wouter";
import { shortAddress } from "../../../format/address";
import { shownAmount } from "../../../format/amounts";
import { Address } from "../../../parts/address";
import { Amount } from "../../../parts/amount";
import { Figure, Figures } from "../../../parts/figure";
import { Countdown } from "../../../parts/time";
import { useReceipts } from "../desk/use-desk";
import { ChannelActions, type ChannelAction } from "./actions";
import { channelStanding, closingOf, type Moment } from "./standing";

/** A channel of the connected wallet in full, and what can be done with it. */
export function Channel({
  market,
  channel,
  moment,
  sessionKey,
  onDo,
}: {
  readonly market: MarketAccount;
  readonly channel: ChannelAccount;
  readonly moment: Moment;
  readonly sessionKey: PublicKey | null;
  readonly onDo: (doing: ChannelAction) => void;
}) {
  const { unspent, staked, withdrawable, withdrawableNext, quota } = channelStanding(
    channel,
    moment,
  );
  const address = channel.address.toBase58();
  const newest = useReceipts().data?.find((receipt) => receipt.channel === address);
  const used = newest?.usage.diem ?? 0n;
  const by = closingOf(channel);
  return (
    <section className="card" aria-label={`Channel ${address}`}>
      <h3>
        Channel with provider{" "}
        <Link href={`/providers/${channel.provider.toBase58()}`}>
          {shortAddress(channel.provider.toBase58())}
        </Link>
      </h3>
      {by !== null && channel.closesTs !== null && (
        <p className="note" role="status">
          Closing, requested by {by}. It can be closed <Countdown to={channel.closesTs} />. Until
          then the provider settles its last voucher.
        </p>
      )}
      <Figures>
        <Figure
          name="Deposit"
          explain="DIEM that was deposited over the channel's life. Vouchers can claim no more."
          more={<>{<Amount value={channel.price} token={DIEM} />} for a credit, for its life</>}
        >
          <Amount value={channel.deposit} token={DIEM} />
        </Figure>
        <Figure
          name="Spent"
          explain="What the provider has settled on chain. Calls that it has not settled yet are in the receipts of this browser alone."
          more={
            used > channel.settled ? (
              <>
                <Amount value={used} token={DIEM} decimals={DIEM.decimals} /> by the newest receipt
              </>
            ) : (
              newest !== undefined && "all calls of this browser are settled"
            )
          }
        >
          <Amount value={channel.settled} token={DIEM} decimals={DIEM.decimals} />
        </Figure>
        <Figure
          name="Left"
          explain="Deposited and not settled. It comes back when the channel is closed."
        >
          <Amount value={unspent} token={DIEM} decimals={DIEM.decimals} />
        </Figure>
        <Figure
          name="Quota of this epoch"
          explain={`Credits that your staked DIEM gives in epoch ${quota.epoch}, without what is settled of them. They pay before DIEM does, and lapse with the epoch.`}
          more={`${shownAmount(quota.used, CREDITS)} of ${shownAmount(quota.allowance, CREDITS)} settled`}
        >
          {shownAmount(quota.left, CREDITS)} <span className="symbol">credits</span>
        </Figure>
        <Figure
          name="Staked for quota"
          explain="DIEM that gives credits in every epoch. It is never spent, and comes back after it is unstaked."
          more={
            withdrawable > 0n ? (
              <>
                <Amount value={withdrawable} token={DIEM} /> can be withdrawn
              </>
            ) : withdrawableNext > 0n ? (
              <>
                <Amount value={withdrawableNext} token={DIEM} /> can be withdrawn next epoch
              </>
            ) : undefined
          }
        >
          <Amount value={staked} token={DIEM} />
        </Figure>
        <Figure
          name="Voucher key"
          explain="The key that signs this channel's vouchers. One of this browser is kept in it: if its data are cleared, no more can be spent, and closing the channel brings the deposit back."
        >
          {sessionKey !== null && channel.voucherSigner.equals(sessionKey) ? (
            "this browser's"
          ) : channel.voucherSigner.equals(channel.consumer) ? (
            "your wallet's"
          ) : (
            <Address of={channel.voucherSigner} />
          )}
        </Figure>
      </Figures>
      <ChannelActions {...{ market, channel, moment, onDo }} />
      <p className="quiet">
        Address <Address of={channel.address} />
      </p>
    </section>
  );
}
