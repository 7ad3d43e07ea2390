import { expect } from "chai";
import fc from "fast-check";
import { errors, vouchers } from "@diem/sdk";
import { authorize, CHANNEL, CLOCK, SIGNER, TAG, use } from "./ledgers-support";
import { Chain, nothingServed, Watch } from "./ledgers-world";

const { ConsumerLedger, ProviderLedger } = vouchers;
const MARGIN = 5n;

interface Call {
  readonly diem: bigint;
  readonly quota: bigint;
  /** Of the ceiling, what the call uses. */
  readonly percent: bigint;
  /** Seconds beyond the margin; 0 = for ever. */
  readonly lasts: bigint;
  /** Whether a side reads the channel before. */
  readonly consumerReads: boolean;
  readonly providerReads: boolean;
  readonly voucherLost: boolean;
  readonly answerLost: boolean;
}

type Step =
  | ({ readonly kind: "call" } & Call)
  | { readonly kind: "advance"; readonly secs: bigint; readonly heard: boolean }
  | { readonly kind: "settle"; readonly heard: boolean }
  | { readonly kind: "deposit" | "budget"; readonly amount: bigint }
  | { readonly kind: "consumerRestarts" | "consumerForgets" | "providerRestarts" };

const kind = <Kind extends Step["kind"]>(name: Kind) => fc.constant(name);
const often = fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0);
const seldom = often.map((yes) => !yes);
const upTo = (max: bigint) => fc.bigInt({ min: 0n, max });

const call: fc.Arbitrary<Step> = fc.record({
  kind: kind("call"),
  diem: upTo(40n),
  quota: upTo(25n),
  percent: fc.oneof(upTo(100n), fc.constant(100n)),
  lasts: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 60n })),
  consumerReads: often,
  providerReads: often,
  voucherLost: seldom,
  answerLost: seldom,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: call },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind("advance"),
      secs: fc.bigInt({ min: 1n, max: 130n }),
      heard: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("settle"), heard: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind("deposit"), amount: upTo(200n) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("budget"), amount: upTo(400n) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "consumerRestarts" as const,
        "consumerForgets" as const,
        "providerRestarts" as const,
      ),
    }),
  },
);

/** What may refuse a call: of the consumer's side, and of the provider's where one of them is behind. */
const CONSUMER = ["NothingAuthorized", "OverBudget", "OverDeposit", "OverQuota", "EpochPassed"];
const BEHIND = ["OverDeposit", "OverQuota", "EpochPassed"];

/** The result of `attempt`, or null where it is refused for one of `reasons`. */
async function unless<Result>(
  reasons: readonly string[],
  attempt: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await attempt();
  } catch (error) {
    if (errors.isDiemError(error) && reasons.includes(error.name)) return null;
    throw error;
  }
}

const counts = { served: 0, refused: 0, behind: 0, pairs: 0, repeated: 0 };

function openConsumer(chain: Chain, store: vouchers.Store, budget: bigint) {
  const terms = chain.consumerTerms();
  return ConsumerLedger.open({ terms, signer: SIGNER, store, budget });
}

function openProvider(store: vouchers.Store) {
  return ProviderLedger.open({ store, clusterTag: TAG, clock: CLOCK, marginSecs: MARGIN });
}

/** A consumer and a provider, with the chain between them. */
class History {
  readonly #chain = new Chain();
  readonly #watch = new Watch();
  readonly #served = nothingServed();
  #budget = 300n;

  private constructor(
    private consumerStore: vouchers.Store,
    private consumer: vouchers.ConsumerLedger,
    private readonly providerStore: vouchers.Store,
    private provider: vouchers.ProviderLedger,
  ) {}

  static async begin(): Promise<History> {
    const stores = [vouchers.memoryStore(), vouchers.memoryStore()] as const;
    const consumer = await openConsumer(new Chain(), stores[0], 300n);
    const provider = await openProvider(stores[1]);
    await provider.track(new Chain().providerTerms());
    return new History(stores[0], consumer, stores[1], provider);
  }

