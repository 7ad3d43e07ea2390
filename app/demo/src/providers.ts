import type { PublicKey } from "@solana/web3.js";

import { accounts, constants, instructions, pda, quotes, vouchers } from "@diem/sdk";

import { chapter, credits, price, table, tokens } from "./format";
import { type Person, type DemoMarket, UNIT } from "./demo-market";

/** A provider of the story, with the ledger of what it serves. */
export interface Seller {
  readonly person: Person;
  readonly provider: PublicKey;
  readonly revenue: PublicKey;
  readonly ledger: vouchers.ProviderLedger;
}

export type Sellers = Readonly<Record<"helios" | "nova" | "atelier", Seller>>;

interface Offer {
  readonly name: string;
  /** Whole credits an epoch, and how many of them are offered to staked DIEM. */
  readonly capacity: bigint;
  readonly quotaCapacity: bigint;
  /** DIEM base units per credit. */
  readonly price: bigint;
}

const OFFERS: Readonly<Record<keyof Sellers, Offer>> = {
  helios: {
    name: "Helios Farm",
    capacity: 15_000n,
    quotaCapacity: 3_000n,
    price: (UNIT * 5n) / 10_000n,
  },
  nova: {
    name: "Nova Compute",
    capacity: 10_000n,
    quotaCapacity: 2_000n,
    price: (UNIT * 6n) / 10_000n,
  },
  atelier: {
    name: "Atelier",
    capacity: 2_000n,
    quotaCapacity: 0n,
    price: (UNIT * 15n) / 10_000n,
  },
};

/** Three providers bond VVV and offer compute. */
export async function openProviders(demo: DemoMarket): Promise<Sellers> {
  const [helios, nova, atelier] = await Promise.all([
    register(demo, OFFERS.helios),
    register(demo, OFFERS.nova),
    register(demo, OFFERS.atelier),
  ]);
  const sellers = { helios, nova, atelier };
  const rows = await Promise.all(Object.values(sellers).map((seller) => offerOf(demo, seller)));
  chapter(
    "4. Providers offer compute",
    "Each locks a bond of two VVV for every credit that it can serve in an epoch, and can lose part of it if it\n" +
      'cheats. Capacity counts from the next epoch on, as does a change of the price. "For quota" is what it keeps for\n' +
      "holders who stake DIEM.",
  );
  table(["provider", "VVV bond", "credits an epoch", "for quota", "DIEM per credit"], rows);
  return sellers;
}

async function register(demo: DemoMarket, offer: Offer): Promise<Seller> {
  const { market, clock } = demo;
  const { params, clusterTag } = await demo.marketAccount();
  const capacity = offer.capacity * constants.CREDIT_UNIT;
  const quotaCapacity = offer.quotaCapacity * constants.CREDIT_UNIT;
  const bond = quotes.bondRequiredCeil({ capacity, bondPerCredit: params.bondPerCredit });
  const person = await demo.person(offer.name, bond);
  const owner = person.address;
  const terms = {
    operator: owner,
    endpoint: `https://${offer.name.toLowerCase().replace(" ", "-")}.example/v1`,
    price: offer.price,
    priceListHash: new Uint8Array(32),
  };
  const registration = { market, owner, bond, capacity, quotaCapacity, terms };
  await demo.act(person, instructions.registerProvider(registration));
  const provider = pda.provider({ market: market.market, owner });
  const revenue = pda.revenue({ provider, diemMint: market.diemMint });
  const ledger = await vouchers.ProviderLedger.open({
    store: vouchers.memoryStore(),
    clusterTag,
    clock,
  });
  return { person, provider, revenue, ledger };
}

async function offerOf({ network }: DemoMarket, { person, provider }: Seller): Promise<string[]> {
  const offer = await accounts.provider.fetch(network.connection, provider);
  return [
    person.name,
    tokens(offer.bond, 0),
    credits(offer.capacity.next),
    credits(offer.quotaCapacity.next),
    price(offer.terms.next.price),
  ];
}
