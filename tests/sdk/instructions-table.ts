import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import {
  PublicKey,
  SYSVAR_INSTRUCTIONS_PUBKEY,
  type TransactionInstruction,
} from "@solana/web3.js";
import { constants, instructions, pda } from "@diem/sdk";
import { anchorProgram, bn, derived, key } from "./support";

export const creator = key(1);
export const vvvMint = key(2);
/** The key that signs: the owner of positions and providers, the consumer, the funder, the operator. */
export const owner = key(3);
const treasury = key(5);
const operator = key(6);
const buyer = key(7);

export const market = derived("market", creator, vvvMint);
const diemMint = derived("diem-mint", market);
export const position = derived("position", market, owner);
export const ticketId = 513n;
const idBytes = Buffer.from([1, 2, 0, 0, 0, 0, 0, 0]);
const provider = derived("provider", market, owner);
const channel = derived("channel", provider, buyer, idBytes);
const epoch = 67_305_985;
const record = derived("epoch", market, Buffer.from([1, 2, 3, 4]));
const ata = (mint: PublicKey, holder: PublicKey) =>
  getAssociatedTokenAddressSync(mint, holder, true);

export const keys = pda.marketKeys({ creator, vvvMint });
export const onPosition = { market: keys, owner };
const onChannel = { market: keys, provider, channel, consumer: buyer };
const onRecord = { market: keys, epoch };
export const amount = 2n ** 63n + 12_345n;
const amountBN = bn(amount);

const TOKEN_METADATA = new PublicKey("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");

/** Every account that an instruction may name, derived without the SDK. */
const addresses: Readonly<Record<string, PublicKey | Record<string, PublicKey>>> = {
  creator,
  vvvMint,
  market,
  diemMint,
  stakeVault: derived("stake-vault", market),
  bondVault: derived("bond-vault", market),
  rewardVault: derived("reward-vault", market),
  escrow: derived("escrow", market),
  feePool: derived("fee-pool", market),
  position,
  ticket: derived("ticket", position, idBytes),
  provider,
  revenue: ata(diemMint, provider),
  channel,
  record,
  owner,
  payer: owner,
  rentPayer: owner,
  funder: owner,
  arbiter: owner,
  authority: key(11),
  newAuthority: key(11),
  pauser: owner,
  consumer: buyer,
  closer: buyer,
  operator,
  ownerVvv: ata(vvvMint, owner),
  ownerDiem: ata(diemMint, owner),
  funderVvv: ata(vvvMint, owner),
  funderDiem: ata(diemMint, owner),
  consumerDiem: ata(diemMint, buyer),
  treasuryDiem: ata(diemMint, treasury),
  treasuryVvv: ata(vvvMint, treasury),
  diemMetadata: PublicKey.findProgramAddressSync(
    [Buffer.from("metadata"), TOKEN_METADATA.toBytes(), diemMint.toBytes()],
    TOKEN_METADATA,
  )[0],
  tokenMetadataProgram: TOKEN_METADATA,
  instructions: SYSVAR_INSTRUCTIONS_PUBKEY,
  events: { eventAuthority: derived("__event_authority"), program: anchorProgram.programId },
  tokenProgram: new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"),
  associatedTokenProgram: new PublicKey("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"),
  systemProgram: PublicKey.default,
};
const bondTicket = { ticket: derived("bond-ticket", provider, idBytes) };

export const params = constants.defaultParams({
  vvvDecimals: 9,
  targetFloor: 4n,
  referencePriceFloor: 1n,
  referencePriceCap: amount,
  bondPerCredit: 3n,
});
export const roles = { authority: key(11), guardian: key(12), arbiter: key(13), treasury };
const { authority, ...named } = roles;
const byAuthority = { market: keys, authority };
export const clusterTag = Uint8Array.of(1, 2, 3, 4);
export const terms = {
  operator,
  endpoint: "https://compute.example/ü",
  price: amount,
  priceListHash: new Uint8Array(32).fill(7),
};
const anchorTerms = { ...terms, price: amountBN, priceListHash: Array.from(terms.priceListHash) };
export const marketArgs = { genesisTs: -5n, epochSecs: 86_400n, referencePrice: amount };
const metadata = { name: "DIEM of é", symbol: "DIEM", uri: "https://diem.example/diem.json" };
const toBN = (fields: object) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "bigint" ? bn(value) : (value as unknown),
    ]),
  );

