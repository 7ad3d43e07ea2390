import { expect } from "chai";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { constants, errors, instructions, pda } from "@diem/sdk";
import { anchorProgram, bn, derived, key, thrownBy } from "./support";

const creator = key(1);
const vvvMint = key(2);
const owner = key(3);
const payer = key(4);
const treasury = key(5);
const operator = key(6);

const market = derived("market", creator, vvvMint);
const diemMint = derived("diem-mint", market);
const position = derived("position", market, owner);
const ticketId = 513n;
const provider = derived("provider", market, owner);
const ata = (mint: PublicKey, holder: PublicKey) =>
  getAssociatedTokenAddressSync(mint, holder, true);

const keys = pda.marketKeys({ creator, vvvMint });
const onPosition = { market: keys, owner };
const amount = 2n ** 63n + 12_345n;
const amountBN = bn(amount);

/** Every account that an instruction may name, derived without the SDK. */
const addresses = {
  creator,
  vvvMint: { mint: vvvMint },
  market,
  diemMint,
  stakeVault: derived("stake-vault", market),
  bondVault: derived("bond-vault", market),
  rewardVault: derived("reward-vault", market),
  escrow: derived("escrow", market),
  feePool: derived("fee-pool", market),
  position,
  ticket: derived("ticket", position, Buffer.from([1, 2, 0, 0, 0, 0, 0, 0])),
  provider,
  revenue: ata(diemMint, provider),
  owner,
  payer: owner,
  rentPayer: owner,
  funder: owner,
  ownerVvv: ata(vvvMint, owner),
  ownerDiem: ata(diemMint, owner),
  funderVvv: ata(vvvMint, owner),
  treasuryDiem: ata(diemMint, treasury),
  events: { eventAuthority: derived("__event_authority"), program: anchorProgram.programId },
  tokenProgram: new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"),
  associatedTokenProgram: new PublicKey("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"),
  systemProgram: PublicKey.default,
};

const params = constants.defaultParams({
  vvvDecimals: 9,
  referencePriceFloor: 1n,
  referencePriceCap: amount,
  bondPerCredit: 3n,
  rewardCap: 4n,
});
const roles = { authority: key(11), guardian: key(12), arbiter: key(13), treasury };
const clusterTag = Uint8Array.of(1, 2, 3, 4);
const terms = {
  operator,
  endpoint: "https://compute.example/ü",
  price: amount,
  priceListHash: new Uint8Array(32).fill(7),
};
const anchorTerms = { ...terms, price: amountBN, priceListHash: Array.from(terms.priceListHash) };
const marketArgs = { genesisTs: -5n, epochSecs: 86_400n, referencePrice: amount };
const toBN = (fields: object) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "bigint" ? bn(value) : (value as unknown),
    ]),
  );

/** For every instruction of the IDL: what the SDK makes, and the arguments for Anchor's own client. */
const table: Record<string, [made: TransactionInstruction, anchorArgs: unknown[]]> = {
  createMarket: [
    instructions.createMarket({ creator, vvvMint, ...marketArgs, clusterTag, roles, params }),
    [{ ...toBN(marketArgs), clusterTag: [...clusterTag], roles, params: toBN(params) }],
  ],
  fundRewards: [
    instructions.fundRewards({ market: keys, funder: owner, amount, durationSecs: -7n }),
    [{ amount: amountBN, durationSecs: bn(-7) }],
  ],
  collectTreasury: [instructions.collectTreasury({ market: keys, treasury }), []],
  openPosition: [instructions.openPosition(onPosition), []],
  stake: [instructions.stake({ ...onPosition, amount }), [{ amount: amountBN }]],
  requestUnstake: [
    instructions.requestUnstake({ ...onPosition, amount, ticketId }),
    [{ amount: amountBN }],
  ],
  cancelUnstake: [instructions.cancelUnstake({ ...onPosition, ticketId }), []],
  withdrawUnstaked: [instructions.withdrawUnstaked({ ...onPosition, ticketId }), []],
  claimRewards: [instructions.claimRewards(onPosition), []],
  compoundRewards: [instructions.compoundRewards(onPosition), []],
  closePosition: [instructions.closePosition(onPosition), []],
  mintDiem: [
    instructions.mintDiem({ ...onPosition, diemAmount: 1n, maxVvvLocked: amount }),
    [{ diemAmount: bn(1), maxVvvLocked: amountBN }],
  ],
  burnDiem: [
    instructions.burnDiem({ ...onPosition, diemAmount: amount, minVvvUnlocked: 2n }),
    [{ diemAmount: amountBN, minVvvUnlocked: bn(2) }],
  ],
  registerProvider: [
    instructions.registerProvider({ ...onPosition, bond: amount, terms }),
    [{ bond: amountBN, terms: anchorTerms }],
  ],
  updateProvider: [instructions.updateProvider({ ...onPosition, terms }), [anchorTerms]],
  distributeRevenue: [instructions.distributeRevenue({ market: keys, providerOwner: owner }), []],
  withdrawRevenue: [
    instructions.withdrawRevenue({ ...onPosition, amount }),
    [{ amount: amountBN }],
  ],
};

