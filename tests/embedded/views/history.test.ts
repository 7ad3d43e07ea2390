import { MintLayout } from "@solana/spl-token";
import {
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import { accounts, errors, instructions, quotes, views } from "@diem/sdk";
import { startChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { expectedMarket, expectedPosition } from "../../support/expected-views";
import { MarketHistory, type Step, ACTIONS } from "../../support/history";
import { U64_MAX, UNIT } from "../../support/market";
import { type Actor, World } from "../../support/world";

const EPOCH_SECS = 1_000n;
const EPOCHS = 25;
const STEPS_PER_EPOCH = 6;
const CONSUMERS = 2;

/** A step, the seconds before it, and DIEM to ask about. */
interface Moment {
  readonly step: Step;
  readonly wait: bigint;
  readonly diem: bigint;
}

const moment = fc.record<Moment>({
  step: fc.record({
    action: fc.constantFrom(...Object.keys(ACTIONS)),
    seller: fc.nat(3),
    consumer: fc.nat(CONSUMERS - 1),
    perMille: fc.bigInt(0n, 1_000n),
  }),
  wait: fc.bigInt(0n, 160n),
  diem: fc.oneof(fc.constantFrom(0n, 1n, U64_MAX), fc.bigInt(1n, 200n * UNIT)),
});

/** What a view answers, or the name of its refusal. */
const answerOf = <Answer>(answer: Promise<Answer>): Promise<Answer | string> =>
  answer.catch((error: unknown) => (error as Error).name);

/** A market with positions, and what was met in it. */
class Watched {
  readonly met = new Map<string, number>();

  constructor(private readonly world: World) {}

  /** All views must say what the accounts, the quotes and the instructions say, with this DIEM to mint or to burn. */
  async check(actor: Actor, amount: bigint): Promise<void> {
    const { market, payer, chain } = this.world;
    const { connection } = chain;
    const asking = { connection, payer, market, owner: actor.address };
    const now = await chain.now();
    const account = await this.world.marketAccount();
    const held = await this.world.position(actor);
    const supply = await this.world.diemSupply();
    const { paused, ...figures } = await views.market(asking);
    expect({ ...figures, paused: 0 }).to.deep.equal(expectedMarket(account, supply, now));
    expect(paused).to.deep.equal([]);
    const seen = await views.position(asking);
    expect(seen).to.deep.equal(expectedPosition(account, held, { supply, now }));
    await this.checkMint(actor, await answerOf(views.quoteMint({ ...asking, amount })), amount);
    await this.checkBurn(actor, await answerOf(views.quoteBurn({ ...asking, amount })), amount);
  }

  private async checkMint(
    actor: Actor,
    quote: views.MintQuoteView | string,
    diemAmount: bigint,
  ): Promise<void> {
    const of = { market: this.world.market, owner: actor.address, diemAmount };
    const outcome = await this.outcomeOf(
      actor,
      instructions.mintDiem({ ...of, maxVvvLocked: U64_MAX }),
    );
    const { staked, locked } = await this.world.position(actor);
    this.count("mint", outcome);
    if (typeof outcome !== "string" && typeof quote !== "string") {
      expect(quote.vvvLocked).to.equal(outcome.position.locked - locked);
      expect(quote.supply).to.equal(outcome.supply);
    } else if (outcome === "InsufficientUnlockedStake" && typeof quote !== "string") {
      expect(quote.vvvLocked > staked - locked).to.equal(true);
    } else {
      expect(quote).to.equal(outcome);
    }
  }

  private async checkBurn(
    actor: Actor,
    quote: views.BurnQuoteView | string,
    diemAmount: bigint,
  ): Promise<void> {
    const of = { market: this.world.market, owner: actor.address, diemAmount };
    const outcome = await this.outcomeOf(
      actor,
      instructions.burnDiem({ ...of, minVvvUnlocked: 0n }),
    );
    const before = await this.world.position(actor);
    this.count("burn", outcome);
    if (typeof outcome !== "string" && typeof quote !== "string") {
      const { locked } = outcome.position;
      const vvvUnlocked = before.locked - locked;
      const diemBurned = (await this.world.diemSupply()) - outcome.supply;
      const bill = quotes.billOf(outcome);
      expect(quote).to.deep.equal({ diemBurned, vvvUnlocked, locked, bill });
      expect(diemBurned <= diemAmount).to.equal(true);
    } else if (outcome === "InsufficientBalance" && typeof quote !== "string") {
      expect(quote.diemBurned > (await this.world.balance(actor.diem))).to.equal(true);
    } else {
      expect(quote).to.equal(outcome);
    }
  }

  /** What an instruction of a position's owner would leave behind now, or the name of its refusal. */
  private async outcomeOf({ position }: Actor, call: TransactionInstruction) {
    const { market, diemMint } = this.world.market;
    const addresses = [position, market, diemMint].map((address) => address.toBase58());
    const { payer: payerKey, chain } = this.world;
    const { blockhash: recentBlockhash } = await chain.connection.getLatestBlockhash();
    const message = new TransactionMessage({ payerKey, recentBlockhash, instructions: [call] });
    const { value } = await chain.connection.simulateTransaction(
      new VersionedTransaction(message.compileToV0Message()),
      { sigVerify: false, accounts: { encoding: "base64", addresses } },
    );
    if (value.err !== null) return errors.from(value).name;
    const [positionData, marketData, mintData] = (value.accounts ?? []).map((account) =>
      Buffer.from(account?.data[0] ?? "", "base64"),
    );
    if (!positionData || !marketData || !mintData) throw new Error("no accounts");
    return {
      position: accounts.position.decode(positionData),
      market: accounts.market.decode(marketData),
      supply: MintLayout.decode(mintData).supply,
    };
  }

  private count(action: string, outcome: object | string): void {
    const what = typeof outcome === "string" ? `${action}: ${outcome}` : action;
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }
}

async function begin(): Promise<MarketHistory> {
  const params = { targetFloor: 60n * UNIT, maxTargetStepBps: 100, utilisationEmaBps: 2_000 };
  const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
  const consumers: Actor[] = [];
  for (let nth = 0; nth < CONSUMERS; nth++) consumers.push(await world.consumer(20n * UNIT));
  return new MarketHistory(world, consumers);
}

describe("views in a market's history", () => {
  it("predict what the instructions then do, in every state", async () => {
    const history = await begin();
    const { world, consumers } = history;
    const watched = new Watched(world);
    const numRuns = EPOCHS * STEPS_PER_EPOCH;
    for (const [nth, { step, wait, diem }] of fc.sample(moment, { numRuns, seed: 5 }).entries()) {
      if (nth % STEPS_PER_EPOCH === 0) await epochs.nextEpoch(world);
      if (nth % (3 * STEPS_PER_EPOCH) === 0) await history.roll();
      await world.chain.advance(wait);
      await history.take(step);
      for (const consumer of consumers) await watched.check(consumer, diem);
    }
    expect([...watched.met.keys()]).to.include.members([
      ...["mint", "mint: ZeroAmount", "mint: OutsideMintCurve", "mint: InsufficientUnlockedStake"],
      ...["burn", "burn: ZeroAmount", "burn: InsufficientBalance"],
    ]);
  });
});
