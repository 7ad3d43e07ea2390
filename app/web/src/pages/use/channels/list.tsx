import { type ChannelAccount, CREDITS, DIEM } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { Link } from "wouter";
import { shortAddress } from "../../../format/address";
import { shownAmount } from "../../../format/amounts";
import { Amount } from "../../../parts/amount";
import { DataTable } from "../../../parts/data-table";
import { channelStanding, closingOf, type Moment } from "./standing";

/** The channels of the connected wallet; one of them is shown in full below. */
export function ChannelList({
  channels,
  moment,
  chosen,
  onChoose,
}: {
  readonly channels: readonly ChannelAccount[];
  readonly moment: Moment;
  readonly chosen: PublicKey | null;
  readonly onChoose: (address: PublicKey) => void;
}) {
  return (
    <DataTable
      caption="Your channels"
      rows={channels}
      keyOf={({ address }) => address.toBase58()}
      empty="You have no channel yet."
      columns={[
        {
          name: "Channel",
          cell: ({ address }) => (
            <button
              type="button"
              className="quiet-button"
              aria-pressed={chosen !== null && address.equals(chosen)}
              onClick={() => onChoose(address)}
            >
              <code>{shortAddress(address.toBase58())}</code>
            </button>
          ),
        },
        {
          name: "Provider",
          cell: ({ provider }) => (
            <Link href={`/providers/${provider.toBase58()}`}>
              <code>{shortAddress(provider.toBase58())}</code>
            </Link>
          ),
        },
        {
          name: "State",
          cell: (channel) => {
            const by = closingOf(channel);
            return by === null ? "open" : `closing, requested by ${by}`;
          },
        },
        {
          name: "Deposit",
          figures: true,
          cell: ({ deposit }) => <Amount value={deposit} token={DIEM} />,
        },
        {
          name: "Settled",
          figures: true,
          cell: ({ settled }) => <Amount value={settled} token={DIEM} />,
        },
        {
          name: "Left",
          figures: true,
          cell: (channel) => (
            <Amount value={channelStanding(channel, moment).unspent} token={DIEM} />
          ),
        },
        {
          name: "Quota left",
          figures: true,
          cell: (channel) =>
            `${shownAmount(channelStanding(channel, moment).quota.left, CREDITS)} credits`,
        },
      ]}
    />
  );
}
