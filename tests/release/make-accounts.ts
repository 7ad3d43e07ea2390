// Writes tests/fixtures/accounts: npx tsx tests/release/make-accounts.ts
// What a deployed version has stored must stay readable: write them anew only for a layout that is not deployed yet.
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import type { AccountInfo, PublicKey } from "@solana/web3.js";
import { constants, PROGRAM_ID } from "@diem/sdk";
import { makeHistory } from "./history";
import { type HeldAccount, plain, READERS, STORED_TYPES, write } from "./stored";

/** Bytes of an ed25519 secret key in front of its public key. */
const SEED_LENGTH = 32;
const MADE = "by tests/release/make-accounts.ts: the history of tests/release/history.ts";

function held(address: PublicKey, account: AccountInfo<Buffer>): HeldAccount {
  return {
    address: address.toBase58(),
    owner: account.owner.toBase58(),
    lamports: account.lamports,
    base64: account.data.toString("base64"),
  };
}

async function main(): Promise<void> {
  const { world, stored, keys } = await makeHistory();
  const { connection, embedded } = world.chain;
  if (embedded === undefined) throw new Error("needs the embedded chain");
  for (const type of STORED_TYPES) {
    const address = stored[type];
    const account = embedded.getAccount(address);
    if (account === null) throw new Error(`the history left no ${type}`);
    const fields = plain(READERS[type].decode(account.data));
    const version = constants.ACCOUNT_VERSION;
    await write(type, { made: MADE, version, ...held(address, account), fields });
  }
  const own = await connection.getProgramAccounts(PROGRAM_ID);
  const tokens = await connection.getProgramAccounts(TOKEN_PROGRAM_ID);
  const kept = new Set(Object.values(stored).map((address) => address.toBase58()));
  const others = [...own, ...tokens].filter(({ pubkey }) => !kept.has(pubkey.toBase58()));
  const seeds = Object.entries(keys).map(([name, { secretKey }]) => {
    return [name, Buffer.from(secretKey.subarray(0, SEED_LENGTH)).toString("base64")];
  });
  await write("surroundings", {
    made: MADE,
    now: embedded.clock.now().toString(),
    slot: embedded.clock.slot().toString(),
    keys: Object.fromEntries(seeds) as Record<string, string>,
    accounts: others
      .map(({ pubkey, account }) => held(pubkey, account))
      .sort((a, b) => (a.address < b.address ? -1 : 1)),
  });
}

void main();
