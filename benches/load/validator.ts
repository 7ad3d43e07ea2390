/**
 * Settlements on a validator, all sent at once: of many providers, and as many of one.
 * ANCHOR_PROVIDER_URL=http://127.0.0.1:8899 ANCHOR_WALLET=tests/fixtures/localnet-wallet.json \
 *   scripts/with-validator npm run load:validator -- --providers 32 --batches 24 --rounds 3
 */
import { accounts, instructions, pda, transactions } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../tests/support/solvency";
import { startChain } from "../../tests/support/chain";
import type { Opened } from "../../tests/support/channels";
import { COMPUTE_UNIT_LIMIT, UNIT } from "../../tests/support/market";
import type { Seller } from "../../tests/support/providers";
import { claimOf } from "../../tests/support/settling";
import { type Actor, World } from "../../tests/support/world";
import { sendAll, type Landing, signAll } from "./send-all";
import type { Call } from "./meter";
import { sizesFrom } from "./options";
import { table } from "./report";

/** Each provider sends so many settlements in each of the rounds. */
const SIZES = { providers: 32, batches: 24, rounds: 3 };
/** As many as fit a packet. */
const VOUCHERS = 4;
/** Of one consumer with one provider at a time: each is opened with a recent slot of its own. */
const MAX_CHANNELS = 100;
/** For four vouchers; a lower limit leaves more room in a block. */
const SETTLE_UNITS = 12_000;
/** DIEM base units, of which each round settles a part. */
const DEPOSIT = 1_000_000n;
const EPOCH_SECS = 86_400n;

interface Outcome {
  readonly name: string;
  readonly landing: Landing;
}

class Contest {
  readonly outcomes: Outcome[] = [];
  constructor(
    readonly world: World,
    readonly sizes: typeof SIZES,
  ) {}

  /** Sends all calls at once; a failure ends the run. */
  async run(name: string, calls: readonly Call[], units = COMPUTE_UNIT_LIMIT): Promise<void> {
    const { connection } = this.world.chain;
    const landing = await sendAll(connection, await signAll(connection, calls, units));
    this.outcomes.push({ name, landing });
    const [failure] = landing.failures;
    if (failure !== undefined) throw new Error(`${name}: ${landing.failures.length}, ${failure}`);
  }

  /** Each consumer opens as many channels as its vouchers fill settlements. */
  async open(pairs: readonly (readonly [Actor, Seller])[]): Promise<Opened[]> {
    const { world, sizes } = this;
    const { market } = world;
    const opened: Opened[] = [];
    for (const [consumer, seller] of pairs) {
      const calls: Call[] = [];
      const newest = await this.slotFor(sizes.batches * VOUCHERS);
      for (let nth = 1; nth <= sizes.batches * VOUCHERS; nth++) {
        const openedSlot = BigInt(newest - nth);
        const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
        const order = { ...address, market, deposit: DEPOSIT, maxPrice: UNIT };
        const channel = pda.channel(address);
        opened.push({ channel, seller, consumer, voucherSigner: consumer.keypair, openedSlot });
        calls.push({ payer: consumer.keypair, instructions: [instructions.openChannel(order)] });
      }
      await this.run("open_channel", calls);
    }
    return opened;
  }

  /** A slot that has so many before it; a fresh validator is waited for. */
  private async slotFor(channels: number): Promise<number> {
    if (channels > MAX_CHANNELS) throw new Error(`at most ${MAX_CHANNELS / VOUCHERS} batches`);
    const { connection } = this.world.chain;
    for (;;) {
      const slot = await connection.getSlot();
      if (slot > channels) return slot;
      await this.world.chain.advance(1n);
    }
  }

