import { expect } from "chai";
import { quotes, vouchers } from "@diem/sdk";
import { CHANNEL, CLOCK, SIGNER, TAG } from "./ledgers-support";

/** Micro-credits of quota in every epoch. */
const ALLOWANCE = 50n;

interface Served {
  diem: bigint;
  readonly quota: Map<number, bigint>;
}

/** What the program does with one channel's vouchers, in so many words. */
export class Chain {
  now = 2_000n;
  deposit = 200n;
  settledDiem = 0n;
  readonly settledQuota = new Map<number, bigint>();

  get epoch(): number {
    return quotes.epochAt({ clock: CLOCK, now: this.now });
  }

  consumerTerms(): vouchers.ConsumerChannelTerms {
    const { deposit, epoch } = this;
    return { channel: CHANNEL, clusterTag: TAG, deposit, price: 1n, epoch, allowance: ALLOWANCE };
  }

  providerTerms(): vouchers.ProviderChannelTerms {
    const quotas = [this.epoch - 1, this.epoch].map((epoch) => ({
      epoch,
      allowance: ALLOWANCE,
      used: this.settledQuota.get(epoch) ?? 0n,
    }));
    const { deposit, settledDiem: settled } = this;
    const channel = CHANNEL;
    const voucherSigner = SIGNER.publicKey;
    return { channel, voucherSigner, deposit, settled, price: 1n, closesTs: null, quotas };
  }

  usage(epoch: number): vouchers.Usage {
    return { epoch, quota: this.settledQuota.get(epoch) ?? 0n, diem: this.settledDiem };
  }

  /** Settles an entry as the program does: whether anything advanced. Any other refusal fails the test. */
  settle({ signed, claim }: vouchers.DueEntry): boolean {
    const { voucher } = signed;
    const { diem = 0n, quota = 0n } = claim;
    const { epoch, expiry } = voucher;
    expect(vouchers.verify(signed)).to.equal(true);
    expect(signed.signer.equals(SIGNER.publicKey)).to.equal(true);
    expect(expiry === 0n || expiry > this.now, "expired").to.equal(true);
    expect(diem <= voucher.diem && quota <= voucher.quota, "above the voucher").to.equal(true);
    expect(diem <= this.deposit && quota <= ALLOWANCE, "above the channel").to.equal(true);
    if (quota > 0n) expect([this.epoch - 1, this.epoch]).to.include(epoch);
    const settled = this.usage(epoch);
    if (diem > settled.diem) this.settledDiem = diem;
    if (quota > settled.quota) this.settledQuota.set(epoch, quota);
    return diem > settled.diem || quota > settled.quota;
  }

  /** Everything that was served is settled, and nothing else. */
  requirePaid(served: Served): void {
    expect(this.settledDiem).to.equal(served.diem);
    const used = [...served.quota].filter(([, quota]) => quota > 0n);
    expect([...this.settledQuota].sort()).to.deep.equal(used.sort());
  }
}

/** What a provider served in all. */
export function nothingServed(): Served {
  return { diem: 0n, quota: new Map() };
}

/** Watches the vouchers that a consumer signs. */
export class Watch {
  #newest: vouchers.Voucher | undefined;

  /** Throws at a figure that goes down, or that passes a limit as it goes up. */
  see(
    { voucher }: vouchers.SignedVoucher,
    terms: vouchers.ConsumerChannelTerms,
    budget: bigint,
  ): void {
    const newest = this.#newest;
    const before = newest?.diem ?? 0n;
    const quotaBefore = newest?.epoch === voucher.epoch ? newest.quota : 0n;
    expect(voucher.epoch >= (newest?.epoch ?? 0), "epoch").to.equal(true);
    expect(voucher.diem >= before && voucher.quota >= quotaBefore, "down").to.equal(true);
    if (voucher.diem > before) {
      expect(voucher.diem <= terms.deposit && voucher.diem <= budget, "money").to.equal(true);
    }
    expect(voucher.quota <= terms.allowance, "quota").to.equal(true);
    this.#newest = voucher;
  }

  /** A consumer that lost its ledger knows no more than its provider. */
  forget(known: vouchers.Voucher | undefined): void {
    this.#newest = known;
  }
}
