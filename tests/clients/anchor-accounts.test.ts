import { AnchorProvider, BorshCoder, Program } from "@coral-xyz/anchor";
import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { PROGRAM_ID } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { addressOf, type Example, owner, table, ticketId } from "../sdk/instructions-table";
import { accountInfo, bn, key, offlineConnection } from "../sdk/support";

interface AccountItem {
  readonly name: string;
  readonly optional?: boolean;
  readonly signer?: boolean;
  readonly address?: string;
  readonly pda?: unknown;
  readonly relations?: readonly string[];
  readonly accounts?: readonly AccountItem[];
}
interface Builder {
  accountsPartial(accounts: object): Builder;
  pubkeys(): Promise<Readonly<Record<string, PublicKey | undefined>>>;
}
type Fields = Readonly<Record<string, unknown>>;

const usual: Example = { made: table.viewMarket!.made, args: [] };
const at = (name: string) => addressOf(name, usual) as PublicKey;
const bondTicket = addressOf("ticket", table.withdrawBond!) as PublicKey;
const fields = (...names: string[]) => Object.fromEntries(names.map((name) => [name, at(name)]));

/** What the accounts store, as far as other accounts follow from it. */
const stored: readonly (readonly [address: PublicKey, type: string, fields: Fields])[] = [
  [
    at("market"),
    "market",
    {
      ...fields("vvvMint", "diemMint", "stakeVault", "bondVault", "rewardVault", "escrow"),
      ...fields("feePool"),
      roles: { treasury: key(5) },
    },
  ],
  [at("position"), "stakePosition", { owner, ...fields("market", "rentPayer"), ...nextTicket() }],
  [at("ticket"), "unstakeTicket", fields("position", "rentPayer")],
  [
    at("provider"),
    "provider",
    { owner, ...fields("market", "revenue", "rentPayer"), ...nextTicket() },
  ],
  [bondTicket, "bondTicket", fields("provider", "rentPayer")],
  [at("channel"), "channel", { ...fields("market", "provider", "consumer"), rentPayer: key(7) }],
  [at("record"), "epochRecord", fields("market", "rentPayer")],
];

function nextTicket(): Fields {
  return { nextTicketId: bn(ticketId) };
}

/** Anchor's client, offline: an account's data is its address, from which the coder tells what is stored there. */
function offlineProgram(): Program {
  const coder = new BorshCoder(new Program(idl, providerOf()).idl);
  const decodeAny = (data: Buffer): Fields => {
    const found = stored.find(([address]) => address.toBuffer().equals(data));
    if (found === undefined) throw new Error("nothing is stored there");
    return found[2];
  };
  const accounts = Object.assign(coder.accounts, { decodeAny });
  return new Program(idl, providerOf(), Object.assign(coder, { accounts }));
}

function providerOf(): AnchorProvider {
  const getAccountInfo = (address: PublicKey) =>
    Promise.resolve(accountInfo(address.toBuffer(), PROGRAM_ID));
  const wallet = {
    publicKey: owner,
    signTransaction: () => Promise.reject(new Error("nothing is signed here")),
    signAllTransactions: () => Promise.reject(new Error("nothing is signed here")),
  };
  return new AnchorProvider(offlineConnection({ getAccountInfo }), wallet, {});
}

/** What the caller chooses, and what nothing else leads to. */
function givenBy(items: readonly AccountItem[]): readonly string[] {
  const names = items.map(({ name }) => name);
  const isDerived = ({ pda, relations, address, accounts }: AccountItem) =>
    [pda, relations, address, accounts].some((known) => known !== undefined);
  const free = items.filter((item) => !isDerived(item) || item.optional === true || item.signer);
  const chosen = free.map(({ name }) => name);
  const leads = ["channel", "ticket", "record", "provider"];
  // one account of the market's leads to it; where there is none, the market is given
  const isLed = leads.some((lead) => chosen.includes(lead));
  return !isLed && names.includes("market") && !names.includes("vvvMint")
    ? [...chosen, "market"]
    : chosen;
}

describe("clients of others: Anchor's own client finds the accounts", () => {
  const program = offlineProgram();
  const methods = program.methods as unknown as Record<string, (...args: unknown[]) => Builder>;

  it("knows the fields of the accounts that lead to others", () => {
    for (const [, type, values] of stored) {
      const { type: struct } = program.idl.types!.find(({ name }) => name === type)!;
      const known = (struct as { fields: { name: string }[] }).fields.map(({ name }) => name);
      expect(known, type).to.include.members(Object.keys(values));
    }
  });

  for (const { name, accounts } of program.idl.instructions as readonly {
    name: string;
    accounts: readonly AccountItem[];
  }[]) {
    if (name === "recordEvent") continue; // the program alone can sign for its events
    const given = givenBy(accounts);
    it(`of ${name}, given ${given.join(", ")}`, async () => {
      const example = table[name]!;
      const pick = Object.fromEntries(
        given.map((account) => [account, addressOf(account, example)]),
      );
      const found = await methods[name]!(...example.args)
        .accountsPartial(pick)
        .pubkeys();
      for (const { name: account, accounts: group } of accounts) {
        const wanted = addressOf(account, example);
        if (group !== undefined || wanted === null) continue;
        expect(found[account]?.toString(), account).to.equal((wanted as PublicKey).toString());
      }
    });
  }
});
