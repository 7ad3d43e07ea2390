// Makes what a cluster already has before a market: a VVV mint.
//   node scripts/rehearse-deployment-mint.mjs <RPC URL> <keypair of the payer>
import { readFileSync } from "node:fs";
import { createMint } from "@solana/spl-token";
import { Connection, Keypair } from "@solana/web3.js";

const [url, keypair] = process.argv.slice(2);
const secret = JSON.parse(readFileSync(keypair, "utf8"));
const payer = Keypair.fromSecretKey(Uint8Array.from(secret));
const connection = new Connection(url, "confirmed");
const mint = await createMint(connection, payer, payer.publicKey, null, 9);
console.log(mint.toBase58());