  async settle(name: string, channels: readonly Opened[]): Promise<void> {
    const { world, sizes } = this;
    const sellers = [...new Set(channels.map(({ seller }) => seller))];
    for (let round = 1; round <= sizes.rounds; round++) {
      const diem = (DEPOSIT / BigInt(sizes.rounds)) * BigInt(round);
      const calls: Call[] = [];
      for (const seller of sellers) {
        const own = channels.filter((channel) => channel.seller === seller);
        const { provider, operator } = seller;
        const entries = await Promise.all(
          own.map((channel) => claimOf(world, channel, { diem }, { epoch: 0 })),
        );
        const order = { provider, operator: operator.publicKey, entries };
        for (const { instructions: list } of transactions.settle({
          ...order,
          computeUnitLimit: SETTLE_UNITS,
        })) {
          calls.push({ payer: operator, instructions: list });
        }
      }
      await this.run(name, calls, SETTLE_UNITS);
    }
    const figure = (DEPOSIT / BigInt(sizes.rounds)) * BigInt(sizes.rounds);
    const addresses = channels.map(({ channel }) => channel);
    const after = await accounts.channel.fetchMany(world.chain.connection, addresses);
    const wrong = after.filter((channel) => channel?.settled !== figure);
    if (wrong.length > 0) throw new Error(`${wrong.length} channels are not settled to ${figure}`);
  }

  /** All of it must arrive in the revenue accounts. */
  async collect(name: string, channels: readonly Opened[]): Promise<void> {
    const { world } = this;
    const { market } = world;
    const calls = channels.map(({ channel, seller: { provider, operator } }) => {
      const collect = instructions.collect({ market, provider, channel });
      return { payer: operator, instructions: [collect] };
    });
    await this.run(name, calls);
    for (const seller of new Set(channels.map((channel) => channel.seller))) {
      const own = channels.filter((channel) => channel.seller === seller);
      const rounds = BigInt(this.sizes.rounds);
      const due = (DEPOSIT / rounds) * rounds * BigInt(own.length);
      const held = await world.balance(seller.revenue);
      if (held !== due) throw new Error(`a revenue account holds ${held}, not ${due}`);
    }
  }
}

function render(outcomes: readonly Outcome[]): string {
  const names = [...new Set(outcomes.map(({ name }) => name))];
  const rows = names.map((name) => {
    const landings = outcomes.filter((outcome) => outcome.name === name).map((o) => o.landing);
    const sum = (of: (landing: Landing) => number) => landings.reduce((all, l) => all + of(l), 0);
    const perSlot = landings.flatMap(({ bySlot }) => [...bySlot.values()]).sort((a, b) => a - b);
    const [sent, ms] = [sum((l) => l.sent), sum((l) => l.ms)];
    const failed = sum(({ failures }) => failures.length);
    return [
      ...[name, sent, landings.length, failed, sum((l) => l.resent)],
      ...[Math.round((1_000 * sent) / ms), perSlot.length],
      ...[perSlot.at(perSlot.length >> 1), perSlot.at(-1)],
    ];
  });
  const head = ["what", "transactions", "floods", "failed", "sent again", "landed a second"];
  return table([...head, "slots", "a slot, median", "most"], rows);
}

async function main(): Promise<void> {
  const sizes = sizesFrom(SIZES, process.argv.slice(2));
  const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
  const contest = new Contest(world, sizes);
  const everyone = Array.from({ length: sizes.providers });
  const consumers = await Promise.all(everyone.map(() => world.consumer(UNIT)));
  const sellers = await Promise.all([0, ...everyone].map(() => world.provider()));
  const [lone, ...many] = sellers;
  if (lone === undefined) throw new Error("nobody sells");
  process.stdout.write(`${JSON.stringify(sizes)}\n\n`);

  const apart = await contest.open(
    consumers.map((consumer, nth) => [consumer, many[nth % many.length] ?? lone]),
  );
  await contest.settle(`settle, ${many.length} providers`, apart);
  const together = await contest.open(consumers.map((consumer) => [consumer, lone]));
  await contest.settle("settle, one provider", together);
  await contest.collect(`collect, ${many.length} providers`, apart);
  await contest.collect("collect, one provider", together);
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
  process.stdout.write(render(contest.outcomes));
}

void main();
