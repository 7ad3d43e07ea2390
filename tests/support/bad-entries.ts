import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type DiemErrorName, instructions, type Voucher, vouchers } from "@diem/sdk";
import { openChannel, type Opened, stakeQuota } from "./channels";
import { epoch, nextEpoch } from "./epochs";
import { CLUSTER_TAG, U64_MAX, UNIT } from "./market";
import { claimOf, settle } from "./settling";
import { type Body, handmade, signBytes } from "./signatures";
import { CREDIT, type Fixture } from "./fixture";
import type { Actor } from "./world";

/** A signature, what is claimed of it, and the account that is named for it. */
export interface RawEntry {
  readonly body: Body;
  readonly claim: instructions.Claim;
  readonly channel: PublicKey;
  readonly readonly?: boolean;
}

export interface BadEntry {
  readonly what: string;
  /** Of this program, or the framework's name of it. */
  readonly error: DiemErrorName | RegExp;
  readonly code: number;
  readonly make: () => Promise<RawEntry>;
}

/** The ed25519 instruction and the settlement directly after it. */
export function rawSettlement(
  { seller: { provider }, operator }: Fixture,
  entries: readonly RawEntry[],
): TransactionInstruction[] {
  const call = instructions.settle({ provider, operator: operator.publicKey, entries });
  for (const { channel, readonly: fixed = false } of entries) {
    const meta = call.keys.find(({ pubkey }) => pubkey.equals(channel));
    if (meta !== undefined && fixed) meta.isWritable = false;
  }
  return [handmade(entries.map(({ body }) => body)), call];
}

/** Settles of the deposit of 10 DIEM, and uses of the quota of two credits. */
export const SETTLED = 3n * UNIT;
export const DEPOSIT = 10n * UNIT;
export const USED = CREDIT;
export const ALLOWANCE = 2n * CREDIT;

/** A channel that has a past: in an epoch that has two before it, half of its quota is used. */
export async function usedChannel({ world, seller, consumer }: Fixture): Promise<Opened> {
  const opened = await openChannel(world, { provider: seller, consumer, deposit: DEPOSIT });
  await stakeQuota(world, opened, 2n * UNIT);
  await nextEpoch(world, 2);
  await settle(world, seller, [await claimOf(world, opened, { diem: SETTLED, quota: USED })]);
  return opened;
}

export async function rawEntry(
  { world }: Fixture,
  { channel }: Opened,
  claim: instructions.Claim,
  { signer, ...figures }: Partial<Voucher> & { readonly signer: Keypair },
): Promise<RawEntry> {
  const { epoch: ofEpoch = await epoch(world) } = figures;
  const ceiling = { clusterTag: CLUSTER_TAG, channel, quota: U64_MAX, diem: U64_MAX, expiry: 0n };
  const message = vouchers.encode({ ...ceiling, ...figures, epoch: ofEpoch });
  return { body: await signBytes(message, signer), claim, channel };
}

/** The channels and accounts that bad entries name. */
export interface Cast {
  readonly victim: Opened;
  /** Of the same consumer and provider. */
  readonly sibling: Opened;
  /** Its vouchers are signed by a key of its own. */
  readonly session: Opened;
  /** Of another provider, and of another market. */
  readonly rivals: Opened;
  readonly foreign: Opened;
  readonly actor: Actor;
}

