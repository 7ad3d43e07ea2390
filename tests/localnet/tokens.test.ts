import {
  ASSOCIATED_TOKEN_PROGRAM_ID,
  createAccount,
  createAssociatedTokenAccountInstruction,
  createMint,
  getAccount,
  getAssociatedTokenAddressSync,
  getMint,
  mintTo,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  transfer,
} from "@solana/spl-token";
import {
  Keypair,
  type ParsedAccountData,
  PublicKey,
  SystemProgram,
  Transaction,
  TransactionInstruction,
} from "@solana/web3.js";
import { expect } from "chai";

import { type Setup, setUp } from "./setup";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

for (const program of [TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID]) {
  describe(`embedded chain: tokens of ${program.toBase58()}`, () => {
    let setup: Setup;
    let mint: PublicKey;
    let source: PublicKey;
    let target: PublicKey;
    const friend = Keypair.generate();

    before(async () => {
      setup = setUp();
      const { connection, payer } = setup;
      const confirm = { commitment: "confirmed" as const };
      mint = await createMint(
        connection,
        payer,
        payer.publicKey,
        null,
        6,
        undefined,
        confirm,
        program,
      );
      source = await createAccount(
        connection,
        payer,
        mint,
        payer.publicKey,
        Keypair.generate(),
        confirm,
        program,
      );
      target = getAssociatedTokenAddressSync(mint, friend.publicKey, false, program);
      await mintTo(connection, payer, mint, source, payer, 5_500_000n, [], confirm, program);
    });

    it("creates an associated account with inner instructions, then transfers", async () => {
      const { connection, payer, provider } = setup;
      const create = createAssociatedTokenAccountInstruction(
        payer.publicKey,
        target,
        friend.publicKey,
        mint,
        program,
      );
      const created = await provider.sendAndConfirm(new Transaction().add(create));
      const creation = await connection.getTransaction(created);
      const [inner] = creation?.meta?.innerInstructions ?? [];
      expect(inner?.index).to.equal(0);
      expect(inner?.instructions).to.have.length(4);
      const raw = setup.chain.rpc.handle("getTransaction", [created]) as {
        meta: { innerInstructions: { instructions: { stackHeight: number }[] }[] };
      };
      expect(raw.meta.innerInstructions[0]?.instructions[0]?.stackHeight).to.equal(2);
      expect(creation?.meta?.preTokenBalances).to.deep.equal([]);
      expect(creation?.meta?.postTokenBalances?.[0]?.uiTokenAmount.amount).to.equal("0");

      const signature = await transfer(
        connection,
        payer,
        source,
        target,
        payer,
        1_500_000n,
        [],
        { commitment: "confirmed" },
        program,
      );
      const found = await connection.getTransaction(signature);
      const keys = found?.transaction.message.getAccountKeys().staticAccountKeys ?? [];
      const amounts = (found?.meta?.postTokenBalances ?? []).map((balance) => ({
        account: keys[balance.accountIndex]?.toBase58(),
        owner: balance.owner,
        amount: balance.uiTokenAmount.uiAmountString,
      }));
      expect(amounts).to.have.deep.members([
        { account: source.toBase58(), owner: payer.publicKey.toBase58(), amount: "4" },
        { account: target.toBase58(), owner: friend.publicKey.toBase58(), amount: "1.5" },
      ]);
      expect((await getAccount(connection, target, undefined, program)).amount).to.equal(
        1_500_000n,
      );
      expect((await getMint(connection, mint, undefined, program)).supply).to.equal(5_500_000n);
      const parsed = await connection.getParsedTransaction(created);
      const [instruction] = parsed?.transaction.message.instructions ?? [];
      expect(instruction?.programId.equals(ASSOCIATED_TOKEN_PROGRAM_ID)).to.equal(true);
      expect(parsed?.transaction.message.accountKeys[0]?.signer).to.equal(true);
      const both = await connection.getTransactions([created, signature], {
        maxSupportedTransactionVersion: 0,
      });
      expect(both.map((one) => one?.version)).to.deep.equal(["legacy", "legacy"]);
    });

    it("answers the token methods", async () => {
      const { connection, payer } = setup;
      const { value: balance } = await connection.getTokenAccountBalance(source);
      expect(balance).to.deep.equal({
        amount: "4000000",
        decimals: 6,
        uiAmount: 4,
        uiAmountString: "4",
      });
      expect((await connection.getTokenSupply(mint)).value.uiAmountString).to.equal("5.5");
      const { value: largest } = await connection.getTokenLargestAccounts(mint);
      expect(largest.map(({ address }) => address.toBase58())).to.deep.equal([
        source.toBase58(),
        target.toBase58(),
      ]);
      for (const filter of [{ mint }, { programId: program }]) {
        const { value } = await connection.getTokenAccountsByOwner(payer.publicKey, filter);
        expect(value.map(({ pubkey }) => pubkey.toBase58())).to.deep.equal([source.toBase58()]);
      }
      const { value: parsed } = await connection.getParsedTokenAccountsByOwner(friend.publicKey, {
        mint,
      });
      const info = (parsed[0]?.account.data.parsed as { info: Record<string, unknown> }).info;
      expect(info).to.deep.include({
        mint: mint.toBase58(),
        owner: friend.publicKey.toBase58(),
        state: "initialized",
        isNative: false,
      });
      expect(info.tokenAmount).to.have.property("uiAmount", 1.5);
      const { value: parsedMint } = await connection.getParsedAccountInfo(mint);
      const data = parsedMint?.data as ParsedAccountData;
      expect(data.parsed).to.have.nested.property("info.supply", "5500000");
      expect(data.program).to.equal(
        program.equals(TOKEN_PROGRAM_ID) ? "spl-token" : "spl-token-2022",
      );
    });

    it("sees a token account that is written directly", async () => {
      const { chain, connection } = setup;
      const account = chain.getAccount(target);
      if (!account) throw new Error("the token account is missing");
      const stranger = Keypair.generate().publicKey;
      stranger.toBuffer().copy(account.data, 32);
      chain.setAccount(target, account);
      const find = async (owner: PublicKey) =>
        (await connection.getTokenAccountsByOwner(owner, { mint })).value.length;
      expect(await find(friend.publicKey)).to.equal(0);
      expect(await find(stranger)).to.equal(1);
    });

    it("pages through signatures, newest first, with memos", async () => {
      const { connection, provider } = setup;
      const key = Keypair.generate().publicKey;
      const sent: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const memo = new TransactionInstruction({
          programId: MEMO,
          keys: [],
          data: Buffer.from(`memo ${index}`),
        });
        const pay = SystemProgram.transfer({
          fromPubkey: provider.publicKey,
          toPubkey: key,
          lamports: 1_000_000,
        });
        sent.unshift(await provider.sendAndConfirm(new Transaction().add(memo, pay)));
      }
      const page = async (options?: { before?: string; until?: string; limit?: number }) =>
        (await connection.getSignaturesForAddress(key, options)).map(({ signature }) => signature);
      expect(await page()).to.deep.equal(sent);
      expect(await page({ limit: 2 })).to.deep.equal(sent.slice(0, 2));
      expect(await page({ before: String(sent[1]), limit: 2 })).to.deep.equal(sent.slice(2, 4));
      expect(await page({ until: String(sent[3]) })).to.deep.equal(sent.slice(0, 3));
      expect(await page({ before: String(sent[4]) })).to.deep.equal([]);
      const [newest] = await connection.getSignaturesForAddress(key, { limit: 1 });
      expect(newest?.memo).to.equal("[6] memo 4");
      expect(newest?.confirmationStatus).to.equal("finalized");
    });
  });
}
