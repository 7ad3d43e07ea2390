import type { Command } from "commander";
import { type PricedProvider, type ProviderAccount, quotes } from "@diem/sdk";
import { CREDITS, DIEM, type Io, inSession, type Session, withExamples } from "../../core";
import { offerOf, providerJson } from "./provider-json";

/** `diem provider list`: the providers that sell calls. */
export function listCommand(parent: Command, io: Io): void {
  const command = parent
    .command("list")
    .description("list the providers of the market, the cheapest first")
    .action(inSession(io, list));
  withExamples(command, "diem provider list");
}

async function list(session: Session): Promise<void> {
  const { client, market } = await session.marketContext();
  const [found, now] = await Promise.all([client.read.providers(), client.read.now()]);
  const epoch = quotes.epochAt({ clock: market, now });
  const providers = found.sort((a, b) => (a.price < b.price ? -1 : 1));
  session.print({
    text: [
      {
        head: ["provider", "DIEM per credit", "capacity", "quota free", "status", "endpoint"],
        rows: providers.map((provider) => {
          const { capacity, quota, committed } = offerOf(provider, epoch);
          return [
            provider.address.toBase58(),
            priceText(provider),
            CREDITS.plain(capacity.next),
            CREDITS.plain(quota.next - committed.next),
            status(provider),
            provider.endpoint,
          ];
        }),
        empty: "the market has no provider yet: register one with `diem provider register`",
      },
    ],
    json: { providers: providers.map((provider) => providerJson(provider, epoch)) },
  });
}

function priceText({ price, nextPrice }: PricedProvider): string {
  const now = DIEM.plain(price);
  return price === nextPrice ? now : `${now}, next epoch ${DIEM.plain(nextPrice)}`;
}

function status({ retiring, underbonded }: ProviderAccount): string {
  if (retiring) return "retiring";
  return underbonded ? "short of bond" : "active";
}
