import { toTokenAmount } from "../token-data";
import {
  type InstructionReader,
  type Parsed,
  type Parser,
  parserAt,
  UnparsableError,
} from "./reader";

const AUTHORITY_TYPES = ["mintTokens", "freezeAccount", "accountOwner", "closeAccount"] as const;

/** The one that signs, or a multisig and those that sign for it. */
function signer(it: InstructionReader, name: string, index: number): Parsed["info"] {
  const address = it.account(index);
  if (it.accountCount === index + 1) return { [name]: address };
  const multisig = `multisig${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return { [multisig]: address, signers: it.accountsFrom(index + 1) };
}

function amount(it: InstructionReader): string {
  return it.u64().toString();
}

/** An amount with the mint's decimals behind it, as the `...Checked` instructions have them. */
function checkedAmount(it: InstructionReader) {
  const units = it.u64();
  return toTokenAmount(units, it.u8());
}

function mintInfo(it: InstructionReader) {
  const [decimals, mintAuthority, freezeAuthority] = [it.u8(), it.address(), it.optionalAddress()];
  return {
    mint: it.account(0),
    decimals,
    mintAuthority,
    ...(freezeAuthority !== null && { freezeAuthority }),
  };
}

function freezing(type: string): Parser {
  return (it) => ({
    type,
    info: { account: it.account(0), mint: it.account(1), ...signer(it, "freezeAuthority", 2) },
  });
}

/** The one extension that the associated token program asks for; others are those of Token-2022. */
const IMMUTABLE_OWNER = 7;

function extensions(it: InstructionReader): string[] {
  const found = [];
  while (!it.isAtEnd) {
    if (it.u16() !== IMMUTABLE_OWNER) throw new UnparsableError("an extension of Token-2022");
    found.push("immutableOwner");
  }
  return found;
}

/** The instructions that both token programs have, by number. */
const PARSERS: readonly Parser[] = [
  (it) => ({ type: "initializeMint", info: { ...mintInfo(it), rentSysvar: it.account(1) } }),
  (it) => ({
    type: "initializeAccount",
    info: {
      account: it.account(0),
      mint: it.account(1),
      owner: it.account(2),
      rentSysvar: it.account(3),
    },
  }),
  (it) => ({
    type: "initializeMultisig",
    info: {
      multisig: it.account(0),
      rentSysvar: it.account(1),
      signers: it.accountsFrom(2),
      m: it.u8(),
    },
  }),
  (it) => ({
    type: "transfer",
    info: {
      source: it.account(0),
      destination: it.account(1),
      amount: amount(it),
      ...signer(it, "authority", 2),
    },
  }),
  (it) => ({
    type: "approve",
    info: {
      source: it.account(0),
      delegate: it.account(1),
      amount: amount(it),
      ...signer(it, "owner", 2),
    },
  }),
  (it) => ({ type: "revoke", info: { source: it.account(0), ...signer(it, "owner", 1) } }),
  (it) => {
    const authorityType = AUTHORITY_TYPES[it.u8()];
    if (authorityType === undefined) throw new UnparsableError("an authority of Token-2022 alone");
    const ofMint = authorityType === "mintTokens" || authorityType === "freezeAccount";
    return {
      type: "setAuthority",
      info: {
        [ofMint ? "mint" : "account"]: it.account(0),
        authorityType,
        newAuthority: it.optionalAddress(),
        ...signer(it, "authority", 1),
      },
    };
  },
  (it) => ({
    type: "mintTo",
    info: {
      mint: it.account(0),
      account: it.account(1),
      amount: amount(it),
      ...signer(it, "mintAuthority", 2),
    },
  }),
  (it) => ({
    type: "burn",
    info: {
      account: it.account(0),
      mint: it.account(1),
      amount: amount(it),
      ...signer(it, "authority", 2),
    },
  }),
  (it) => ({
    type: "closeAccount",
    info: { account: it.account(0), destination: it.account(1), ...signer(it, "owner", 2) },
  }),
  freezing("freezeAccount"),
  freezing("thawAccount"),
  (it) => ({
    type: "transferChecked",
    info: {
      source: it.account(0),
      mint: it.account(1),
      destination: it.account(2),
      tokenAmount: checkedAmount(it),
      ...signer(it, "authority", 3),
    },
  }),
  (it) => ({
    type: "approveChecked",
    info: {
      source: it.account(0),
      mint: it.account(1),
      delegate: it.account(2),
      tokenAmount: checkedAmount(it),
      ...signer(it, "owner", 3),
    },
  }),
  (it) => ({
    type: "mintToChecked",
    info: {
      mint: it.account(0),
      account: it.account(1),
      tokenAmount: checkedAmount(it),
      ...signer(it, "mintAuthority", 2),
    },
  }),
  (it) => ({
    type: "burnChecked",
    info: {
      account: it.account(0),
      mint: it.account(1),
      tokenAmount: checkedAmount(it),
      ...signer(it, "authority", 2),
    },
  }),
  (it) => ({
    type: "initializeAccount2",
    info: {
      account: it.account(0),
      mint: it.account(1),
      owner: it.address(),
      rentSysvar: it.account(2),
    },
  }),
  (it) => ({ type: "syncNative", info: { account: it.account(0) } }),
  (it) => ({
    type: "initializeAccount3",
    info: { account: it.account(0), mint: it.account(1), owner: it.address() },
  }),
  (it) => ({
    type: "initializeMultisig2",
    info: { multisig: it.account(0), signers: it.accountsFrom(1), m: it.u8() },
  }),
  (it) => ({ type: "initializeMint2", info: mintInfo(it) }),
  (it) => {
    const extensionTypes = extensions(it);
    const asked = extensionTypes.length > 0 && { extensionTypes };
    return { type: "getAccountDataSize", info: { mint: it.account(0), ...asked } };
  },
  (it) => ({ type: "initializeImmutableOwner", info: { account: it.account(0) } }),
  (it) => ({ type: "amountToUiAmount", info: { mint: it.account(0), amount: amount(it) } }),
  (it) => ({
    type: "uiAmountToAmount",
    info: { mint: it.account(0), uiAmount: it.rest().toString("utf8") },
  }),
];

export function parseToken(instruction: InstructionReader): Parsed {
  return parserAt(PARSERS, instruction.u8())(instruction);
}
