// Completes target/idl/diem.json, as `anchor build` writes it, for the clients of others. Anchor
// writes seeds only for the accounts that the program itself derives; most accounts are checked by what other accounts
// store. Their addresses are just as fixed, and clients that know the seeds find them without being told. The type Index gets
// another name: generated clients have a file for each type, and an index beside them. A second run changes nothing.
import { Buffer } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";

export const IDL = "target/idl/diem.json";

const ADDRESSES = {
  token: "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
  associatedToken: "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL",
  tokenMetadata: "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s",
};

const text = (value) => ({ kind: "const", value: [...Buffer.from(value)] });
const program = (name) => ({ kind: "const", value: base58(ADDRESSES[name]) });
const account = (path, of) => ({ kind: "account", path, ...(of && { account: of }) });
const ofMarket = (seed) => ({ seeds: [text(seed), account("market")] });
const associated = (owner, mint) => ({
  seeds: [owner, program("token"), mint],
  program: program("associatedToken"),
});
const VVV_MINT = account("market.vvv_mint", "Market");
const DIEM_MINT = account("market.diem_mint", "Market");
const TREASURY = account("market.roles.treasury", "Market");

/** By account: where it lies. The first whose accounts the instruction has is taken. */
const ADDRESSED = {
  diem_mint: [ofMarket("diem-mint")],
  stake_vault: [ofMarket("stake-vault")],
  bond_vault: [ofMarket("bond-vault")],
  reward_vault: [ofMarket("reward-vault")],
  escrow: [ofMarket("escrow")],
  fee_pool: [ofMarket("fee-pool")],
  position: [{ seeds: [text("position"), account("market"), account("owner")] }],
  provider: [{ seeds: [text("provider"), account("market"), account("owner")] }],
  ticket: [
    ticketOf("ticket", "position", "StakePosition"),
    ticketOf("bond-ticket", "provider", "Provider"),
  ],
  diem_metadata: [
    {
      seeds: [text("metadata"), program("tokenMetadata"), account("diem_mint")],
      program: program("tokenMetadata"),
    },
  ],
  revenue: [associated(account("provider"), account("diem_mint"))],
  owner_vvv: [associated(account("owner"), VVV_MINT)],
  funder_vvv: [associated(account("funder"), VVV_MINT)],
  treasury_vvv: [associated(TREASURY, VVV_MINT)],
  owner_diem: [
    associated(account("owner"), account("diem_mint")),
    associated(account("owner"), DIEM_MINT),
    associated(account("provider.owner", "Provider"), DIEM_MINT),
  ],
  funder_diem: [associated(account("funder"), DIEM_MINT)],
  treasury_diem: [associated(TREASURY, DIEM_MINT)],
  consumer_diem: [
    associated(account("consumer"), DIEM_MINT),
    associated(account("channel.consumer", "Channel"), DIEM_MINT),
  ],
};

/** A new ticket has its owner's next number. */
function ticketOf(seed, owner, type) {
  return {
    seeds: [text(seed), account(owner), account(`${owner}.next_ticket_id`, type)],
    isNew: true,
  };
}

function base58(address) {
  const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const number = [...address].reduce(
    (sum, digit) => sum * 58n + BigInt(alphabet.indexOf(digit)),
    0n,
  );
  return [...Buffer.from(number.toString(16).padStart(64, "0"), "hex")];
}

function completed(accounts) {
  const flat = accounts.map((item) =>
    // Anchor checks the VVV mint first because it stands in a group; for callers it is one account
    item.name === "vvv_mint" && item.accounts?.length === 1
      ? { ...item.accounts[0], name: item.name }
      : item,
  );
  const names = new Set(flat.map(({ name }) => name));
  return flat.map((item) => {
    const pda = addressOf(item, names);
    if (pda === undefined) return item;
    // in the order of Anchor, which writes the file again before it runs tests
    const { relations, ...rest } = item;
    return { ...rest, pda, ...(relations && { relations }) };
  });
}

function addressOf(item, names) {
  // what another account stores, the caller's own choice among several, is not derived
  const stored = (item.relations ?? []).some((name) => ["channel", "ticket"].includes(name));
  if (stored) return undefined;
  const isThere = ({ kind, path }) => kind !== "account" || names.has(path.split(".")[0]);
  const found = ADDRESSED[item.name]?.find(({ seeds }) => seeds.every(isThere));
  if (found === undefined) return undefined;
  const { isNew, ...pda } = found;
  if (isNew && item.pda === undefined) return undefined;
  return pda;
}

export function completeIdl() {
  const idl = JSON.parse(readFileSync(IDL, "utf8"));
  const instructions = idl.instructions.map((instruction) => ({
    ...instruction,
    accounts: completed(instruction.accounts),
  }));
  const whole = JSON.stringify({ ...idl, instructions }, null, 2);
  writeFileSync(IDL, whole.replaceAll('"name": "Index"', '"name": "ShareIndex"'));
}