const capacities = { capacity: 5n, quotaCapacity: 4n };
const opening = { openedSlot: ticketId, deposit: amount, maxPrice: 9n, voucherSigner: key(8) };
const claims: [PublicKey, instructions.Claim][] = [
  [key(21), { diem: amount, quota: 7n }],
  [key(22), { diem: 8n }],
  [key(23), { quota: undefined }],
];

/** What the SDK makes of an instruction, and what Anchor's own client is to be given for the same. */
export interface Example {
  readonly made: TransactionInstruction;
  readonly args: readonly unknown[];
  /** Accounts that are not the usual ones; null for an optional one that is absent. */
  readonly accounts?: Readonly<Record<string, PublicKey | null>>;
  readonly remaining?: readonly PublicKey[];
}

export function addressOf(name: string, { accounts = {} }: Example) {
  return name in accounts ? accounts[name] : addresses[name];
}

/** All instructions but the program's call to itself. */
export const callable = anchorProgram.idl.instructions.filter(({ name }) => name !== "recordEvent");

const example = (
  made: TransactionInstruction,
  args: object | null = null,
  rest: Omit<Example, "made" | "args"> = {},
): Example => ({ made, args: args === null ? [] : [args], ...rest });

const amountArgs = { amount: amountBN };
const diemArgs = { diemAmount: amountBN };

/** What the SDK is given for an instruction that needs nothing unusual. */
const USUAL: Readonly<Record<string, unknown>> = {
  ...{ market: keys, owner, authority, payer: owner, funder: owner, treasury },
  ...{ amount, ticketId, ...capacities, ...metadata },
};
const builders = instructions as unknown as Readonly<
  Record<string, (given: object) => TransactionInstruction>
>;

/** The usual example of an instruction: its arguments by the names of their fields. */
function usual({ name, args: [arg] }: (typeof callable)[number]): Example {
  const build = builders[name];
  if (build === undefined) throw new Error(`the SDK has no instruction ${name}`);
  return example(build(USUAL), arg === undefined ? null : toBN(fieldsOf(arg.type)));
}

/** The fields of an argument's struct, out of what is usual. */
function fieldsOf(type: unknown): object {
  const { name } = (type as { defined: { name: string } }).defined;
  const struct = anchorProgram.idl.types.find((candidate) => candidate.name === name);
  const fields = (struct?.type as { fields: { name: string }[] } | undefined)?.fields ?? [];
  return Object.fromEntries(fields.map((field) => [field.name, USUAL[field.name]]));
}

