import { SYSVAR_SLOT_HASHES_PUBKEY } from "@solana/web3.js";
import bs58 from "bs58";

import { decodeAddress } from "./addresses";
import { type LiteSvm, NativeAccount } from "./svm";

const SYSVAR_OWNER = decodeAddress("Sysvar1111111111111111111111111111111111111");
const MAX_ENTRIES = 512;
const ENTRY_SIZE = 8 + 32; // slot, hash
const LENGTH_SIZE = 8;

/**
 * The SlotHashes sysvar, newest slot first; the address lookup table program reads it. Written as
 * account bytes, always of the full size as on a validator: LiteSVM's `setSlotHashes` takes four
 * times as long, because it converts all 512 entries.
 */
export class SlotHashes {
  private readonly bytes = new Uint8Array(LENGTH_SIZE + MAX_ENTRIES * ENTRY_SIZE);
  private readonly rent: bigint;
  private entries = 0;

  constructor(private readonly svm: LiteSvm) {
    this.rent = svm.minimumBalanceForRentExemption(BigInt(this.bytes.length));
    const kept = svm.getAccount(SYSVAR_SLOT_HASHES_PUBKEY.toBytes())?.data();
    if (kept?.length !== this.bytes.length) return; // a new chain's
    this.bytes.set(kept);
    this.entries = Number(new DataView(this.bytes.buffer).getBigUint64(0, true));
  }

  push(slot: bigint, hash: string): void {
    this.entries = Math.min(this.entries + 1, MAX_ENTRIES);
    this.bytes.copyWithin(LENGTH_SIZE + ENTRY_SIZE, LENGTH_SIZE, this.bytes.length - ENTRY_SIZE);
    const view = new DataView(this.bytes.buffer);
    view.setBigUint64(0, BigInt(this.entries), true);
    view.setBigUint64(LENGTH_SIZE, slot, true);
    this.bytes.set(bs58.decode(hash), LENGTH_SIZE + 8);
    const account = new NativeAccount(this.rent, this.bytes, SYSVAR_OWNER, false, 0n);
    this.svm.setAccount(SYSVAR_SLOT_HASHES_PUBKEY.toBytes(), account);
  }
}
