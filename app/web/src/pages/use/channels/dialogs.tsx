import { type ChannelAccount, CREDITS, DIEM } from "@diem/sdk";
import { ActionDialog } from "../../../actions/action-dialog";
import { AmountAction } from "../../../actions/amount-action";
import { useMe } from "../../../data/me";
import { shownAmount } from "../../../format/amounts";
import { Amount } from "../../../parts/amount";
import { Time } from "../../../parts/time";
import type { ChannelAction } from "./actions";
import { channelStanding, type Moment } from "./standing";

/** The dialog of an action on a channel; it stays when the channel is closed by it. */
export function ChannelDialog({
  doing,
  channel,
  moment,
  onClose,
}: {
  readonly doing: ChannelAction;
  readonly channel: ChannelAccount;
  readonly moment: Moment;
  readonly onClose: () => void;
}) {
  const held = useMe().data?.balances.diem ?? 0n;
  const Of = DIALOGS[doing];
  const { staked } = channelStanding(channel, moment);
  return <Of {...{ channel, held, staked, onClose }} />;
}

interface Of {
  readonly channel: ChannelAccount;
  /** DIEM base units in the wallet. */
  readonly held: bigint;
  readonly staked: bigint;
  readonly onClose: () => void;
}

function TopUp({ channel: { address: channel }, held, onClose }: Of) {
  return (
    <AmountAction
      title="Top up"
      {...{ token: DIEM, most: held, onClose }}
      plan={(client, amount) => client.plan.deposit({ channel, amount })}
      rows={([quote]) =>
        quote === undefined
          ? []
          : [
              ["Deposit afterwards", <Amount key="d" value={quote.deposit} token={DIEM} />],
              ["Left of it", <Amount key="l" value={quote.unspent} token={DIEM} />],
            ]
      }
    />
  );
}

function quotaRows({ allowance, nextAllowance }: { allowance: bigint; nextAllowance: bigint }) {
  return [
    ["Quota of this epoch", `${shownAmount(allowance, CREDITS)} credits`],
    ["Quota of each later epoch", `${shownAmount(nextAllowance, CREDITS)} credits`],
  ] as const;
}

function StakeQuota({ channel: { address: channel }, held, onClose }: Of) {
  return (
    <AmountAction
      title="Stake for quota"
      {...{ token: DIEM, most: held, onClose }}
      hint="The DIEM is not spent: it comes back after you unstake it."
      plan={(client, amount) => client.plan.stakeQuota({ channel, amount })}
      rows={([quote]) => (quote === undefined ? [] : quotaRows(quote))}
    />
  );
}

function UnstakeQuota({ channel: { address: channel }, staked, onClose }: Of) {
  return (
    <AmountAction
      title="Unstake"
      {...{ token: DIEM, most: staked, onClose }}
      plan={(client, amount) => client.plan.requestQuotaUnstake({ channel, amount })}
      rows={([quote]) =>
        quote === undefined
          ? []
          : [...quotaRows(quote), ["Can be withdrawn", <Time key="t" at={quote.readyTs} />]]
      }
    />
  );
}

function WithdrawQuota({ channel: { address: channel }, onClose }: Of) {
  return (
    <ActionDialog
      action={{
        title: "Withdraw unstaked",
        input: [channel.toBase58()],
        plan: (client) => client.plan.withdrawQuota({ channel }),
        rows: ([quote]: readonly { amount: bigint }[]) => [
          ["Paid to your wallet", <Amount key="a" value={quote?.amount ?? 0n} token={DIEM} />],
        ],
      }}
      onClose={onClose}
    />
  );
}

function RequestClose({ channel: { address: channel }, staked, onClose }: Of) {
  return (
    <ActionDialog
      action={{
        title: "Request closing",
        input: [channel.toBase58()],
        plan: (client) => client.plan.requestClose({ channel }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["Can be closed", <Time key="t" at={quote.closableTs} />],
                ["Leaves the quota stake", <Amount key="u" value={quote.unstaked} token={DIEM} />],
              ],
        warning:
          staked > 0n
            ? "This cannot be undone. The channel takes no more deposits, and its quota ends."
            : "This cannot be undone. The channel takes no more deposits, and calls end with it.",
      }}
      onClose={onClose}
    />
  );
}

function Close({ channel: { address: channel }, onClose }: Of) {
  return (
    <ActionDialog
      action={{
        title: "Close",
        input: [channel.toBase58()],
        plan: (client) => client.plan.closeChannel({ channel }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                [
                  "Comes back to you",
                  <Amount key="r" value={quote.refunded} token={DIEM} decimals={DIEM.decimals} />,
                ],
                [
                  "Goes to the provider",
                  <Amount key="c" value={quote.collected} token={DIEM} decimals={DIEM.decimals} />,
                ],
              ],
      }}
      onClose={onClose}
    />
  );
}

const DIALOGS = {
  "top up": TopUp,
  stake: StakeQuota,
  unstake: UnstakeQuota,
  withdraw: WithdrawQuota,
  request: RequestClose,
  close: Close,
} as const satisfies Readonly<Record<ChannelAction, (of: Of) => unknown>>;