  async take(next: Step): Promise<void> {
    switch (next.kind) {
      case "call":
        return this.#call(next);
      case "advance":
        // acting on what is due by the clock alone must lose nothing
        await this.#settle({ now: this.#chain.now, leadSecs: next.secs }, next.heard);
        this.#chain.now += next.secs;
        return;
      case "settle":
        return this.settleAll(next.heard);
      case "deposit":
        this.#chain.deposit += next.amount;
        return;
      case "budget":
        this.#budget = next.amount;
        return this.consumer.setBudget(next.amount);
      case "consumerRestarts":
        return this.#restart();
      case "providerRestarts":
        this.provider = await openProvider(this.providerStore);
        return;
      case "consumerForgets":
        return this.#forget();
    }
  }

  async #restart(): Promise<void> {
    this.consumer = await openConsumer(this.#chain, this.consumerStore, this.#budget);
  }

  async #forget(): Promise<void> {
    this.consumerStore = vouchers.memoryStore();
    await this.#restart();
    const latest = this.provider.latest(CHANNEL);
    this.#watch.forget(latest?.signed.voucher);
    if (latest === null) return;
    await this.consumer.settled(this.#chain.usage(latest.signed.voucher.epoch));
    await this.consumer.restore(latest.signed);
    await this.consumer.acknowledge(latest.usage);
  }

  async #call({ diem, quota, lasts, percent, ...happens }: Call) {
    const now = this.#chain.now;
    const { consumerReads, providerReads, voucherLost, answerLost } = happens;
    if (consumerReads) this.consumer.setTerms(this.#chain.consumerTerms());
    if (providerReads) await this.provider.track(this.#chain.providerTerms());
    const expiry = lasts === 0n ? 0n : now + MARGIN + lasts;
    const request = { diem, quota, expiry };
    const signed = await unless(CONSUMER, () => authorize(this.consumer, request));
    if (signed === null) {
      counts.refused += 1;
      return;
    }
    this.#watch.see(signed, this.consumer.terms, this.#budget);
    if (voucherLost) return;
    const sent = vouchers.fromText(vouchers.toText(signed));
    const accept = () => this.provider.accept(sent, { now });
    const available = await unless(consumerReads && providerReads ? [] : BEHIND, accept);
    if (available === null) {
      counts.behind += 1;
      return;
    }
    const cost = (most: bigint, left: bigint) => ((most < left ? most : left) * percent) / 100n;
    const used = { diem: cost(diem, available.diem), quota: cost(quota, available.quota) };
    const usage = await use(this.provider, CHANNEL, { ...used, now });
    counts.served += 1;
    this.#served.diem += used.diem;
    const { epoch } = signed.voucher;
    this.#served.quota.set(epoch, (this.#served.quota.get(epoch) ?? 0n) + used.quota);
    expect(usage.diem).to.equal(this.#served.diem);
    expect(usage.quota).to.equal(this.#served.quota.get(epoch));
    if (!answerLost) await this.consumer.acknowledge(usage);
  }

  settleAll(heard: boolean): Promise<void> {
    const rules = { now: this.#chain.now, leadSecs: 0n, diemAtLeast: 1n, quotaAtLeast: 1n };
    return this.#settle(rules, heard);
  }

  async #settle(rules: vouchers.DueRules, heard: boolean): Promise<void> {
    for (const { entries } of this.provider.due(rules)) {
      if (entries.length === 2) counts.pairs += 1;
      for (const entry of entries) {
        const advanced = this.#chain.settle(entry);
        if (!advanced) counts.repeated += 1;
        if (!heard && advanced) continue;
        const usage = this.#chain.usage(entry.signed.voucher.epoch);
        await this.provider.settled(CHANNEL, usage);
        await this.consumer.settled(usage);
      }
    }
  }

  requirePaid(): void {
    this.#chain.requirePaid(this.#served);
  }
}

describe("sdk: ledgers over random histories", () => {
  it("pay exactly for what was used, within every limit, whatever gets lost", async () => {
    const histories = fc.array(step, { minLength: 1, maxLength: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const history = await History.begin();
        for (const next of steps) await history.take(next);
        await history.settleAll(true);
        history.requirePaid();
      }),
      { numRuns: 80 },
    );
    for (const [what, count] of Object.entries(counts)) expect(count, what).to.be.above(0);
  });
});
