import { runAgent } from "./agent";
import { payPerCall } from "./consumer";
import { indexEvents } from "./indexer";
import { keepMarket } from "./keeper";
import { chatAndPay } from "./openai";
import { chatByPython } from "./python";
import { localNetwork, type Network, type Say } from "./network";
import { Shop } from "./provider";
import { stakeAndMint } from "./stake-and-mint";

const PORT = 8080;
const SHOP = `http://127.0.0.1:${PORT}/v1`;
const PROMPTS = ["What is compute?", "And what is it worth?", "Thank you."];
const TASKS = [
  "Name three uses of compute.",
  "Which of them will grow most?",
  "Sum it up in one sentence.",
];

/** Ends with Ctrl-C. */
function interrupted(): AbortSignal {
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort());
  process.once("SIGTERM", () => ending.abort());
  return ending.signal;
}

async function sell(network: Network, say: Say): Promise<void> {
  const signal = interrupted();
  const shop = await Shop.open(network, PORT, say);
  say(`selling at ${shop.url} until Ctrl-C`);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  await shop.close();
}

const EXAMPLES: Readonly<Record<string, (network: Network, say: Say) => Promise<unknown>>> = {
  "stake-and-mint": stakeAndMint,
  provider: sell,
  // the provider of the example, and not the gateway that sells on the network
  consumer: (network, say) => payPerCall({ ...network, endpoint: SHOP }, PROMPTS, say),
  openai: (network, say) => chatAndPay(network, PROMPTS, say),
  "openai.py": (network, say) => chatByPython(network, say),
  agent: (network, say) => runAgent(network, TASKS, say),
  indexer: (network, say) => {
    const follow = process.argv.includes("--follow");
    return indexEvents(network, say, follow ? interrupted() : undefined);
  },
  keeper: keepMarket,
};

async function main(name = ""): Promise<void> {
  const example = EXAMPLES[name];
  if (example === undefined) {
    throw new Error(`name an example: npm run example -- ${Object.keys(EXAMPLES).join("|")}`);
  }
  await example(localNetwork(), console.log);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
