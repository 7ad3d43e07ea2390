import {
  AuthorityType,
  createApproveCheckedInstruction,
  createApproveInstruction,
  createAssociatedTokenAccountIdempotentInstruction,
  createAssociatedTokenAccountInstruction,
  createBurnCheckedInstruction,
  createBurnInstruction,
  createCloseAccountInstruction,
  createFreezeAccountInstruction,
  createInitializeMintInstruction,
  createInitializeMultisigInstruction,
  createMintToCheckedInstruction,
  createMintToInstruction,
  createRevokeInstruction,
  createSetAuthorityInstruction,
  createSyncNativeInstruction,
  createThawAccountInstruction,
  createTransferCheckedInstruction,
  createTransferInstruction,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { Keypair, PublicKey, SystemProgram, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";

import { parseInstruction } from "@diem/localnet/dist/rpc/parsed";

const key = (seed: number) => Keypair.fromSeed(Buffer.alloc(32, seed)).publicKey;
const [A, B, MINT, OWNER] = [key(1), key(2), key(3), key(4)] as const;
const [a, b, mint, owner] = [A, B, MINT, OWNER].map(String) as [string, string, string, string];
const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const SYSTEM = SystemProgram.programId;

function parse({ programId, keys, data }: TransactionInstruction) {
  const accounts = keys.map(({ pubkey }) => pubkey.toBase58());
  return parseInstruction(programId.toBase58(), accounts, data);
}

/** Every expectation was read off a validator (Agave 3.1). */
describe("embedded chain: instructions by name", () => {
  const tokenAmount = { amount: "1500000", decimals: 6, uiAmount: 1.5, uiAmountString: "1.5" };
  const cases: [TransactionInstruction, string, object][] = [
    [
      SystemProgram.createAccount({
        fromPubkey: A,
        newAccountPubkey: B,
        lamports: 5,
        space: 82,
        programId: TOKEN_PROGRAM_ID,
      }),
      "createAccount",
      { source: a, newAccount: b, lamports: 5, space: 82, owner: TOKEN_PROGRAM_ID.toBase58() },
    ],
    [
      SystemProgram.transfer({ fromPubkey: A, toPubkey: B, lamports: 7 }),
      "transfer",
      { source: a, destination: b, lamports: 7 },
    ],
    [
      SystemProgram.createAccountWithSeed({
        fromPubkey: A,
        newAccountPubkey: B,
        basePubkey: A,
        seed: "säed",
        lamports: 2,
        space: 3,
        programId: SYSTEM,
      }),
      "createAccountWithSeed",
      {
        source: a,
        newAccount: b,
        base: a,
        seed: "säed",
        lamports: 2,
        space: 3,
        owner: SYSTEM.toBase58(),
      },
    ],
    [
      SystemProgram.allocate({ accountPubkey: A, space: 10 }),
      "allocate",
      { account: a, space: 10 },
    ],
    [SystemProgram.assign({ accountPubkey: A, programId: OWNER }), "assign", { account: a, owner }],
    [
      SystemProgram.nonceAuthorize({
        noncePubkey: A,
        authorizedPubkey: OWNER,
        newAuthorizedPubkey: B,
      }),
      "authorizeNonce",
      { nonceAccount: a, nonceAuthority: owner, newAuthorized: b },
    ],
    [
      createInitializeMintInstruction(MINT, 6, OWNER, null),
      "initializeMint",
      {
        mint,
        decimals: 6,
        mintAuthority: owner,
        rentSysvar: "SysvarRent111111111111111111111111111111111",
      },
    ],
    [
      createTransferInstruction(A, B, OWNER, 5n),
      "transfer",
      { source: a, destination: b, amount: "5", authority: owner },
    ],
    [
      createTransferCheckedInstruction(A, MINT, B, OWNER, 1_500_000n, 6),
      "transferChecked",
      { source: a, mint, destination: b, tokenAmount, authority: owner },
    ],
    [
      createApproveInstruction(A, B, OWNER, 7n),
      "approve",
      { source: a, delegate: b, amount: "7", owner },
    ],
    [
      createApproveCheckedInstruction(A, MINT, B, OWNER, 1_500_000n, 6),
      "approveChecked",
      { source: a, mint, delegate: b, tokenAmount, owner },
    ],
    [createRevokeInstruction(A, OWNER), "revoke", { source: a, owner }],
    [
      createSetAuthorityInstruction(MINT, OWNER, AuthorityType.FreezeAccount, null),
      "setAuthority",
      { mint, authorityType: "freezeAccount", newAuthority: null, authority: owner },
    ],
    [
      createSetAuthorityInstruction(A, OWNER, AuthorityType.CloseAccount, B),
      "setAuthority",
      { account: a, authorityType: "closeAccount", newAuthority: b, authority: owner },
    ],
    [
      createMintToInstruction(MINT, A, OWNER, 9n, [A, B]),
      "mintTo",
      { mint, account: a, amount: "9", multisigMintAuthority: owner, signers: [a, b] },
    ],
    [
      createMintToCheckedInstruction(MINT, A, OWNER, 1_500_000n, 6),
      "mintToChecked",
      { mint, account: a, tokenAmount, mintAuthority: owner },
    ],
    [
      createBurnInstruction(A, MINT, OWNER, 1n),
      "burn",
      { account: a, mint, amount: "1", authority: owner },
    ],
    [
      createBurnCheckedInstruction(A, MINT, OWNER, 1_500_000n, 6),
      "burnChecked",
      { account: a, mint, tokenAmount, authority: owner },
    ],
    [
      createCloseAccountInstruction(A, B, OWNER),
      "closeAccount",
      { account: a, destination: b, owner },
    ],
    [
      createFreezeAccountInstruction(A, MINT, OWNER),
      "freezeAccount",
      { account: a, mint, freezeAuthority: owner },
    ],
    [
      createThawAccountInstruction(A, MINT, OWNER),
      "thawAccount",
      { account: a, mint, freezeAuthority: owner },
    ],
    [createSyncNativeInstruction(A), "syncNative", { account: a }],
    [
      createInitializeMultisigInstruction(A, [B, OWNER], 1),
      "initializeMultisig",
      {
        multisig: a,
        rentSysvar: "SysvarRent111111111111111111111111111111111",
        signers: [b, owner],
        m: 1,
      },
    ],
    ...[
      [createAssociatedTokenAccountInstruction, "create"] as const,
      [createAssociatedTokenAccountIdempotentInstruction, "createIdempotent"] as const,
    ].map(([make, type]): [TransactionInstruction, string, object] => [
      make(A, B, OWNER, MINT),
      type,
      {
        source: a,
        account: b,
        wallet: owner,
        mint,
        systemProgram: SYSTEM.toBase58(),
        tokenProgram: TOKEN_PROGRAM_ID.toBase58(),
      },
    ]),
    [
      new TransactionInstruction({
        programId: TOKEN_PROGRAM_ID,
        keys: [{ pubkey: MINT, isSigner: false, isWritable: false }],
        data: Buffer.from([21, 7, 0]),
      }),
      "getAccountDataSize",
      { mint, extensionTypes: ["immutableOwner"] },
    ],
  ];

  for (const [instruction, type, info] of cases) {
    it(`${type}: ${Object.keys(info).join(", ")}`, () => {
      expect(parse(instruction)?.parsed).to.deep.equal({ type, info });
    });
  }

  it("names the program, and shows a memo as text", () => {
    const data = Buffer.from("héllo");
    expect(parse(new TransactionInstruction({ programId: MEMO, keys: [], data }))).to.deep.equal({
      program: "spl-memo",
      parsed: "héllo",
    });
    const [create] = cases;
    expect(create && parse(create[0])?.program).to.equal("system");
    expect(parse(createRevokeInstruction(A, OWNER))?.program).to.equal("spl-token");
    expect(parse(createAssociatedTokenAccountInstruction(A, B, OWNER, MINT))?.program).to.equal(
      "spl-associated-token-account",
    );
  });

  it("leaves what it does not know as it is", () => {
    const instruction = (programId: PublicKey, data: number[]) =>
      new TransactionInstruction({ programId, keys: [], data: Buffer.from(data) });
    for (const unknown of [
      instruction(OWNER, [1]),
      instruction(SYSTEM, []),
      instruction(SYSTEM, [99, 0, 0, 0]),
      instruction(SYSTEM, [2, 0, 0, 0, 1]),
      instruction(SYSTEM, [
        3,
        0,
        0,
        0,
        ...Buffer.alloc(32),
        255,
        255,
        255,
        255,
        255,
        255,
        255,
        255,
      ]),
      instruction(TOKEN_PROGRAM_ID, [99]),
      instruction(TOKEN_PROGRAM_ID, [3, 1, 0, 0, 0, 0, 0, 0, 0]),
      instruction(TOKEN_PROGRAM_ID, [6, 9, 0]),
      instruction(TOKEN_PROGRAM_ID, [21, 1, 0]),
    ]) {
      expect(parse(unknown)).to.equal(null);
    }
  });
});
