import { randomUUID } from "node:crypto";
import { Keypair, PublicKey } from "@solana/web3.js";
import { vouchers } from "@diem/sdk";

/** Calls of each measurement, after some that are not counted. */
const CALLS = 20_000;
const WARM_UP = 5_000;
const CHANNELS = 10_000;

const CLOCK = { genesisTs: 0n, epochSecs: 86_400n };
const NOW = 86_400n * 10n + 5n;
const CLUSTER_TAG = Uint8Array.of(1, 2, 3, 4);
const DEPOSIT = 10n ** 15n;

/** What was measured, and what it should reach at least (or at most, for seconds). */
interface Rate {
  readonly what: string;
  readonly rate: string;
  readonly asked: string;
}

const signerOf = (seed: number) => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, seed);
  return vouchers.signerFromKeypair(Keypair.fromSeed(bytes));
};

const channelOf = (nth: number) => {
  const bytes = new Uint8Array(32).fill(7);
  new DataView(bytes.buffer).setUint32(0, nth * 2_654_435_761);
  return new PublicKey(bytes);
};

function termsOf(channel: PublicKey, voucherSigner: PublicKey): vouchers.ProviderChannelTerms {
  const quotas = [{ epoch: 10, allowance: 0n, used: 0n }];
  return {
    channel,
    voucherSigner,
    deposit: DEPOSIT,
    settled: 0n,
    price: 3n,
    closesTs: null,
    quotas,
  };
}

const openProvider = (store: vouchers.Store) =>
  vouchers.ProviderLedger.open({ store, clusterTag: CLUSTER_TAG, clock: CLOCK });

function sign(channel: PublicKey, diem: bigint, signer: vouchers.VoucherSigner) {
  const voucher = { clusterTag: CLUSTER_TAG, channel, epoch: 10, quota: 0n, diem, expiry: 0n };
  return vouchers.sign({ voucher, signer });
}

/** Seconds of processor time, so that other work of the machine does not count. */
async function cpuSecs(work: () => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

/** Calls in a second of `call`, one after the other. */
async function perSecond(call: (nth: number) => Promise<unknown>): Promise<number> {
  for (let nth = 0; nth < WARM_UP; nth++) await call(nth);
  const secs = await cpuSecs(async () => {
    for (let nth = WARM_UP; nth < WARM_UP + CALLS; nth++) await call(nth);
  });
  return CALLS / secs;
}

async function newVouchers(): Promise<number> {
  const [signer, channel] = [signerOf(1), channelOf(0)];
  const ledger = await openProvider(vouchers.memoryStore());
  await ledger.track(termsOf(channel, signer.publicKey));
  const texts: string[] = [];
  for (let nth = 1; nth <= WARM_UP + CALLS; nth++) {
    texts.push(vouchers.toText(await sign(channel, BigInt(nth), signer)));
  }
  return perSecond(async (nth) => {
    const signed = vouchers.fromText(texts[nth] ?? "");
    const call = { callId: randomUUID(), most: { diem: 1n }, now: NOW };
    await ledger.reserve(signed, call).settle({ diem: 1n });
  });
}

async function sameVoucher(): Promise<number> {
  const [signer, channel] = [signerOf(1), channelOf(0)];
  const ledger = await openProvider(vouchers.memoryStore());
  await ledger.track(termsOf(channel, signer.publicKey));
  const signed = await sign(channel, DEPOSIT, signer);
  return perSecond(async () => {
    const call = { callId: randomUUID(), most: { diem: 1n }, now: NOW };
    await ledger.reserve(signed, call).settle({ diem: 1n });
  });
}

async function consumerCalls(): Promise<number> {
  const terms = { channel: channelOf(0), clusterTag: CLUSTER_TAG, deposit: DEPOSIT };
  const ledger = await vouchers.ConsumerLedger.open({
    terms: { ...terms, price: 3n, epoch: 10, allowance: 0n },
    signer: signerOf(1),
    store: vouchers.memoryStore(),
  });
  let diem = 0n;
  return perSecond(async () => {
    const call = await ledger.open({ diem: 10n });
    diem += 10n;
    await call.close({ epoch: 10, quota: 0n, diem });
  });
}

/** Seconds that it takes to open a ledger of many channels, each with a key and a voucher of its own. */
async function opening(): Promise<number> {
  const store = vouchers.memoryStore();
  const ledger = await openProvider(store);
  for (let nth = 0; nth < CHANNELS; nth++) {
    const [channel, signer] = [channelOf(nth), signerOf(nth)];
    void ledger.track(termsOf(channel, signer.publicKey));
    await ledger.accept(await sign(channel, 5n, signer), { now: NOW });
  }
  return cpuSecs(async () => {
    const again = await openProvider(store);
    if (again.channels.length !== CHANNELS) throw new Error("channels are missing");
  });
}

/** Rates of the ledgers in memory, by processor time of one core: of this machine, so they are shown and kept nowhere. */
export async function ledgerTable(): Promise<string> {
  const whole = (rate: number) => Math.round(rate).toString();
  const rates: readonly Rate[] = [
    {
      what: "reserve and settle with a new voucher, calls/s",
      rate: whole(await newVouchers()),
      asked: ">= 5,000",
    },
    {
      what: "reserve and settle with the same voucher, calls/s",
      rate: whole(await sameVoucher()),
      asked: ">= 50,000",
    },
    {
      what: "open and close a consumer's call, calls/s",
      rate: whole(await consumerCalls()),
      asked: ">= 5,000",
    },
    {
      what: `open a provider's ledger of ${CHANNELS} channels, s`,
      rate: (await opening()).toFixed(2),
      asked: "< 3",
    },
  ];
  const lines = rates.map(({ what, rate, asked }) => `| ${what} | ${rate} | ${asked} |`);
  const head = ["# Ledgers", "", "| ledger | here | asked |", "| --- | --- | --- |"];
  return `${[...head, ...lines].join("\n")}\n`;
}