const unusual: Readonly<Record<string, Example>> = {
  createMarket: example(
    instructions.createMarket({ creator, vvvMint, ...marketArgs, clusterTag, roles, params }),
    { ...toBN(marketArgs), clusterTag: [...clusterTag], roles, params: toBN(params) },
  ),
  fundRewards: example(
    instructions.fundRewards({ market: keys, funder: owner, amount, durationSecs: -7n }),
    { amount: amountBN, durationSecs: bn(-7) },
  ),
  proposeAuthority: example(
    instructions.proposeAuthority({ ...byAuthority, newAuthority: key(31) }),
    { newAuthority: key(31) },
  ),
  acceptAuthority: example(
    instructions.acceptAuthority({ market: keys, newAuthority: roles.authority }),
  ),
  setRoles: example(instructions.setRoles({ ...byAuthority, ...named }), named),
  pause: example(
    instructions.pause({ market: keys, pauser: owner, entries: ["stake", "open", "register"] }),
    { entries: 0b10101 },
  ),
  unpause: example(instructions.unpause({ ...byAuthority, entries: ["mint", "deposit", "mint"] }), {
    entries: 0b01010,
  }),
  proposeParams: example(instructions.proposeParams({ ...byAuthority, params }), {
    params: toBN(params),
  }),
  mintDiem: example(
    instructions.mintDiem({ ...onPosition, diemAmount: 1n, maxVvvLocked: amount }),
    { diemAmount: bn(1), maxVvvLocked: amountBN },
  ),
  burnDiem: example(
    instructions.burnDiem({ ...onPosition, diemAmount: amount, minVvvUnlocked: 2n }),
    { diemAmount: amountBN, minVvvUnlocked: bn(2) },
  ),
  registerProvider: example(
    instructions.registerProvider({ ...onPosition, bond: amount, ...capacities, terms }),
    { bond: amountBN, ...toBN(capacities), terms: anchorTerms },
  ),
  "registerProvider without capacity": example(
    instructions.registerProvider({ ...onPosition, bond: amount, terms }),
    { bond: amountBN, capacity: bn(0), quotaCapacity: bn(0), terms: anchorTerms },
  ),
  updateProvider: example(instructions.updateProvider({ ...onPosition, terms }), anchorTerms),
  distributeRevenue: example(
    instructions.distributeRevenue({ market: keys, providerOwner: owner }),
  ),
  "distributeRevenue of a named provider": example(
    instructions.distributeRevenue({ market: keys, provider }),
  ),
  requestBondWithdrawal: example(
    instructions.requestBondWithdrawal({ ...onPosition, amount, ticketId }),
    amountArgs,
    { accounts: bondTicket },
  ),
  withdrawBond: example(instructions.withdrawBond({ ...onPosition, ticketId }), null, {
    accounts: bondTicket,
  }),
  slashProvider: example(
    instructions.slashProvider({
      ...{ market: keys, arbiter: owner, provider, maxAmount: amount, reason: 65_535, treasury },
    }),
    { maxAmount: amountBN, reason: 65_535 },
  ),
  openChannel: example(
    instructions.openChannel({ ...onChannel, ...opening, payer: owner }),
    toBN(opening),
  ),
  "openChannel by a consumer who pays and signs": example(
    instructions.openChannel({
      ...{ market: keys, provider, consumer: buyer },
      ...{ openedSlot: ticketId, deposit: 1n, maxPrice: 2n },
    }),
    { openedSlot: bn(ticketId), deposit: bn(1), maxPrice: bn(2), voucherSigner: buyer },
    { accounts: { payer: buyer } },
  ),
  deposit: example(
    instructions.deposit({ market: keys, channel, funder: owner, amount }),
    amountArgs,
  ),
  stakeQuota: example(instructions.stakeQuota({ ...onChannel, amount }), amountArgs),
  requestQuotaUnstake: example(
    instructions.requestQuotaUnstake({ ...onChannel, amount }),
    amountArgs,
  ),
  withdrawQuota: example(instructions.withdrawQuota(onChannel)),
  settle: example(
    instructions.settle({
      ...{ provider, operator },
      entries: claims.map(([address, claim]) => ({ channel: address, claim })),
    }),
    {
      claims: [
        { diem: amountBN, quota: bn(7) },
        { diem: bn(8), quota: null },
        { diem: null, quota: null },
      ],
    },
    { remaining: claims.map(([address]) => address) },
  ),
  collect: example(instructions.collect(onChannel)),
  requestClose: example(instructions.requestClose({ provider, channel, closer: buyer })),
  closeChannel: example(instructions.closeChannel({ ...onChannel, operator }), null, {
    accounts: { rentPayer: buyer },
  }),
  "closeChannel without an operator": example(
    instructions.closeChannel({ ...onChannel, rentPayer: owner }),
    null,
    { accounts: { operator: null } },
  ),
  openEpochRecord: example(instructions.openEpochRecord({ ...onRecord, payer: owner }), { epoch }),
  reportUsage: example(instructions.reportUsage({ ...onRecord, provider })),
  rollEpoch: example(instructions.rollEpoch({ market: keys }), null, {
    accounts: { firstRecord: null, secondRecord: null },
  }),
  "rollEpoch with a first record": example(
    instructions.rollEpoch({ market: keys, firstRecord: record }),
    null,
    { accounts: { firstRecord: record, secondRecord: null } },
  ),
  "rollEpoch with a second record": example(
    instructions.rollEpoch({ market: keys, firstRecord: undefined, secondRecord: key(24) }),
    null,
    { accounts: { firstRecord: null, secondRecord: key(24) } },
  ),
  "rollEpoch with both records": example(
    instructions.rollEpoch({ market: keys, firstRecord: record, secondRecord: key(24) }),
    null,
    { accounts: { firstRecord: record, secondRecord: key(24) } },
  ),
  claimQuotaReward: example(instructions.claimQuotaReward({ ...onRecord, providerOwner: owner })),
  quoteMint: example(instructions.quoteMint({ market: keys, diemAmount: amount }), diemArgs),
  quoteBurn: example(instructions.quoteBurn({ ...onPosition, diemAmount: amount }), diemArgs),
  "quoteBurn of a named position": example(
    instructions.quoteBurn({ ...onPosition, position: key(41), diemAmount: amount }),
    diemArgs,
    { accounts: { position: key(41) } },
  ),
  closeEpochRecord: example(instructions.closeEpochRecord({ ...onRecord, rentPayer: owner })),
};

/** At least one example of every instruction of the IDL: the first word is its name. */
export const table: Readonly<Record<string, Example>> = {
  ...Object.fromEntries(
    callable.filter(({ name }) => !(name in unusual)).map((item) => [item.name, usual(item)]),
  ),
  ...unusual,
};