/** One of every kind that is refused while others of its call settle. */
export function badEntries(fixture: Fixture, cast: Cast): BadEntry[] {
  const { victim, sibling, session, rivals, foreign, actor } = cast;
  const signer = fixture.consumer.keypair;
  const running = () => epoch(fixture.world);
  const of = (
    claim: instructions.Claim,
    figures: Partial<Voucher> & { readonly signer?: Keypair } = {},
    opened = victim,
  ) => rawEntry(fixture, opened, claim, { signer, ...figures });
  const more = { diem: SETTLED + 1n };
  const bad = (
    what: string,
    error: DiemErrorName | RegExp,
    code: number,
    make: () => Promise<RawEntry>,
  ): BadEntry => ({ what, error, code, make });
  const named = async (channel: PublicKey) => ({ ...(await of(more, { channel })), channel });
  const untagged = async () => {
    const { body, ...rest } = await of(more);
    const message = Uint8Array.from(body.message, (byte, at) => (at === 7 ? byte + 1 : byte));
    return { ...rest, body: await signBytes(message, signer) };
  };
  const mutable = async () => ({ ...(await of(more)), readonly: true });
  const clusterTag = Uint8Array.of(0, 0, 0, 1);
  const sessions = () => of(more, {}, session);

  return [
    bad("tag", "VoucherTagWrong", 6612, untagged),
    bad("cluster", "VoucherClusterWrong", 6613, () => of(more, { clusterTag })),
    bad("another channel of the same consumer", "VoucherChannelWrong", 6614, () =>
      of(more, { channel: sibling.channel }),
    ),
    bad("the operator signs", "VoucherSignerWrong", 6615, () =>
      of(more, { signer: fixture.operator }),
    ),
    bad("the consumer signs where a session key is named", "VoucherSignerWrong", 6615, sessions),
    bad("expired this second", "VoucherExpired", 6616, async () =>
      of(more, { expiry: await fixture.world.chain.now() }),
    ),
    bad("expired long ago", "VoucherExpired", 6616, () => of(more, { expiry: 1n })),
    bad("expired before 1970", "VoucherExpired", 6616, () => of(more, { expiry: -1n })),
    bad("more DIEM than signed", "ClaimAboveVoucher", 6617, () => of(more, { diem: SETTLED })),
    bad("more quota than signed", "ClaimAboveVoucher", 6617, () =>
      of({ quota: USED + 1n }, { quota: USED }),
    ),
    bad("more DIEM than deposited", "ClaimAboveDeposit", 6618, () => of({ diem: DEPOSIT + 1n })),
    bad("more quota than staked for", "ClaimAboveQuota", 6619, () =>
      of({ ...more, quota: ALLOWANCE + 1n }),
    ),
    bad("quota of two epochs ago", "QuotaLapsed", 6620, async () =>
      of({ quota: 1n }, { epoch: (await running()) - 2 }),
    ),
    bad("quota of two epochs ago, and no more DIEM", "QuotaLapsed", 6620, async () =>
      of({ quota: 1n, diem: SETTLED }, { epoch: (await running()) - 2 }),
    ),
    bad("quota of tomorrow", "QuotaNotBegun", 6621, async () =>
      of({ quota: 1n }, { epoch: (await running()) + 1 }),
    ),
    bad("replayed", "ClaimAlreadySettled", 6622, () => of({ diem: SETTLED, quota: USED })),
    bad("replayed DIEM", "ClaimAlreadySettled", 6622, () => of({ diem: SETTLED })),
    bad("replayed quota", "ClaimAlreadySettled", 6622, () => of({ quota: USED })),
    bad("nothing claimed", "ClaimAlreadySettled", 6622, () => of({})),
    bad("less DIEM", "ClaimBelowSettled", 6623, () => of({ diem: SETTLED - 1n, quota: USED })),
    bad("less quota", "ClaimBelowSettled", 6623, () => of({ diem: SETTLED, quota: USED - 1n })),
    bad("no DIEM at all", "ClaimBelowSettled", 6623, () => of({ diem: 0n })),
    bad("another provider's channel", "WrongProvider", 6503, () => of(more, {}, rivals)),
    bad("another market's channel", "WrongProvider", 6503, () => of(more, {}, foreign)),
    bad("a position", /AccountDiscriminatorMismatch/, 3002, () => named(actor.position)),
    bad("the market", /AccountDiscriminatorMismatch/, 3002, () =>
      named(fixture.world.market.market),
    ),
    bad("a token account", /AccountOwnedByWrongProgram/, 3007, () => named(actor.diem)),
    bad("a wallet", /AccountOwnedByWrongProgram/, 3007, () => named(actor.address)),
    bad("the provider itself", /already borrowed|borrow/, 3003, () =>
      named(fixture.seller.provider),
    ),
    bad("a channel that may not be written", /AccountNotMutable/, 3006, mutable),
  ];
}