interface AnchorBuilder {
  accountsStrict(accounts: object): { instruction(): Promise<TransactionInstruction> };
}
const methods = anchorProgram.methods as unknown as Record<
  string,
  (...args: unknown[]) => AnchorBuilder
>;

/** The program alone can sign for its events. */
const callable = anchorProgram.idl.instructions.filter((item) => item.name !== "recordEvent");

describe("sdk: instructions", () => {
  it("has one for every instruction of the IDL", () => {
    const names = callable.map(({ name }) => name as string);
    expect(Object.keys(table)).to.have.members(names);
    expect(Object.keys(instructions)).to.have.members(names);
  });

  for (const definition of callable) {
    const { name } = definition;
    it(`${name}: the same bytes and accounts as Anchor's own client`, async () => {
      const [made, args] = table[name] ?? [];
      const named = definition.accounts.map(({ name: account }) => [account, addresses[account]]);
      const build = methods[name];
      if (made === undefined || args === undefined || build === undefined) throw new Error(name);
      const expected = await build(...args)
        .accountsStrict(Object.fromEntries(named) as object)
        .instruction();
      expect(made.programId.equals(expected.programId)).to.equal(true);
      expect(made.data.equals(expected.data)).to.equal(true);
      const flat = ({ keys: metas }: TransactionInstruction) =>
        metas.map(({ pubkey, isSigner, isWritable }) => [pubkey.toBase58(), isSigner, isWritable]);
      expect(flat(made)).to.deep.equal(flat(expected));
    });
  }

  it("writes an absent price as none", () => {
    const { data } = instructions.updateProvider({
      ...onPosition,
      terms: { ...terms, price: null },
    });
    const decoded = anchorProgram.coder.instruction as unknown as {
      decode(data: Buffer): { data: { terms: { price: unknown } } };
    };
    expect(decoded.decode(data).data.terms.price).to.equal(null);
  });

  it("takes other accounts in place of the derived ones", () => {
    const others = { position: key(41), ticket: key(42), payer, programId: key(43) };
    const made = instructions.requestUnstake({ ...onPosition, amount: 1n, ticketId, ...others });
    const used = made.keys.map(({ pubkey }) => pubkey.toBase58());
    for (const other of [key(41), key(42), payer, key(43)])
      expect(used).to.include(other.toBase58());
    expect(made.programId.equals(key(43))).to.equal(true);
    expect(used).to.include(pda.eventAuthority({ programId: key(43) }).toBase58());
  });

  it("derives everything from another program where one is named", () => {
    const programId = key(43);
    const made = instructions.openPosition({ ...onPosition, programId });
    const other = pda.position({ market, owner, programId });
    expect(other.equals(position)).to.equal(false);
    expect(made.keys.some(({ pubkey }) => pubkey.equals(other))).to.equal(true);
  });

  describe("amounts out of range are refused, never truncated", () => {
    const stake = (value: unknown) => () =>
      instructions.stake({ ...onPosition, amount: value as bigint });
    const withParams = (override: object) => () =>
      instructions.createMarket({
        creator,
        vvvMint,
        ...marketArgs,
        clusterTag,
        roles,
        params: { ...params, ...override },
      });

    it("passes the limits", () => {
      stake(0n)();
      stake(2n ** 64n - 1n)();
      withParams({ stakeCooldownSecs: 2n ** 63n - 1n, steepnessBps: 65_535 })();
      withParams({ stakeCooldownSecs: -(2n ** 63n), steepnessBps: 0 })();
    });

    const refused: [what: string, call: () => unknown, field: string][] = [
      ["2^64", stake(2n ** 64n), "args.amount"],
      ["a negative u64", stake(-1n), "args.amount"],
      ["a number for a u64", stake(5), "args.amount"],
      ["a missing u64", stake(undefined), "args.amount"],
      [
        "2^63 for an i64",
        withParams({ stakeCooldownSecs: 2n ** 63n }),
        "args.params.stakeCooldownSecs",
      ],
      ["65,536 for a u16", withParams({ steepnessBps: 65_536 }), "args.params.steepnessBps"],
      ["a fraction for a u16", withParams({ steepnessBps: 1.5 }), "args.params.steepnessBps"],
      ["a negative u16", withParams({ steepnessBps: -1 }), "args.params.steepnessBps"],
    ];
    for (const [what, call, field] of refused) {
      it(`refuses ${what}`, async () => {
        const error = await thrownBy(call);
        expect(error).to.be.instanceOf(errors.AmountError).and.instanceOf(RangeError);
        expect((error as InstanceType<typeof errors.AmountError>).field).to.equal(field);
      });
    }

    it("refuses a ticket id that is no u64, and bytes of another length", async () => {
      const request = { ...onPosition, amount: 1n, ticketId: 2n ** 64n };
      expect(await thrownBy(() => instructions.requestUnstake(request))).to.be.instanceOf(
        errors.AmountError,
      );
      const short = { ...terms, priceListHash: new Uint8Array(31) };
      const error = await thrownBy(() =>
        instructions.updateProvider({ ...onPosition, terms: short }),
      );
      expect(error.message).to.equal("terms.priceListHash must be 32 bytes, not 31");
    });
  });
});
