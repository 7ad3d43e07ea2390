import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { constants, PROGRAM_ID } from "@diem/sdk";
import { known } from "./refusal";
import type { Accounts, Address } from "./state";

/** What an address is: an account of the program, a token account, a mint, or the DIEM mint's metadata. */
export type Kind = "market" | keyof Accounts | "token" | "mint" | "metadata";

const { SEEDS } = constants;

const littleEndian = (value: bigint, bytes: 4 | 8) => {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 4) buffer.writeUInt32LE(Number(value));
  else buffer.writeBigUInt64LE(value);
  return buffer;
};

/** Derives every address of a market once, and remembers of what kind it is: every account that exists is one of these. */
export class Addresses {
  readonly kinds = new Map<string, Kind>();
  private readonly derived = new Map<string, Address>();
  private readonly byText = new Map<string, Address>();

  constructor(private readonly market: PublicKey) {}

  position(owner: PublicKey): Address {
    return this.derive("position", SEEDS.position, [this.market.toBuffer(), owner.toBuffer()]);
  }

  ticket(position: Address, id: bigint): Address {
    return this.derive("ticket", SEEDS.ticket, [position.key.toBuffer(), littleEndian(id, 8)]);
  }

  provider(owner: PublicKey): Address {
    return this.derive("provider", SEEDS.provider, [this.market.toBuffer(), owner.toBuffer()]);
  }

  bondTicket(provider: Address, id: bigint): Address {
    const seeds = [provider.key.toBuffer(), littleEndian(id, 8)];
    return this.derive("bondTicket", SEEDS.bondTicket, seeds);
  }

  channel(provider: Address, consumer: PublicKey, openedSlot: bigint): Address {
    const seeds = [provider.key.toBuffer(), consumer.toBuffer(), littleEndian(openedSlot, 8)];
    return this.derive("channel", SEEDS.channel, seeds);
  }

  epochRecord(epoch: number): Address {
    const seeds = [this.market.toBuffer(), littleEndian(BigInt(epoch), 4)];
    return this.derive("epochRecord", SEEDS.epoch, seeds);
  }

  /** An associated token account. */
  ata(mint: PublicKey, owner: PublicKey): PublicKey {
    const seeds = [owner.toBuffer(), TOKEN_PROGRAM_ID.toBuffer(), mint.toBuffer()];
    return this.find("token", seeds, ASSOCIATED_TOKEN_PROGRAM_ID).key;
  }

  /** Every address of a kind that was ever derived, whether or not it exists. */
  ofKind(wanted: Kind): readonly Address[] {
    const all = [...this.derived.values()];
    return all.filter(({ text }) => this.kinds.get(text) === wanted);
  }

  /** The derived address that has this text. */
  of(text: string): Address {
    return known(this.byText.get(text), `address ${text}`);
  }

  private derive(kind: Kind, seed: string, seeds: readonly Buffer[]): Address {
    return this.find(kind, [Buffer.from(seed), ...seeds], PROGRAM_ID);
  }

  private find(kind: Kind, seeds: Buffer[], programId: PublicKey): Address {
    const name = Buffer.concat(seeds).toString("latin1");
    const found = this.derived.get(name);
    if (found !== undefined) return found;
    const [key, bump] = PublicKey.findProgramAddressSync(seeds, programId);
    const address = { key, text: key.toBase58(), bump };
    this.derived.set(name, address);
    this.byText.set(address.text, address);
    this.kinds.set(address.text, kind);
    return address;
  }
}
