import type { ChannelAccount, MarketAccount } from "@diem/sdk";
import type { ReactNode } from "react";
import { useMe } from "../../../data/me";
import { pausedWhy } from "../../../data/paused";
import { ActButton } from "../../../parts/act-button";
import { Countdown } from "../../../parts/time";
import { channelStanding, type Moment, youngUntil } from "./standing";

/** What a consumer does with a channel. */
export type ChannelAction = "top up" | "stake" | "unstake" | "withdraw" | "request" | "close";

/** Buttons of what the consumer can do with a channel, which say why it cannot. */
export function ChannelActions({
  market,
  channel,
  moment,
  onDo,
}: {
  readonly market: MarketAccount;
  readonly channel: ChannelAccount;
  readonly moment: Moment;
  readonly onDo: (doing: ChannelAction) => void;
}) {
  const held = useMe().data?.balances.diem ?? 0n;
  const { staked, withdrawable, withdrawableNext } = channelStanding(channel, moment);
  const { closesTs } = channel;
  const noDiem =
    held === 0n
      ? "You have no DIEM in this wallet. Mint some on the page “You”, or get some."
      : null;
  const closing = closesTs === null ? null : "The channel is closing.";
  const paused = pausedWhy(market, "deposit", "deposits, and staking for quota");
  const actions: readonly [ChannelAction, string, ReactNode | null][] = [
    ["top up", "Top up", closing ?? paused ?? noDiem],
    ["stake", "Stake for quota", closing ?? paused ?? noDiem],
    ["unstake", "Unstake", staked === 0n ? "Nothing is staked for quota." : null],
    [
      "withdraw",
      "Withdraw unstaked",
      withdrawable > 0n
        ? null
        : withdrawableNext > 0n
          ? "What was unstaked can be withdrawn when the next epoch begins."
          : "Nothing was unstaked.",
    ],
    ["request", "Request closing", closesTs === null ? null : "It was requested already."],
    ["close", "Close", whyNotClosed(channel, moment)],
  ];
  return (
    <div className="actions">
      {actions.map(([name, label, why]) => (
        <ActButton key={name} why={why} onClick={() => onDo(name)}>
          {label}
        </ActButton>
      ))}
    </div>
  );
}

function whyNotClosed(channel: ChannelAccount, moment: Moment): ReactNode | null {
  const { closesTs } = channel;
  if (closesTs === null) return "Request the closing first.";
  if (moment.now < closesTs) {
    return (
      <>
        It can be closed <Countdown to={closesTs} />.
      </>
    );
  }
  const young = youngUntil(channel, moment);
  if (young !== null) {
    return (
      <>
        It is too young: it can be closed <Countdown to={young} />.
      </>
    );
  }
  const { staked, withdrawable, withdrawableNext } = channelStanding(channel, moment);
  const cooling = staked > 0n || withdrawableNext > withdrawable;
  return cooling ? "DIEM that was unstaked leaves when the next epoch begins." : null;
}
