import type { PublicKey } from "@solana/web3.js";
import type { Command } from "commander";
import { errors, type plans } from "@diem/sdk";
import {
  type WalletContext,
  CREDITS,
  DIEM,
  type Fact,
  formatDuration,
  type Io,
  parseAddress,
  inSession,
  RefusedError,
  type Session,
  withExamples,
} from "../../core";

interface OpenOptions {
  readonly deposit: string;
  readonly quotaStake?: string;
  readonly maxPrice?: string;
  readonly voucherSigner?: string;
  readonly another?: boolean;
}

/** `diem channel open`. */
export function openCommand(parent: Command, io: Io): void {
  const command = parent
    .command("open")
    .description("open a channel with a provider at its current price")
    .argument("<provider>", "address of the provider")
    .requiredOption(
      "--deposit <diem>",
      "DIEM that vouchers may claim; 0 for a channel with quota only",
    )
    .option("--quota-stake <diem>", "also stake this DIEM for a quota of credits every epoch")
    .option("--max-price <diem>", "refuse a higher price per credit")
    .option("--voucher-signer <address>", "the key that will sign vouchers (default: yours)")
    .option("--another", "open one more channel with the same provider")
    .action(inSession(io, open));
  withExamples(
    command,
    "diem channel open <provider> --deposit 5",
    "diem channel open <provider> --deposit 5 --quota-stake 2 --max-price 0.0008",
  );
}

async function open(session: Session, address: string, options: OpenOptions): Promise<void> {
  const provider = parseAddress(address, "provider");
  try {
    await openWith(session, provider, options);
  } catch (error) {
    if (!errors.isDiemError(error, "BondTooSmall")) throw error;
    throw new RefusedError({
      name: error.name,
      message: `the provider ${address} has less bond than its capacity needs, and cannot accept new channels`,
      next: "choose another provider: `diem provider list` shows which are active",
      signature: error.signature,
      cause: error,
    });
  }
}

async function openWith(
  session: Session,
  provider: PublicKey,
  options: OpenOptions,
): Promise<void> {
  const deposit = DIEM.parse(options.deposit);
  const { quotaStake, maxPrice, voucherSigner } = options;
  const given = {
    ...(quotaStake === undefined ? {} : { quotaStake: DIEM.parsePositive(quotaStake) }),
    ...(maxPrice === undefined ? {} : { maxPrice: DIEM.parsePositive(maxPrice) }),
    ...(voucherSigner === undefined
      ? {}
      : { voucherSigner: parseAddress(voucherSigner, "voucher signer") }),
  };
  const on = await session.walletContext();
  if (options.another !== true) await requireNoneOpen(on, provider);
  const plan = await on.client.plan.openChannel({ provider, deposit, ...given });
  const { channel, price, quota, quotaNow, graceSecs } = plan.quote;
  const staked = given.quotaStake ?? 0n;
  const sent = await session.send({
    plan,
    summary: [
      ["open channel", channel.toBase58()],
      ["with provider", provider.toBase58()],
      ["price", `${DIEM.format(price)} per credit, for the channel's life`],
      ["deposit", DIEM.format(deposit)],
      ["staked for quota", DIEM.format(staked)],
      ...(staked === 0n ? [] : quotaFacts(plan.quote)),
      ["grace at closing", formatDuration(graceSecs)],
    ],
    json: {
      channel,
      provider,
      price: DIEM.json(price),
      deposit: DIEM.json(deposit),
      staked: DIEM.json(staked),
      quota: CREDITS.json(quota),
      quotaNow: CREDITS.json(quotaNow),
    },
  });
  if (sent === null) return;
  session.print({
    text: [`opened channel ${channel.toBase58()}`],
    json: { ...sent, channel, price: DIEM.json(price), deposit: DIEM.json(deposit) },
  });
}

function quotaFacts({ quota, quotaNow }: plans.ChannelQuote): Fact[] {
  return [
    ["quota of this epoch", `${CREDITS.format(quotaNow)}, pro rata for the rest of it`],
    ["quota of later epochs", CREDITS.format(quota)],
  ];
}

/** A command that is killed while opening, and run again, would pay a second deposit. */
async function requireNoneOpen(
  { client, owner }: WalletContext,
  provider: PublicKey,
): Promise<void> {
  const channels = await client.read.channels({ consumer: owner });
  const open = channels.filter(({ closesTs }) => closesTs === null);
  const existing = open.find((one) => one.provider.equals(provider))?.address.toBase58();
  if (existing === undefined) return;
  throw new RefusedError({
    name: "ChannelOpenAlready",
    message: `you have an open channel with this provider: ${existing}`,
    next: `add to it with \`diem channel deposit ${existing} <diem>\`, or give --another to open one more`,
  });
}
