import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { accounts, pda, quotes } from "@diem/sdk";
import { withFileStore } from "@diem/sdk/node";
import * as vouchers from "@diem/sdk/vouchers";
import { work } from "./work.cjs";

await work({ accounts, pda, quotes, vouchers, withFileStore, Connection, Keypair, PublicKey });
