import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { run } from "@diem/cli";
import { PROGRAM_ID } from "@diem/sdk";
import { VARIABLES } from "../../app/cli/dist/core/settings/settings";
import { expectError, CommandResult } from "./support";
import { Terminal } from "./terminal";

const MARKET = Keypair.fromSeed(new Uint8Array(32).fill(1)).publicKey.toBase58();
const OTHER = Keypair.fromSeed(new Uint8Array(32).fill(2)).publicKey.toBase58();

interface Shown {
  readonly value: string;
  readonly origin: string;
}
type Config = Record<"config" | "url" | "keypair" | "program" | "commitment", Shown> & {
  readonly market: Shown | null;
};

describe("cli: config", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "diem-config-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const file = (path: string, content: string) => {
    const whole = join(home, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
    return whole;
  };
  const diem = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const terminal = new Terminal({ cwd: home, home, env });
    const code = await run([...args, "-o", "json"], terminal.io);
    return new CommandResult(code, terminal.stdout, terminal.stderr);
  };
  const config = async (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
    (await diem(["config", ...args], env)).json<Config>();
  const SOLANA = ".config/solana/cli/config.yml";
  const yaml = [
    "json_rpc_url: http://localhost:8899",
    'websocket_url: ""',
    "keypair_path: /wallets/mine.json",
    "commitment: finalized",
    "address_labels: { '11111111111111111111111111111111': System Program }",
  ].join("\n");

  it("is the Solana CLI's own defaults where nothing is configured", async () => {
    expect(await config()).to.deep.equal({
      config: { value: join(home, SOLANA), origin: "default" },
      url: { value: "https://api.mainnet-beta.solana.com", origin: "default" },
      keypair: { value: "~/.config/solana/id.json", origin: "default" },
      market: null,
      program: { value: PROGRAM_ID.toBase58(), origin: "default" },
      commitment: { value: "confirmed", origin: "default" },
    });
  });

  it("takes URL, wallet and commitment of the Solana CLI's configuration", async () => {
    file(SOLANA, yaml);
    const origin = `~/${SOLANA}`;
    const shown = await config();
    expect(shown.url).to.deep.equal({ value: "http://localhost:8899", origin });
    expect(shown.keypair).to.deep.equal({ value: "/wallets/mine.json", origin });
    expect(shown.commitment).to.deep.equal({ value: "finalized", origin });
  });

  it("prefers a variable to the file, and an option to the variable", async () => {
    file(SOLANA, yaml);
    const env = {
      DIEM_URL: "devnet",
      DIEM_KEYPAIR: "~/env.json",
      DIEM_MARKET: MARKET,
      DIEM_PROGRAM_ID: OTHER,
    };
    const fromEnv = await config([], env);
    expect(fromEnv.url).to.deep.equal({
      value: "https://api.devnet.solana.com",
      origin: "DIEM_URL",
    });
    expect(fromEnv.keypair).to.deep.equal({ value: "~/env.json", origin: "DIEM_KEYPAIR" });
    expect(fromEnv.market).to.deep.equal({ value: MARKET, origin: "DIEM_MARKET" });
    expect(fromEnv.program).to.deep.equal({ value: OTHER, origin: "DIEM_PROGRAM_ID" });

    const options = ["-u", "t", "-k", "k.json", "-m", OTHER, "--program-id", MARKET];
    const given = await config([...options, "--commitment", "processed"], env);
    expect(given.url).to.deep.equal({ value: "https://api.testnet.solana.com", origin: "--url" });
    expect(given.keypair).to.deep.equal({ value: "k.json", origin: "--keypair" });
    expect(given.market).to.deep.equal({ value: OTHER, origin: "--market" });
    expect(given.program).to.deep.equal({ value: MARKET, origin: "--program-id" });
    expect(given.commitment).to.deep.equal({ value: "processed", origin: "--commitment" });
  });

  it("reads options in front of the command as well", async () => {
    const shown = (await diem(["-u", "l", "config"])).json<Config>();
    expect(shown.url).to.deep.equal({ value: "http://127.0.0.1:8899", origin: "--url" });
  });

  for (const variable of VARIABLES) {
    for (const value of ["", " "]) {
      it(`refuses ${variable}=${JSON.stringify(value)}, and falls back to nothing`, async () => {
        file(SOLANA, yaml);
        const error = expectError(
          await diem(["config"], { [variable]: value }),
          "VariableEmpty",
          2,
        );
        expect(error).to.deep.equal({
          name: "VariableEmpty",
          message: `the variable ${variable} is set, but empty`,
          next: `give it a value, or remove it with \`unset ${variable}\``,
        });
      });
    }
  }

  it("refuses an empty URL, wallet and commitment of the Solana CLI's configuration", async () => {
    for (const key of ["json_rpc_url", "keypair_path", "commitment"]) {
      const path = file(SOLANA, `${key}: ""`);
      const error = expectError(await diem(["config"]), "ConfigUnreadable", 2);
      expect(error.message).to.equal(`the configuration ${path} cannot be used: ${key} is empty`);
    }
  });

  const monikers: [names: string[], url: string][] = [
    [["l", "localhost", "localnet"], "http://127.0.0.1:8899"],
    [["d", "devnet"], "https://api.devnet.solana.com"],
    [["t", "testnet"], "https://api.testnet.solana.com"],
    [["m", "mainnet-beta"], "https://api.mainnet-beta.solana.com"],
    [["https://rpc.example:8443/path"], "https://rpc.example:8443/path"],
  ];
  for (const [names, url] of monikers) {
    it(`knows ${names.join(", ")}`, async () => {
      for (const name of names) expect((await config(["--url", name])).url.value).to.equal(url);
    });
  }

  for (const url of ["mainnet", "ftp://rpc.example", "rpc.example", "D", "http://"]) {
    it(`refuses ${url} as a cluster`, async () => {
      const error = expectError(await diem(["config", "--url", url]), "UrlInvalid", 2);
      expect(error.message).to.equal(`invalid cluster "${url}"`);
      expect(error.next).to.contain("localhost, devnet, testnet, mainnet-beta");
    });
  }

  it("shows no key that is part of a URL", async () => {
    const shown = await config(["-u", "https://me:secret@rpc.example/v1?api-key=secret"]);
    expect(shown.url.value).to.equal("https://rpc.example/v1?...");
    expect(JSON.stringify(shown)).not.to.contain("secret");
  });

  it("names the file that cannot be used, and why", async () => {
    const refusals: [content: string, reason: string][] = [
      ["a: [", "it is not YAML"],
      ["- a\n- b", "it is not a map of keys and values"],
      ["json_rpc_url: 5", "json_rpc_url is not text"],
    ];
    for (const [content, reason] of refusals) {
      const path = file("own.yml", content);
      const error = expectError(await diem(["config", "-C", "own.yml"]), "ConfigUnreadable", 2);
      expect(error.message).to.equal(`the configuration ${path} cannot be used: ${reason}`);
      expect(error.next).to.contain("solana config set");
    }
    const missing = expectError(await diem(["config", "-C", "~/no.yml"]), "ConfigUnreadable", 2);
    expect(missing.message).to.contain(`${home}/no.yml cannot be used: there is no such file`);
    const directory = expectError(await diem(["config", "-C", "."]), "ConfigUnreadable", 2);
    expect(directory.message).to.contain("it is a directory");
  });

  it("takes an empty configuration as one without anything in it", async () => {
    file("own.yml", "");
    const shown = await config(["--config", "own.yml"]);
    expect(shown.config).to.deep.equal({ value: join(home, "own.yml"), origin: "--config" });
    expect(shown.url.origin).to.equal("default");
  });

  it("refuses other commitments and addresses", async () => {
    const args = ["config", "--commitment", "max"];
    expect(expectError(await diem(args), "ChoiceInvalid", 2).message).to.equal(
      'invalid commitment "max"',
    );
    expectError(await diem(["config", "-m", "nothing"]), "AddressInvalid", 2);
    expectError(await diem(["config", "--priority-fee", "much"]), "NumberInvalid", 2);
  });

  it("asks for a market where none is named", async () => {
    file(".config/solana/id.json", JSON.stringify([...Keypair.generate().secretKey]));
    const error = expectError(await diem(["balance", "-u", "l"]), "MarketMissing", 2);
    expect(error.message).to.equal("no market is named");
    expect(error.next).to.contain("--market <address> or DIEM_MARKET");
  });
});
