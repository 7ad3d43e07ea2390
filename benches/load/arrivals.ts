import { instructions, pda } from "@diem/sdk";
import { nextEpoch } from "../../tests/support/epochs";
import { catchUp } from "../../tests/support/trade";
import { providerTerms, U64_MAX, UNIT } from "../../tests/support/market";
import type { Call } from "./meter";
import { bondOf, type Population } from "./population";

/** One channel in so many has DIEM staked for quota. */
const QUOTA_EVERY = 10;

/** Stakers stake and mint, providers register, and every channel is opened. */
export async function everybodyArrives(population: Population): Promise<void> {
  const { world, meter, stakers, vendors, purse, stake } = population;
  const { market } = world;
  const byStaker = (of: (owner: { market: typeof market; owner: Owner }) => Instruction) =>
    stakers.map(({ keypair: payer, address: owner }) => ({
      payer,
      instructions: [of({ market, owner })],
    }));
  await meter.run("open_position", byStaker(instructions.openPosition));
  await meter.run(
    "stake",
    byStaker((on) => instructions.stake({ ...on, amount: stake })),
  );
  const mint = { diemAmount: purse, maxVvvLocked: U64_MAX };
  await meter.run(
    "mint_diem",
    byStaker((on) => instructions.mintDiem({ ...on, ...mint })),
  );
  const registrations = vendors.map(({ owner: { address, keypair }, capacity }): Call => {
    const terms = { ...providerTerms(address), price: UNIT };
    const offer = { bond: bondOf(capacity), capacity, quotaCapacity: capacity / 2n, terms };
    const register = instructions.registerProvider({ market, owner: address, ...offer });
    return { payer: keypair, instructions: [register] };
  });
  await meter.run("register_provider", registrations);
  await nextEpoch(world); // capacity takes effect
  await catchUp(world);
  await meter.run("open_channel", openings(population));
  await meter.run("stake_quota", quotaStakes(population));
}

type Owner = Population["stakers"][number]["address"];
type Instruction = Call["instructions"][number];

/** Channel n is of staker n and of provider n, each counted round. */
function* openings({ world, sizes, stakers, vendors, draw }: Population): Generator<Call> {
  const { market } = world;
  for (let nth = 0; nth < sizes.channels; nth++) {
    const consumer = stakers[nth % stakers.length];
    // moved on by one each round, so that nobody meets the same providers only
    const round = Math.floor(nth / stakers.length);
    const seller = vendors[(nth + round) % vendors.length];
    if (consumer === undefined || seller === undefined) throw new Error("nobody to trade");
    const deposit = draw(UNIT / 2n, UNIT);
    const quotaStake = nth % QUOTA_EVERY === 0 ? draw(UNIT / 10n, UNIT) : 0n;
    const openedSlot = world.chain.embedded?.clock.slot() ?? 0n;
    const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
    const order = { ...address, market, deposit, maxPrice: UNIT };
    seller.accounts.push({
      ...{ channel: pda.channel(address), seller, consumer, openedSlot },
      ...{ voucherSigner: consumer.keypair, deposit, quotaStake, settled: 0n, collected: 0n },
    });
    yield { payer: consumer.keypair, instructions: [instructions.openChannel(order)] };
  }
}

function* quotaStakes({ world: { market }, vendors }: Population): Generator<Call> {
  for (const { provider, accounts } of vendors) {
    for (const { channel, consumer, quotaStake: amount } of accounts) {
      if (amount === 0n) continue;
      const mine = { market, provider, channel, consumer: consumer.address };
      const stake = instructions.stakeQuota({ ...mine, amount });
      yield { payer: consumer.keypair, instructions: [stake] };
    }
  }
}
