import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { expectFailure } from "../support/refusals";
import { embeddedOf } from "./embedded";
import type { Case } from "./expected";
import { definitions } from "./idl";
import { type Catalogue, catalogueOf } from "./catalogue";
import type { Fixture } from "./fixture";
import type { Call, Invocation } from "./invocation";
import { errorName, listOf, simulate, SKIPS, SUCCESS } from "./simulation";
import { subjectsOf } from "./subject";
import { substitutionsFor } from "./substitutions";
import type { Table } from "./table";

/** What came of one call's substitutions. */
export interface Report {
  readonly accounts: number;
  readonly refused: number;
  /** By a settlement of which another entry was good. */
  readonly skipped: number;
  readonly accepted: number;
  /** Every case that did not end as demanded. */
  readonly faults: readonly string[];
}

export interface Trial {
  readonly fixture: Fixture;
  readonly invocation: Invocation;
  readonly instruction: string;
  readonly title: string;
}

const NOTHING = {
  lamports: 0,
  data: Buffer.alloc(0),
  owner: SystemProgram.programId,
  executable: false,
};

/** Everything about the accounts, each once. */
function stateOf(fixture: Fixture, addresses: readonly PublicKey[]) {
  const embedded = embeddedOf(fixture.chain);
  return new Map(addresses.map((address) => [address.toBase58(), embedded.getAccount(address)]));
}

/** All substitutions in a call. */
async function casesOf(
  { fixture, invocation, instruction }: Trial,
  { instruction: own }: Call,
  catalogue: Catalogue,
): Promise<Case[]> {
  const other = (await invocation.call(fixture.other, fixture)).instruction;
  const foreign = (await invocation.call(fixture.foreign, fixture)).instruction;
  const abroad = (await invocation.call(fixture.abroad, fixture)).instruction;
  const read = (address: PublicKey) => embeddedOf(fixture.chain).getAccount(address);
  const subjects = subjectsOf(instruction, own, read);
  const names = definitions[instruction]?.accounts.map(({ name }) => name);
  expect(subjects.map(({ name }) => name)).to.include.members(names ?? []);
  const intruders = invocation.intruders?.(fixture.own) ?? {};
  return subjects.flatMap((subject) =>
    substitutionsFor(subject, subjects, { other, foreign, abroad }, catalogue, intruders).map(
      (substitution) => {
        const put = read(substitution.meta.pubkey);
        return { instruction, subject, substitution, put };
      },
    ),
  );
}

const isSkip = (ending: string) => ending.startsWith(SKIPS);
const replaced = ({ subject: { index }, substitution: { meta } }: Case) => ({ index, meta });

/** Tries every substitution in a call; nothing that the call names may change by it. */
export async function tryAll(trial: Trial, table: Table): Promise<Report> {
  const { fixture, invocation, title } = trial;
  const call = await invocation.call(fixture.own, fixture);
  expect(simulate(fixture, listOf(call))).to.equal(SUCCESS);
  const cases = await casesOf(trial, call, catalogueOf(fixture));
  const named = call.instruction.keys.map(({ pubkey }) => pubkey);
  const watched = [...named, ...cases.map(({ substitution: { meta } }) => meta.pubkey)];
  const before = stateOf(fixture, watched);

  const faults: string[] = [];
  const count = { refused: 0, skipped: 0, accepted: 0 };
  for (const given of cases) {
    const { subject, substitution } = given;
    const demanded = table.demand(title, given);
    const ended = tryOne(fixture, call, given);
    count[ended === SUCCESS ? "accepted" : isSkip(ended) ? "skipped" : "refused"] += 1;
    if (ended === demanded) continue;
    faults.push(`${title}.${subject.name}: ${substitution.kind}: ${ended}, not ${demanded}`);
  }
  faults.push(...(await sendOne(trial, call, cases, table)));
  for (const [address, info] of stateOf(fixture, watched)) {
    if (!isDeepStrictEqual(info, before.get(address))) faults.push(`${title}: ${address} changed`);
  }
  const accounts = new Set(cases.map(({ subject }) => subject.name)).size;
  expect(accounts).to.equal(named.length);
  return { accounts, ...count, faults };
}

/** What the chain answers to a substitution. */
function tryOne(fixture: Fixture, call: Call, given: Case): string {
  const { laid, meta } = given.substitution;
  if (laid !== undefined) embeddedOf(fixture.chain).setAccount(meta.pubkey, laid);
  const ended = simulate(fixture, listOf(call, replaced(given)));
  if (laid !== undefined) embeddedOf(fixture.chain).setAccount(meta.pubkey, NOTHING);
  return ended;
}

/** A transaction that is sent must end as the simulation of it: tried with an account of the other market. */
async function sendOne(
  { fixture, title }: Trial,
  call: Call,
  cases: readonly Case[],
  table: Table,
): Promise<string[]> {
  const refused = cases.find((given) => {
    const { subject, substitution } = given;
    if (substitution.kind !== "another market's" || subject.role.is === "signer") return false;
    const demanded = table.demand(title, given);
    return demanded !== SUCCESS && !isSkip(demanded);
  });
  if (refused === undefined) return [];
  const demanded = table.demand(title, refused);
  const ended = await send(fixture, listOf(call, replaced(refused)).slice(1), call);
  return ended === demanded ? [] : [`${title}, sent: ${ended}, not ${demanded}`];
}

async function send(
  { own }: Fixture,
  list: TransactionInstruction[],
  { signers }: Call,
): Promise<string> {
  try {
    await own.setup.world.send(list, [...signers]);
    return SUCCESS;
  } catch (thrown) {
    return errorName(thrown);
  }
}

/** Sends the call itself, which must succeed, and puts the accounts back as they were. */
export async function control(fixture: Fixture, invocation: Invocation): Promise<void> {
  const call = await invocation.call(fixture.own, fixture);
  const embedded = embeddedOf(fixture.chain);
  const kept = call.instruction.keys.map(({ pubkey }) => ({
    pubkey,
    info: embedded.getAccount(pubkey),
  }));
  const sending = () => fixture.own.setup.world.send(listOf(call).slice(1), [...call.signers]);
  if (invocation.unsendable !== undefined) return expectFailure(sending(), invocation.unsendable);
  await sending();
  for (const { pubkey, info } of kept) embedded.setAccount(pubkey, info ?? NOTHING);
}
