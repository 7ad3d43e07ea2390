/** Instructions of the treasury program, from its IDL, with amounts in `bigint`. */
import { join } from "node:path";
import { getAssociatedTokenAddressSync, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import {
  type AccountMeta,
  PublicKey,
  SystemProgram,
  SYSVAR_INSTRUCTIONS_PUBKEY,
  TransactionInstruction,
} from "@solana/web3.js";
import { type instructions, type MarketKeys, pda, PROGRAM_ID } from "@diem/sdk";
import idl from "./program/compute_treasury.json";

export const TREASURY_PROGRAM_ID = new PublicKey(idl.address);
/** The compiled program, for a chain to load. */
export const TREASURY_PROGRAM_PATH = join(__dirname, "program", "compute_treasury.so");

type Name = (typeof idl.instructions)[number]["name"];
interface AccountItem {
  readonly name: string;
  readonly writable?: boolean;
  readonly signer?: boolean;
  readonly accounts?: readonly AccountItem[];
}
type Addresses = Readonly<Record<string, PublicKey>>;
type SettleInput = Pick<Parameters<typeof instructions.settle>[0], "provider" | "entries">;

const WRITABLE = { isSigner: false, isWritable: true } as const;

function u64(amount: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(amount);
  return bytes;
}

function optional(amount: bigint | undefined): Buffer {
  return amount === undefined ? Buffer.of(0) : Buffer.concat([Buffer.of(1), u64(amount)]);
}

function u32(count: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(count);
  return bytes;
}

function metas(items: readonly AccountItem[], addresses: Addresses): AccountMeta[] {
  return items.flatMap(({ name, writable = false, signer = false, accounts }) => {
    if (accounts !== undefined) return metas(accounts, addresses);
    const camelCase = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const pubkey = addresses[camelCase];
    if (pubkey === undefined) throw new TypeError(`the account ${camelCase} is missing`);
    return [{ pubkey, isSigner: signer, isWritable: writable }];
  });
}

/** One manager's treasury in one market: its addresses, and its instructions. Amounts are base units. */
export class Treasury {
  /** What DIEM knows as the owner. */
  readonly address: PublicKey;
  readonly vvv: PublicKey;
  readonly diem: PublicKey;
  readonly position: PublicKey;

  constructor(
    readonly market: MarketKeys,
    readonly manager: PublicKey,
  ) {
    const seeds = [Buffer.from("treasury"), market.market.toBuffer(), manager.toBuffer()];
    [this.address] = PublicKey.findProgramAddressSync(seeds, TREASURY_PROGRAM_ID);
    // a PDA is not on the curve, which the token program's helper refuses unless told
    this.vvv = getAssociatedTokenAddressSync(market.vvvMint, this.address, true);
    this.diem = getAssociatedTokenAddressSync(market.diemMint, this.address, true);
    this.position = pda.position({ market: market.market, owner: this.address });
  }

  /** @param maxRate most VVV base units that the treasury ever locks for a whole DIEM */
  open({ payer, maxRate }: { payer: PublicKey; maxRate: bigint }): TransactionInstruction {
    return this.instruction("open", [u64(maxRate)], { payer });
  }

  stake(amount: bigint): TransactionInstruction {
    return this.instruction("stake", [u64(amount)]);
  }

  mint(input: { diemAmount: bigint; maxVvvLocked: bigint }): TransactionInstruction {
    return this.instruction("mint", [u64(input.diemAmount), u64(input.maxVvvLocked)]);
  }

  burn(input: { diemAmount: bigint; minVvvUnlocked: bigint }): TransactionInstruction {
    return this.instruction("burn", [u64(input.diemAmount), u64(input.minVvvUnlocked)]);
  }

  claim(): TransactionInstruction {
    return this.instruction("claim", []);
  }

  /** @param ticketId the position's `nextTicketId` */
  requestUnstake(input: { amount: bigint; ticketId: bigint }): TransactionInstruction {
    const ticket = this.ticket(input.ticketId);
    return this.instruction("request_unstake", [u64(input.amount)], { ticket });
  }

  withdrawUnstaked(ticketId: bigint): TransactionInstruction {
    const accounts = { ticket: this.ticket(ticketId), rentPayer: this.manager };
    return this.instruction("withdraw_unstaked", [], accounts);
  }

  /** @param from the treasury's VVV or DIEM */
  pay(input: { from: PublicKey; to: PublicKey; amount: bigint }): TransactionInstruction {
    const { from, to, amount } = input;
    return this.instruction("pay", [u64(amount)], { from, to });
  }

  /** The ed25519 instruction of these vouchers must stand directly before it. */
  settle({ provider, entries }: SettleInput): TransactionInstruction {
    const claims = entries.flatMap(({ claim }) => [optional(claim.diem), optional(claim.quota)]);
    const call = this.instruction("settle", [u32(entries.length), ...claims], { provider });
    const channels = entries.map(({ channel: pubkey }) => ({ pubkey, ...WRITABLE }));
    call.keys.push(...channels);
    return call;
  }

  private ticket(id: bigint): PublicKey {
    return pda.ticket({ position: this.position, id });
  }

  private instruction(name: Name, args: Buffer[], own: Addresses = {}): TransactionInstruction {
    const definition = idl.instructions.find((item) => item.name === name);
    if (definition === undefined) throw new TypeError(`no instruction ${name}`);
    const addresses: Addresses = {
      ...this.market,
      manager: this.manager,
      treasury: this.address,
      position: this.position,
      treasuryVvv: this.vvv,
      treasuryDiem: this.diem,
      tokenProgram: TOKEN_PROGRAM_ID,
      systemProgram: SystemProgram.programId,
      eventAuthority: pda.eventAuthority(),
      program: PROGRAM_ID,
      diemProgram: PROGRAM_ID,
      instructions: SYSVAR_INSTRUCTIONS_PUBKEY,
      ...own,
    };
    return new TransactionInstruction({
      programId: TREASURY_PROGRAM_ID,
      keys: metas(definition.accounts, addresses),
      data: Buffer.concat([Buffer.from(definition.discriminator), ...args]),
    });
  }
}
