import { AnchorProvider, BN, Program } from "@coral-xyz/anchor";
import { type AccountInfo, Connection, Keypair, PublicKey } from "@solana/web3.js";
import { errors, PROGRAM_ID } from "@diem/sdk";
import { type Diem, idl } from "@diem/sdk/idl";

/** A key that is the same in every run. */
export function key(seed: number): PublicKey {
  return keypair(seed).publicKey;
}

export function keypair(seed: number): Keypair {
  return Keypair.fromSeed(new Uint8Array(32).fill(seed));
}

/** An address of the program, from its seeds in so many words. */
export function derived(...seeds: (string | PublicKey | Buffer)[]): PublicKey {
  const bytes = seeds.map((seed) =>
    seed instanceof PublicKey ? seed.toBuffer() : Buffer.from(seed),
  );
  return PublicKey.findProgramAddressSync(bytes, PROGRAM_ID)[0];
}

const wallet = {
  publicKey: key(99),
  signTransaction: () => Promise.reject(new Error("nothing is signed here")),
  signAllTransactions: () => Promise.reject(new Error("nothing is signed here")),
};

/** A connection that must never be used as it is: tests replace the calls that they expect. */
export function offlineConnection(calls: Record<string, unknown> = {}): Connection {
  return Object.assign(new Connection("http://127.0.0.1:1"), calls);
}

/** Anchor's own client of the program, to compare with. */
export const anchorProgram = new Program<Diem>(
  idl,
  new AnchorProvider(offlineConnection(), wallet, {}),
);

interface BigNumber {
  toString(): string;
}
const BigNumber = BN as new (digits: string) => BigNumber;

/** An integer as Anchor's own client takes it; its package has no types. */
export function bn(value: bigint | number): BigNumber {
  return new BigNumber(value.toString());
}

/** Whether a value of Anchor's own client is one of its integers. */
export function isBN(value: unknown): value is BigNumber {
  return value instanceof BigNumber;
}

export function accountInfo(data: Buffer, owner = PROGRAM_ID): AccountInfo<Buffer> {
  return { data, owner, executable: false, lamports: 1, rentEpoch: 0 };
}

/** The error that `call` throws; fails if it throws none. */
export async function thrownBy(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error, but the call succeeded");
}

/** The thrown error, which must be the SDK's of that name. */
export function named<Name extends errors.DiemErrorName>(
  thrown: unknown,
  name: Name,
): errors.DiemError<Name> {
  if (!errors.isDiemError(thrown, name)) throw new Error(`not ${name}: ${String(thrown)}`);
  return thrown;
}
