import type { Command } from "commander";
import { accounts, type ProviderAccount, quotes } from "@diem/sdk";
import {
  CREDITS,
  DIEM,
  formatBps,
  formatDue,
  type Io,
  inSession,
  type Session,
  withExamples,
} from "../../core";
import { offerFacts } from "./offer";
import { namedProvider } from "./context";
import { offerOf, providerJson } from "./provider-json";

/** `diem provider show`: one provider. */
export function showCommand(parent: Command, io: Io): void {
  const command = parent
    .command("show")
    .description("show a provider's offer, bond, use and revenue")
    .argument("[provider]", "address of the provider (default: your own)")
    .action(inSession(io, show));
  withExamples(command, "diem provider show");
}

async function show(session: Session, text?: string): Promise<void> {
  const on = await session.marketContext();
  const { client, market, vvv } = on;
  const provider = await namedProvider(session, on, text);
  const [records, now] = await Promise.all([client.read.epochRecords(), client.read.now()]);
  const epoch = quotes.epochAt({ clock: market, now });
  const offer = offerOf(provider, epoch);
  const bondRequired = quotes.providerBondRequired({ provider, epoch });
  const { bond, bondCooling, claimable, totalSettled, totalRevenue } = provider;
  const { openChannels, retiring } = provider;
  const capacity = offer.capacity.next;
  const { price } = accounts.provider.termsIn(provider, epoch);
  const returns = quotes.providerReturn({ market, records, capacity, price });
  const { revenueShareBps, revenuePerCredit, quotaMatchBps, rewardPerCredit } = returns;
  const ahead = ({ current, next }: quotes.scheduled.Scheduled) =>
    `${CREDITS.format(current)}, next epoch ${CREDITS.format(next)}`;
  session.print({
    text: [
      ["provider", provider.address.toBase58()],
      ["owner", provider.owner.toBase58()],
      ["status", statusText(provider, now)],
      ...offerFacts(provider, epoch),
      ["capacity", ahead(offer.capacity)],
      ["offered as quota", ahead(offer.quota)],
      ["of which committed", ahead(offer.committed)],
      ["open channels", String(openChannels)],
      ["bond", `${vvv.format(bond)}; the capacity needs ${vvv.format(bondRequired)}`],
      ["cooling bond", vvv.format(bondCooling.amount)],
      [
        "keeps per credit",
        `${DIEM.format(revenuePerCredit)}, ${formatBps(revenueShareBps)} of revenue`,
      ],
      ["quota reward", `up to ${formatBps(quotaMatchBps)} of the credits sold in the same epoch`],
      [
        "last quota reward",
        rewardPerCredit === null ? "nothing yet" : `${DIEM.format(rewardPerCredit)} per credit`,
      ],
      ["can be withdrawn", DIEM.format(claimable)],
      ["settled so far", DIEM.format(totalSettled)],
      ["distributed so far", DIEM.format(totalRevenue)],
    ],
    json: {
      ...providerJson(provider, epoch),
      bond: vvv.json(bond),
      bondRequired: vvv.json(bondRequired),
      bondCooling: vvv.json(bondCooling.amount),
      retiring,
      noticeEndsTs: retiring ? provider.noticeEndsTs : null,
      revenueShareBps,
      revenuePerCredit: DIEM.json(revenuePerCredit),
      quotaMatchBps,
      rewardPerCredit: rewardPerCredit === null ? null : DIEM.json(rewardPerCredit),
      claimable: DIEM.json(claimable),
      totalSettled: DIEM.json(totalSettled),
      totalRevenue: DIEM.json(totalRevenue),
    },
  });
}

function statusText({ retiring, underbonded, noticeEndsTs }: ProviderAccount, now: bigint): string {
  if (retiring) return `retiring, notice ends ${formatDue(noticeEndsTs, now)}`;
  return underbonded ? "active, with too little bond for its capacity" : "active";
}
