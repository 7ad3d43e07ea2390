const { Connection, Keypair, PublicKey } = require("@solana/web3.js");
const { accounts, pda, quotes } = require("@diem/sdk");
const { withFileStore } = require("@diem/sdk/node");
const vouchers = require("@diem/sdk/vouchers");
const { work } = require("./work.cjs");

void work({ accounts, pda, quotes, vouchers, withFileStore, Connection, Keypair, PublicKey });
