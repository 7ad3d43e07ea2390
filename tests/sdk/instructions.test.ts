import { expect } from "chai";
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { instructions, pda } from "@diem/sdk";
import {
  addressOf,
  callable,
  clusterTag,
  creator,
  type Example,
  keys,
  market,
  marketArgs,
  onPosition,
  owner,
  params,
  position,
  roles,
  table,
  terms,
  ticketId,
  vvvMint,
} from "./instructions-table";
import { named, anchorProgram, key, thrownBy } from "./support";

interface AnchorBuilder {
  accountsStrict(accounts: object): AnchorBuilder;
  remainingAccounts(metas: object[]): AnchorBuilder;
  instruction(): Promise<TransactionInstruction>;
}
const methods = anchorProgram.methods as unknown as Record<
  string,
  (...args: unknown[]) => AnchorBuilder
>;

/** What Anchor's own client makes of an example. */
function anchorMakes(name: string, example: Example): Promise<TransactionInstruction> {
  const definition = callable.find((item) => item.name === name);
  const build = methods[name];
  if (definition === undefined || build === undefined) throw new Error(name);
  const named = definition.accounts.map(({ name: account }) => [
    account,
    addressOf(account, example),
  ]);
  const writable = (pubkey: PublicKey) => ({ pubkey, isSigner: false, isWritable: true });
  return build(...example.args)
    .accountsStrict(Object.fromEntries(named) as object)
    .remainingAccounts((example.remaining ?? []).map(writable))
    .instruction();
}

describe("sdk: instructions", () => {
  it("has one for every instruction of the IDL", () => {
    const names = callable.map(({ name }) => name as string);
    const shown = new Set(Object.keys(table).map((title) => title.split(" ")[0]));
    expect([...shown]).to.have.members(names);
    expect(Object.keys(instructions)).to.have.members(names);
  });

  for (const [title, example] of Object.entries(table)) {
    it(`${title}: the same bytes and accounts as Anchor's own client`, async () => {
      const { made } = example;
      const expected = await anchorMakes(title.split(" ")[0] ?? "", example);
      expect(made.programId.equals(expected.programId)).to.equal(true);
      expect(made.data.equals(expected.data)).to.equal(true);
      const flat = ({ keys: metas }: TransactionInstruction) =>
        metas.map(({ pubkey, isSigner, isWritable }) => [pubkey.toBase58(), isSigner, isWritable]);
      expect(flat(made)).to.deep.equal(flat(expected));
    });
  }

  it("marks an absent account of another deployment with that deployment's address", () => {
    const programId = key(43);
    const { keys: metas } = instructions.rollEpoch({ market: keys, programId });
    for (const meta of metas.slice(1, 3)) {
      expect(meta).to.deep.equal({ pubkey: programId, isSigner: false, isWritable: false });
    }
  });

  it("takes other accounts in place of the derived ones", () => {
    const payer = key(4);
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

    const settle = (claim: instructions.Claim) => () =>
      instructions.settle({
        ...{ provider: key(30), operator: owner },
        entries: [
          { channel: key(31), claim: {} },
          { channel: key(32), claim },
        ],
      });
    const slash = (reason: number) => () =>
      instructions.slashProvider({
        ...{ market: keys, arbiter: owner, provider: key(30), maxAmount: 1n },
        ...{ reason, treasury: key(5) },
      });
    const openRecord = (epoch: number) => () =>
      instructions.openEpochRecord({ market: keys, payer: owner, epoch, record: key(33) });

    it("passes the limits", () => {
      settle({ diem: 2n ** 64n - 1n, quota: 0n })();
      slash(65_535)();
      openRecord(2 ** 32 - 1)();
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
      ["2^64 in a list", settle({ diem: 2n ** 64n }), "args.claims[1].diem"],
      ["a negative u64 in a list", settle({ quota: -1n }), "args.claims[1].quota"],
      ["65,536 for a slash's reason", slash(65_536), "args.reason"],
      ["2^32 for an epoch", openRecord(2 ** 32), "args.epoch"],
    ];
    for (const [what, call, field] of refused) {
      it(`refuses ${what}`, async () => {
        const { context } = named(await thrownBy(call), "InvalidAmount");
        expect(context.field).to.equal(field);
      });
    }

    it("refuses a ticket id that is no u64, and bytes of another length", async () => {
      const request = { ...onPosition, amount: 1n, ticketId: 2n ** 64n };
      named(await thrownBy(() => instructions.requestUnstake(request)), "InvalidAmount");
      const short = { ...terms, priceListHash: new Uint8Array(31) };
      const error = await thrownBy(() =>
        instructions.updateProvider({ ...onPosition, terms: short }),
      );
      expect(error.message).to.equal("terms.priceListHash must be 32 bytes, not 31");
    });
  });
});
