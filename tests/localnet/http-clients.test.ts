import * as kit from "@solana/kit";
import {
  Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
} from "@solana/web3.js";
import { expect } from "chai";
import { setTimeout as pause } from "node:timers/promises";

import { EmbeddedChain, type Endpoint, serve } from "@diem/localnet";

import { hangUp } from "../support/sockets";
import { rejection, transfer } from "./setup";

const SOME = LAMPORTS_PER_SOL / 10;
const SYSTEM = kit.address(SystemProgram.programId.toBase58());

describe("embedded chain: clients over the network, with blocks every 100 ms", () => {
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  let stop: () => void;
  beforeEach(async () => {
    chain = EmbeddedChain.start();
    stop = chain.run({ slotMs: 100 });
    endpoint = await serve(chain);
  });
  afterEach(async () => {
    await endpoint.close();
    stop();
  });

  describe("web3.js", () => {
    let connection: Connection;
    let payer: Keypair;
    beforeEach(async () => {
      connection = new Connection(endpoint.url, "confirmed");
      payer = Keypair.generate();
      const signature = await connection.requestAirdrop(payer.publicKey, LAMPORTS_PER_SOL);
      await connection.confirmTransaction({
        signature,
        ...(await connection.getLatestBlockhash()),
      });
    });

    afterEach(() => hangUp(connection));

    it("sends, confirms and reads back", async () => {
      const to = Keypair.generate().publicKey;
      const payment = new Transaction().add(transfer(payer, SOME, to));
      const signature = await sendAndConfirmTransaction(connection, payment, [payer]);
      expect(await connection.getBalance(to)).to.equal(SOME);
      const found = await connection.getParsedTransaction(signature, {
        maxSupportedTransactionVersion: 0,
      });
      const [instruction] = found?.transaction.message.instructions ?? [];
      expect(instruction).to.deep.include({
        program: "system",
        parsed: {
          type: "transfer",
          info: {
            source: payer.publicKey.toBase58(),
            destination: to.toBase58(),
            lamports: SOME,
          },
        },
      });
      const slot = found?.slot ?? 0;
      while ((await connection.getSlot()) < slot) await pause(20);
      const block = await connection.getBlock(slot, { maxSupportedTransactionVersion: 0 });
      expect(block?.transactions.map(({ transaction }) => transaction.signatures[0])).to.include(
        signature,
      );
    });

    it("is told of accounts, logs, signatures and slots until it listens no more", async () => {
      const to = Keypair.generate().publicKey;
      const seen: string[] = [];
      const ids = [
        connection.onAccountChange(to, ({ lamports }) => seen.push(`account ${lamports}`)),
        connection.onLogs(to, ({ err }) => seen.push(`logs ${JSON.stringify(err)}`)),
      ] as const;
      const slots: number[] = [];
      const slotId = connection.onSlotChange(({ slot }) => slots.push(slot));
      while (slots.length === 0) await pause(20);
      const payment = new Transaction().add(transfer(payer, SOME, to));
      await sendAndConfirmTransaction(connection, payment, [payer]);
      while (seen.length < 2) await pause(20);
      expect(seen).to.have.members([`account ${SOME}`, "logs null"]);
      await connection.removeAccountChangeListener(ids[0]);
      await connection.removeOnLogsListener(ids[1]);
      const count = slots.length;
      while (slots.length < count + 3) await pause(20);
      expect(slots).to.deep.equal([...slots].sort((a, b) => a - b));
      await connection.removeSlotChangeListener(slotId);
      chain.airdrop(to, BigInt(SOME));
      await pause(200);
      expect(seen).to.have.length(2);
    });

    it("is refused in a validator's words", async () => {
      const payment = new Transaction().add(transfer(payer, 5 * LAMPORTS_PER_SOL));
      const refused = await rejection(sendAndConfirmTransaction(connection, payment, [payer]));
      expect(refused.message).to.contain("custom program error: 0x1");
      const nowhere = await rejection(connection.getTokenSupply(PublicKey.default));
      expect(nowhere.message).to.contain("Invalid param: not a Token mint");
    });

    it("sees blockhashes expire", async () => {
      const latest = await connection.getLatestBlockhash();
      chain.produceBlocks(151);
      const payment = new Transaction({ feePayer: payer.publicKey, ...latest });
      payment.add(transfer(payer, SOME)).sign(payer);
      const refused = await rejection(connection.sendRawTransaction(payment.serialize()));
      expect(refused.message).to.contain("Blockhash not found");
      expect((await connection.isBlockhashValid(latest.blockhash)).value).to.equal(false);
    });
  });

  describe("kit", () => {
    it("airdrops, sends, confirms and reads back", async () => {
      const rpc = kit.createSolanaRpc(endpoint.url);
      const rpcSubscriptions = kit.createSolanaRpcSubscriptions(endpoint.wsUrl);
      const [payer, to] = [await kit.generateKeyPairSigner(), await kit.generateKeyPairSigner()];
      const commitment = "confirmed";
      const lamports = kit.lamports(BigInt(LAMPORTS_PER_SOL));
      const airdrop = kit.airdropFactory({ rpc, rpcSubscriptions });
      await airdrop({ recipientAddress: payer.address, lamports, commitment });

      const stopping = new AbortController();
      const notifications = await rpcSubscriptions
        .accountNotifications(to.address, { commitment, encoding: "base64" })
        .subscribe({ abortSignal: stopping.signal });
      const notified = notifications[Symbol.asyncIterator]().next();
      const { value: latest } = await rpc.getLatestBlockhash().send();
      const data = new Uint8Array(12);
      new DataView(data.buffer).setUint32(0, 2, true);
      new DataView(data.buffer).setBigUint64(4, BigInt(SOME), true);
      const message = kit.pipe(
        kit.createTransactionMessage({ version: 0 }),
        (draft) => kit.setTransactionMessageFeePayerSigner(payer, draft),
        (draft) => kit.setTransactionMessageLifetimeUsingBlockhash(latest, draft),
        (draft) =>
          kit.appendTransactionMessageInstruction(
            {
              programAddress: SYSTEM,
              accounts: [
                { address: payer.address, role: kit.AccountRole.WRITABLE_SIGNER },
                { address: to.address, role: kit.AccountRole.WRITABLE },
              ],
              data,
            },
            draft,
          ),
      );
      const signed = await kit.signTransactionMessageWithSigners(message);
      kit.assertIsTransactionWithBlockhashLifetime(signed);
      const send = kit.sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });
      await send(signed, { commitment });

      const funded = (await notified).value as { value: { lamports: bigint } } | undefined;
      expect(funded?.value.lamports).to.equal(BigInt(SOME));
      stopping.abort();
      const { value: info } = await rpc.getAccountInfo(to.address, { encoding: "base64" }).send();
      expect(info?.lamports).to.equal(BigInt(SOME));
      const signature = kit.getSignatureFromTransaction(signed);
      const found = await rpc
        .getTransaction(signature, { encoding: "jsonParsed", maxSupportedTransactionVersion: 0 })
        .send();
      expect(found?.meta?.fee).to.equal(5_000n);
      const { epoch } = await rpc.getEpochInfo().send();
      expect((await rpc.getEpochSchedule().send()).slotsPerEpoch).to.equal(432_000n);
      expect(epoch > 0n).to.equal(true);
    });
  });
});
