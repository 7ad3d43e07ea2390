import { NONCE_ACCOUNT_LENGTH, NonceAccount } from "@solana/web3.js";

import { type ChainAccount, SYSTEM_PROGRAM, SYSVAR_OWNER } from "../core/accounts";

// The sizes of the sysvars tell them apart.
const CLOCK_SIZE = 40;
const RENT_SIZE = 17;
const EPOCH_SCHEDULE_SIZE = 33;

/** The `jsonParsed` data of the sysvars that applications read; `null` for anything else. */
export function parseSysvarData({ owner, data }: ChainAccount) {
  if (owner !== SYSVAR_OWNER) return null;
  const parsed = parseSysvar(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return parsed && { program: "sysvar", parsed, space: data.length };
}

/** The `jsonParsed` data of a durable nonce; `null` for anything else. */
export function parseNonceData({ owner, data }: ChainAccount) {
  if (owner !== SYSTEM_PROGRAM || data.length !== NONCE_ACCOUNT_LENGTH) return null;
  const { authorizedPubkey, nonce, feeCalculator } = NonceAccount.fromAccountData(data);
  const info = {
    authority: authorizedPubkey.toBase58(),
    blockhash: nonce,
    feeCalculator: { lamportsPerSignature: feeCalculator.lamportsPerSignature.toString() },
  };
  return { program: "nonce", parsed: { type: "initialized", info }, space: data.length };
}

function parseSysvar(data: Buffer) {
  const u64 = (offset: number) => Number(data.readBigUInt64LE(offset));
  switch (data.length) {
    case CLOCK_SIZE:
      return {
        type: "clock",
        info: {
          slot: u64(0),
          epoch: u64(16),
          epochStartTimestamp: Number(data.readBigInt64LE(8)),
          leaderScheduleEpoch: u64(24),
          unixTimestamp: Number(data.readBigInt64LE(32)),
        },
      };
    case RENT_SIZE:
      return {
        type: "rent",
        info: {
          lamportsPerByteYear: data.readBigUInt64LE(0).toString(),
          exemptionThreshold: data.readDoubleLE(8),
          burnPercent: data.readUInt8(16),
        },
      };
    case EPOCH_SCHEDULE_SIZE:
      return {
        type: "epochSchedule",
        info: {
          slotsPerEpoch: u64(0),
          leaderScheduleSlotOffset: u64(8),
          warmup: data.readUInt8(16) === 1,
          firstNormalEpoch: u64(17),
          firstNormalSlot: u64(25),
        },
      };
    default:
      return null;
  }
}
