import { keepers, keypairWallet, transactions } from "@diem/sdk";
import { type LocalNetwork, startNetwork } from "@diem/start";
import { scriptOf } from "./blocks";
import { type Action, CalledCommands, npxDiem } from "./called-commands";
import { Checkout, type Ended } from "./checkout";

/** A local network on which pages are followed by calls in this process, where what they wait for comes at once. */
export class CalledNetwork {
  private constructor(
    readonly network: LocalNetwork,
    private readonly called: CalledCommands,
    private readonly checkout: Checkout,
  ) {}

  static async start(): Promise<CalledNetwork> {
    const started: { network?: LocalNetwork } = {};
    const running = () => {
      if (started.network === undefined) throw new Error("the network has not started");
      return started.network;
    };
    /** Time passes, and the network's keeper does what is due then. */
    const sleep: Action = async ([seconds = ""]) => {
      const { chain, connection, market: keys, wallets } = running();
      chain?.clock.advance(BigInt(seconds));
      const wallet = keypairWallet(wallets.operator);
      const due = { connection, market: keys.market, payer: wallet.publicKey };
      for (const { kind, instructions } of await keepers.due(due)) {
        if (kind !== "applyParams") {
          await transactions.send({ connection, wallet }, { instructions });
        }
      }
      return 0;
    };
    /** Nobody types two commands within a second. */
    const npx: Action = async (args, io) => {
      const code = await npxDiem(args, io);
      running().chain?.clock.advance(1n);
      return code;
    };
    const called = await CalledCommands.start({ npx, sleep });
    const { script } = called;
    const checkout = new Checkout({ npx: script, sleep: script });
    const network = await startNetwork({ dir: checkout.path, port: 0, keeper: false });
    started.network = network;
    return new CalledNetwork(network, called, checkout);
  }

  /** Does all that the page tells a terminal to do. */
  follow(page: string): Promise<Ended> {
    return this.checkout.run(scriptOf(page));
  }

  async close(): Promise<void> {
    await this.network.close();
    await this.called.close();
    this.checkout.remove();
  }
}
