import { constants, type MarketParams, quotes } from "@diem/sdk";
import { rules } from "@diem/sim";

const VVV = 1_000_000_000n;

/** A staker's account as the chain has it. */
export interface ExactPosition {
  staked: bigint;
  locked: bigint;
  debtUnits: bigint;
  debtEra: bigint;
}

type Record = quotes.ClosableRecord &
  quotes.Measure & { readonly capacity: bigint; readonly epoch: number };

/** A market that only the SDK's integer maths moves. Every epoch has a record; everything happens as the epoch begins. */
export class ExactMarket {
  private market;
  private records: Record[] = [];
  supply = 0n;
  private now = 0n;

  constructor(
    readonly params: MarketParams,
    readonly epochSecs: bigint,
    reference: bigint,
    private readonly vvvDecimals = 9,
  ) {
    const stream = { remaining: 0n, lastTs: 0n, leftQ32: 0n };
    const index = { perShare: 0n, carry: 0n };
    const scheduled = (figure: bigint) => ({
      previous: figure,
      current: figure,
      next: figure,
      epoch: 0,
    });
    const { targetFloor } = params;
    this.market = {
      params,
      vvvDecimals,
      genesisTs: 0n,
      epochSecs,
      totalStaked: 0n,
      totalLocked: 0n,
      rewardWeight: 0n,
      debt: { total: 0n, era: 0n },
      feesOwed: 0n,
      rewardsOwed: 0n,
      treasuryOwed: 0n,
      quotaPool: 0n,
      quotaRewardsOwed: 0n,
      feeIndex: index,
      rewardIndex: index,
      feeStream: stream,
      rewardStream: stream,
      targetSupply: targetFloor,
      nextTarget: targetFloor,
      nextTargetEpoch: 0,
      served: 0n,
      utilisationEma: 0n,
      utilisationEmaBps: 0,
      nextToClose: 0,
      hasRecord: [true, false] as readonly [boolean, boolean],
      capacity: scheduled(0n),
      quotaCapacity: scheduled(0n),
      referencePrice: scheduled(reference),
    };
    this.open(0);
  }

  get epoch(): number {
    return quotes.epochAt({ clock: this.market, now: this.now });
  }

  get era(): bigint {
    return this.market.debt.era;
  }

  private open(epoch: number): void {
    const reference = quotes.scheduled.advance({ figure: this.market.referencePrice, epoch });
    const capacity = quotes.scheduled.advance({ figure: this.market.capacity, epoch });
    const none = { paid: 0n, quota: 0n, used: 0n, rewardable: 0n, priceSum: 0n, rewardPool: 0n };
    this.records.push({
      ...this.params,
      ...none,
      epoch,
      closed: false,
      capacity: capacity.current,
      referencePrice: reference.current,
      utilisationBps: 0,
    });
  }

  offer(capacity: bigint): void {
    const { epoch } = this;
    const figure = quotes.scheduled.advance({ figure: this.market.capacity, epoch });
    this.market.capacity = { ...figure, next: capacity };
  }

  stake(position: ExactPosition, amount: bigint): void {
    position.staked += amount;
    this.market.totalStaked += amount;
    this.market.rewardWeight += amount;
  }

  mintCost(amount: bigint): bigint {
    const { market, supply, now } = this;
    return quotes.mintQuote({ market, supply, amount, now }).vvvLocked;
  }

  mint(position: ExactPosition, amount: bigint): void {
    const { market, supply } = this;
    const cost = this.mintCost(amount);
    const debt = quotes.units.renew({ units: market.debt, amount: supply });
    const units = quotes.units.ofCeil({ units: debt, part: amount, whole: supply });
    this.relock(
      position,
      position.locked + cost,
      quotes.units.at({ units: debt, claim: position.debtUnits, era: position.debtEra }) + units,
      debt.era,
    );
    market.debt = { total: debt.total + units, era: debt.era };
    this.supply += amount;
  }

  burn(position: ExactPosition, amount: bigint): void {
    const { market, supply } = this;
    const { diemBurned, locked } = quotes.burnQuote({ market, position, supply, amount });
    const debt = quotes.units.renew({ units: market.debt, amount: supply });
    const claim = quotes.units.at({
      units: debt,
      claim: position.debtUnits,
      era: position.debtEra,
    });
    const part = quotes.units.ofFloor({ units: debt, part: diemBurned, whole: supply });
    const cleared = part < claim ? part : claim;
    this.relock(position, locked, claim - cleared, debt.era);
    market.debt = { total: debt.total - cleared, era: debt.era };
    this.supply -= diemBurned;
  }

  /** DIEM that somebody burns without owing it. */
  burnDonated(amount: bigint): void {
    this.supply -= amount;
  }

  private relock(position: ExactPosition, locked: bigint, units: bigint, era: bigint): void {
    const { lockedHaircutBps } = this.params;
    const { staked } = position;
    const before = quotes.rewardWeight({ staked, locked: position.locked, lockedHaircutBps });
    this.market.rewardWeight += quotes.rewardWeight({ staked, locked, lockedHaircutBps }) - before;
    this.market.totalLocked += locked - position.locked;
    position.locked = locked;
    position.debtUnits = units;
    position.debtEra = era;
  }

  fundRewards(amount: bigint, durationSecs: bigint): void {
    const { rewardStream: stream } = this.market;
    this.market.rewardStream = quotes.stream.topUp({ stream, amount, durationSecs });
  }

  /** Divides revenue, all of which is distributed at once. */
  distribute(amount: bigint): void {
    const { market } = this;
    const parts = quotes.splitFee({ market, amount });
    market.quotaPool += parts.quota;
    market.treasuryOwed += parts.treasury;
    const { feeStreamSecs: durationSecs } = this.params;
    const { feeStream: stream } = market;
    if (parts.stakers > 0n)
      market.feeStream = quotes.stream.topUp({ stream, amount: parts.stakers, durationSecs });
  }

  report(
    served: { readonly diem: bigint; readonly bought: bigint; readonly quota: bigint },
    capacity: bigint,
  ): void {
    const record = this.records.pop();
    if (record === undefined) throw new Error("no record is open");
    const added = quotes.contribution({ served, capacity, distributed: 1, measure: record });
    this.records.push({
      ...record,
      paid: record.paid + added.paid,
      used: record.used + added.used,
      quota: record.quota + served.quota,
      rewardable: record.rewardable + added.rewardable,
      priceSum: record.priceSum + added.priceSum,
    });
  }

  nextEpoch(): void {
    this.now = quotes.epochStart({ clock: this.market, epoch: this.epoch + 1 });
    const { market, records, now } = this;
    this.market =
      quotes.epochsDue({ market, now }) > 0
        ? quotes.rollPreview({ market, records, now }).market
        : quotes.accrue(market, now);
    this.records = records.filter(({ epoch }) => epoch >= this.market.nextToClose);
    this.open(this.epoch);
    this.market.hasRecord = [true, true];
  }

  /** The same market as the rules in floating point have it. */
  asNumbers(): rules.Market {
    const { market, supply, records, now } = this;
    return rules.fromAccounts({ market, supply, records, now }).market;
  }

  asParams(): rules.Params {
    const { params, vvvDecimals, epochSecs } = this;
    return rules.paramsOf({ params, vvvDecimals, epochSecs });
  }
}

/** `amount` whole tokens or credits in base units of `unit`. */
export const exactly = (amount: number, unit: bigint = VVV) =>
  BigInt(Math.round(amount * Number(unit)));
export const CREDIT = constants.CREDIT_UNIT;
