import {
  ComputeBudgetProgram,
  Ed25519Program,
  Secp256k1Program,
  SystemProgram,
  type VersionedMessage,
} from "@solana/web3.js";

const LAMPORTS_PER_SIGNATURE = 5_000n;
const MICRO_LAMPORTS_PER_LAMPORT = 1_000_000n;
const MAX_COMPUTE_UNIT_LIMIT = 1_400_000n;
const DEFAULT_UNITS = 200_000n;
/** Default compute units of an instruction of a builtin program (SIMD-170). */
const DEFAULT_BUILTIN_UNITS = 3_000n;

const COMPUTE_BUDGET = ComputeBudgetProgram.programId.toBase58();
const SECP256R1 = "Secp256r1SigVerify1111111111111111111111111";
const PRECOMPILES = new Set([
  Ed25519Program.programId.toBase58(),
  Secp256k1Program.programId.toBase58(),
  SECP256R1,
]);
const BUILTINS = new Set([
  COMPUTE_BUDGET,
  SystemProgram.programId.toBase58(),
  Ed25519Program.programId.toBase58(),
  Secp256k1Program.programId.toBase58(),
  "Vote111111111111111111111111111111111111111",
  "BPFLoader1111111111111111111111111111111111",
  "BPFLoader2111111111111111111111111111111111",
  "BPFLoaderUpgradeab1e11111111111111111111111",
  "LoaderV411111111111111111111111111111111111",
]);

const SET_COMPUTE_UNIT_LIMIT = 2;
const SET_COMPUTE_UNIT_PRICE = 3;

/** The fee of a message in lamports: signatures, those a precompile checks, and the priority fee. */
export function feeOf(message: VersionedMessage): bigint {
  let signatures = BigInt(message.header.numRequiredSignatures);
  let defaultUnits = 0n;
  let unitLimit: bigint | undefined;
  let unitPrice = 0n;
  for (const { programIdIndex, data } of message.compiledInstructions) {
    const program = message.staticAccountKeys[programIdIndex]?.toBase58() ?? "";
    defaultUnits += BUILTINS.has(program) ? DEFAULT_BUILTIN_UNITS : DEFAULT_UNITS;
    if (PRECOMPILES.has(program)) signatures += BigInt(data[0] ?? 0);
    if (program !== COMPUTE_BUDGET) continue;
    const bytes = Buffer.from(data);
    if (bytes[0] === SET_COMPUTE_UNIT_LIMIT) unitLimit = BigInt(bytes.readUInt32LE(1));
    if (bytes[0] === SET_COMPUTE_UNIT_PRICE) unitPrice = bytes.readBigUInt64LE(1);
  }
  const wanted = unitLimit ?? defaultUnits;
  const units = wanted < MAX_COMPUTE_UNIT_LIMIT ? wanted : MAX_COMPUTE_UNIT_LIMIT;
  const priority =
    (unitPrice * units + MICRO_LAMPORTS_PER_LAMPORT - 1n) / MICRO_LAMPORTS_PER_LAMPORT;
  return signatures * LAMPORTS_PER_SIGNATURE + priority;
}
