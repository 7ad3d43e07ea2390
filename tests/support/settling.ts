import type { Keypair, PublicKey } from "@solana/web3.js";
import {
  instructions,
  type SignedVoucher,
  type Voucher,
  type VoucherSigner,
  vouchers,
} from "@diem/sdk";
import type { Opened } from "./channels";
import { epoch as runningEpoch } from "./epochs";
import { CLUSTER_TAG } from "./market";
import type { Seller } from "./providers";
import type { World } from "./world";

/** A signed voucher, and what is claimed of it. */
export interface Entry {
  readonly signed: SignedVoucher;
  readonly claim: instructions.Claim;
  /** Default: the voucher's channel. */
  readonly channel?: PublicKey;
}

/** Signs a voucher of a channel; default: of the running epoch, without expiry and for nothing. */
export async function signVoucher(
  world: World,
  { channel, voucherSigner }: Opened,
  figures: Partial<Voucher> = {},
  signer: Keypair = voucherSigner,
): Promise<SignedVoucher> {
  const { epoch = await runningEpoch(world) } = figures;
  const blank = { clusterTag: CLUSTER_TAG, channel, quota: 0n, diem: 0n, expiry: 0n };
  return vouchers.sign({
    voucher: { ...blank, ...figures, epoch },
    signer: signerOf(signer),
  });
}

const signers = new WeakMap<Keypair, VoucherSigner>();

/** The same for the same key, as making one takes longer than a signature. */
function signerOf(keypair: Keypair): VoucherSigner {
  const signer = signers.get(keypair) ?? vouchers.signerFromKeypair(keypair);
  signers.set(keypair, signer);
  return signer;
}

/** A voucher for exactly what is claimed. */
export async function claimOf(
  world: World,
  opened: Opened,
  claim: instructions.Claim,
  figures: Partial<Voucher> = {},
): Promise<Entry> {
  const { diem = 0n, quota = 0n } = claim;
  return { signed: await signVoucher(world, opened, { diem, quota, ...figures }), claim };
}

/** The ed25519 instruction and the settlement directly after it. */
export function settleInstructions(
  { provider }: Seller,
  entries: readonly Entry[],
  operator: PublicKey,
) {
  return [
    vouchers.signatureInstruction(entries.map(({ signed }) => signed)),
    instructions.settle({
      provider,
      operator,
      entries: entries.map(({ signed, claim, channel = signed.voucher.channel }) => ({
        channel,
        claim,
      })),
    }),
  ];
}

/** Default: by the seller's operator. */
export function settle(
  world: World,
  seller: Seller,
  entries: readonly Entry[],
  { operator = seller.operator }: { readonly operator?: Keypair } = {},
): Promise<string> {
  return world.send(settleInstructions(seller, entries, operator.publicKey), [operator]);
}

/** Moves what is settled into the provider's revenue account. */
export function collect(world: World, { channel, seller }: Opened): Promise<string> {
  const { market } = world;
  return world.send([instructions.collect({ market, provider: seller.provider, channel })]);
}
