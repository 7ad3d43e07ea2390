// What an application of @solana/kit does with the generated client: compiled with it, and run by the test.
import {
  type Address,
  appendTransactionMessageInstructions,
  assertIsTransactionWithBlockhashLifetime,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createKeyPairSignerFromBytes,
  createTransactionMessage,
  getBase58Encoder,
  getSignatureFromTransaction,
  type Instruction,
  isSolanaError,
  type KeyPairSigner,
  pipe,
  type ReadonlyUint8Array,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  type Signature,
  signTransactionMessageWithSigners,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  unwrapSimulationError,
} from "@solana/kit";
import {
  DIEM_PROGRAM_ADDRESS,
  fetchMarket,
  fetchStakePosition,
  findPositionPda,
  getDiemErrorMessage,
  getOpenPositionInstructionAsync,
  getStakedEventDecoder,
  getStakeInstructionAsync,
  isDiemError,
  type StakedEvent,
} from "./client";

export interface Network {
  readonly url: string;
  readonly wsUrl: string;
  readonly secretKey: Uint8Array;
}

/** What every event's data begins with: the tag of the program's call to itself. */
const EVENT_TAG = [0xe4, 0x45, 0xa5, 0x2e, 0x51, 0xcb, 0x9a, 0x1d];

export async function totalStaked({ url }: Network, market: Address): Promise<bigint> {
  return (await fetchMarket(createSolanaRpc(url), market)).data.totalStaked;
}

export async function stakedOf(network: Network, market: Address): Promise<bigint> {
  const owner = await ownerOf(network);
  const [position] = await findPositionPda({ market, owner: owner.address });
  return (await fetchStakePosition(createSolanaRpc(network.url), position)).data.staked;
}

/** Opens the owner's position and stakes, in one transaction. */
export async function stake(
  network: Network,
  { market, ownerVvv, amount }: { market: Address; ownerVvv: Address; amount: bigint },
): Promise<Signature> {
  const owner = await ownerOf(network);
  return send(network, owner, [
    await getOpenPositionInstructionAsync({ payer: owner, owner, market }),
    await getStakeInstructionAsync({ owner, market, ownerVvv, amount }),
  ]);
}

/** Name and message of the program's refusal of a stake. */
export async function refusalOf(
  network: Network,
  { market, ownerVvv, amount }: { market: Address; ownerVvv: Address; amount: bigint },
): Promise<{ code: number; message: string }> {
  const owner = await ownerOf(network);
  const instructions = [await getStakeInstructionAsync({ owner, market, ownerVvv, amount })];
  try {
    await send(network, owner, instructions);
  } catch (thrown) {
    const failed = isSolanaError(
      thrown,
      SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
    );
    const error = failed ? unwrapSimulationError(thrown) : thrown;
    if (!isDiemError(error, { instructions })) throw thrown;
    const { code } = error.context;
    return { code, message: getDiemErrorMessage(code) };
  }
  throw new Error("the stake was not refused");
}

/** The events of stakes in a transaction: they are inner instructions of the program to itself. */
export async function stakedEvents({ url }: Network, signature: Signature): Promise<StakedEvent[]> {
  const found = await createSolanaRpc(url)
    .getTransaction(signature, {
      encoding: "json",
      commitment: "confirmed",
      maxSupportedTransactionVersion: 0,
    })
    .send();
  if (found === null) throw new Error("the transaction is not known");
  const { accountKeys } = found.transaction.message;
  const inner = (found.meta?.innerInstructions ?? []).flatMap(({ instructions }) => instructions);
  const own = inner.filter(({ programIdIndex }) => {
    return accountKeys[programIdIndex] === DIEM_PROGRAM_ADDRESS;
  });
  return own.flatMap(({ data }) => {
    const bytes = getBase58Encoder().encode(data);
    const event = hasTag(bytes) ? bytes.slice(EVENT_TAG.length) : undefined;
    return event === undefined ? [] : decoded(event);
  });
}

function hasTag(bytes: ReadonlyUint8Array): boolean {
  return EVENT_TAG.every((byte, index) => bytes[index] === byte);
}

/** None where the data is another event's. */
function decoded(event: ReadonlyUint8Array): StakedEvent[] {
  try {
    return [getStakedEventDecoder().decode(event)];
  } catch {
    return [];
  }
}

function ownerOf({ secretKey }: Network): Promise<KeyPairSigner> {
  return createKeyPairSignerFromBytes(secretKey);
}

async function send(
  { url, wsUrl }: Network,
  payer: KeyPairSigner,
  instructions: readonly Instruction[],
): Promise<Signature> {
  const rpc = createSolanaRpc(url);
  const rpcSubscriptions = createSolanaRpcSubscriptions(wsUrl);
  const { value: latest } = await rpc.getLatestBlockhash().send();
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (draft) => setTransactionMessageFeePayerSigner(payer, draft),
    (draft) => setTransactionMessageLifetimeUsingBlockhash(latest, draft),
    (draft) => appendTransactionMessageInstructions(instructions, draft),
  );
  const signed = await signTransactionMessageWithSigners(message);
  assertIsTransactionWithBlockhashLifetime(signed);
  const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });
  await sendAndConfirm(signed, { commitment: "confirmed" });
  return getSignatureFromTransaction(signed);
}
