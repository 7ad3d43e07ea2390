import type { ChannelAccount, DiemClient, vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { DiemClientError } from "./errors";

/** Asked before DIEM moves: to a provider, so many base units. */
export type Confirm = (paying: {
  readonly provider: PublicKey;
  readonly deposit: bigint;
}) => boolean | Promise<boolean>;

/** See {@link channelWith}. */
export interface ChannelInput {
  readonly client: DiemClient;
  readonly provider: PublicKey;
  readonly signer: vouchers.VoucherSigner;
  readonly deposit?: bigint | undefined;
  readonly confirm: Confirm;
}

/**
 * The open channel with a provider whose vouchers the signer signs, or a new one where that is allowed.
 *
 * @throws DiemClientError `NoChannel`; what the SDK throws.
 */
export async function channelWith({
  client,
  provider,
  signer,
  deposit,
  confirm,
}: ChannelInput): Promise<ChannelAccount> {
  const owner = client.wallet?.publicKey;
  const consumer = owner === undefined ? {} : { consumer: owner };
  const channels = await client.read.channels({ ...consumer, provider });
  const open = channels.find(
    ({ closesTs, voucherSigner }) => closesTs === null && voucherSigner.equals(signer.publicKey),
  );
  if (open !== undefined) return open;
  const name = provider.toBase58();
  const refused = (next: string) => {
    const key = signer.publicKey.toBase58();
    const message = `there is no channel with the provider ${name} whose vouchers ${key} signs: ${next}`;
    return new DiemClientError("NoChannel", { message, context: { provider: name } });
  };
  if (owner === undefined) throw refused("let a wallet open one");
  if (deposit === undefined) throw refused("name a deposit to open one with");
  if (!(await confirm({ provider, deposit }))) throw refused("opening one was declined");
  const voucherSigner = signer.publicKey;
  const { quote } = await client.act.openChannel({ provider, deposit, voucherSigner });
  return client.read.channel(quote.channel);
}
