import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { fileFault } from "../../app/cli/dist/core/settings/paths";
import { expectError } from "./command-result";
import { User } from "./user";

const MARKET = Keypair.fromSeed(new Uint8Array(32).fill(1)).publicKey.toBase58();

describe("cli: wallets", () => {
  let user: User;
  beforeEach(() => {
    user = new User({});
  });
  afterEach(() => user.leave());

  const balance = (keypair: string) =>
    user.run(["balance", "-u", "l", "-m", MARKET, "-k", keypair, "-o", "json"]);

  for (const keypair of ["usb://ledger?key=0", "prompt://", "ASK", "-", "stdin:"]) {
    it(`refuses ${keypair}, which is no file`, async () => {
      const error = expectError(await balance(keypair), "KeypairUnsupported", 2);
      expect(error.message).to.equal(
        `the keypair "${keypair}" is not a file: hardware wallets and seed phrases are not supported`,
      );
      expect(error.next).to.contain("solana-keygen new");
    });
  }

  it("names the wallet that is missing, and how to make it", async () => {
    const error = expectError(await balance("~/none.json"), "KeypairMissing", 2);
    expect(error.message).to.equal(
      `the wallet ${user.home}/none.json cannot be read: there is no such file`,
    );
    expect(error.next).to.contain(`solana-keygen new --outfile ${user.home}/none.json`);
  });

  // as `solana-keygen pubkey` takes them
  const uris: [uri: (home: string) => string, path: string][] = [
    [() => "file:none.json", "none.json"],
    [() => "file:./none.json", "none.json"],
    [(home) => `file:${home}/none.json`, "none.json"],
    [(home) => `file://${home}/none.json`, "none.json"],
    [(home) => `file://localhost${home}/none.json`, "none.json"],
    [(home) => `FILE://${home}/none.json?x#y`, "none.json"],
    [() => "file:a%20b.json", "a%20b.json"],
    [() => "file:~/none.json", "none.json"],
  ];
  for (const [uri, name] of uris) {
    it(`takes ${uri("/home/me")} for a file`, async () => {
      const path = `${user.home}/${name}`;
      const missing = expectError(await balance(uri(user.home)), "KeypairMissing", 2);
      expect(missing.message).to.equal(`the wallet ${path} cannot be read: there is no such file`);
      user.file(name, "no key");
      const read = expectError(await balance(uri(user.home)), "KeypairInvalid", 2);
      expect(read.message).to.contain(path);
    });
  }

  for (const uri of ["file:", "file://", "file://none.json", "file:?x"]) {
    it(`refuses ${uri}, which names no file`, async () => {
      const error = expectError(await balance(uri), "KeypairMissing", 2);
      expect(error.message).to.equal(`invalid keypair path "${uri}"`);
      expect(error.next).to.equal(
        "write file:wallet.json, file:///folder/wallet.json, or the path alone",
      );
    });
  }

  const secret = [...Keypair.fromSeed(new Uint8Array(32).fill(3)).secretKey];
  const garbage: [what: string, content: string][] = [
    ["text", "no key at all"],
    ["a key in base58", JSON.stringify("5Hw...")],
    ["too few bytes", JSON.stringify(secret.slice(0, 32))],
    ["too many bytes", JSON.stringify([...secret, 1])],
    ["what is no byte", JSON.stringify([256, ...secret.slice(1)])],
    ["half bytes", JSON.stringify([0.5, ...secret.slice(1)])],
    [
      "an address that is not the key's",
      JSON.stringify([...secret.slice(0, 32), ...Array<number>(32).fill(7)]),
    ],
    ["nothing", ""],
  ];
  for (const [what, content] of garbage) {
    it(`refuses a file that holds ${what}, and shows nothing of it`, async () => {
      const path = user.file("wallet.json", content);
      const result = await balance("wallet.json");
      const error = expectError(result, "KeypairInvalid", 2);
      expect(error.message).to.equal(
        `the file ${path} is not a wallet: it must contain the 64 bytes of a key as a JSON list`,
      );
    });
  }

  it("says that a wallet is a directory, or may not be read", async () => {
    const error = expectError(await balance("."), "KeypairUnreadable", 2);
    expect(error.message).to.equal(`the wallet ${user.home} cannot be read: it is a directory`);
    const closed = Object.assign(new Error(), { code: "EACCES" });
    expect(fileFault(closed)).to.equal("it may not be read");
  });
});
