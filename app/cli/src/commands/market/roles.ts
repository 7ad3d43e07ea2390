import type { Command } from "commander";
import { PublicKey } from "@solana/web3.js";
import {
  type Io,
  parseAddress,
  inSession,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { submit, nothingToDo } from "../submit";
import { roleChanges, roleFacts } from "./roles-text";

const ADDRESS = "7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs";

/** `diem market roles`: who may do what. */
export function rolesCommands(parent: Command, io: Io): void {
  const roles = parent.command("roles").description("show and change roles");
  const show = roles
    .command("show")
    .description("show the key of each role")
    .action(inSession(io, showRoles));
  withExamples(show, "diem market roles show");
  const set = roles
    .command("set")
    .description("set guardian, arbiter or treasury at once, as the authority")
    .option("--guardian <address>", "key that may pause entries, and nothing else")
    .option("--arbiter <address>", "key that may slash bonds within the caps")
    .option(
      "--treasury <address>",
      "key that receives the treasury's share of revenue, and slashed bonds",
    )
    .action(inSession(io, setRoles));
  withExamples(set, `diem market roles set --guardian ${ADDRESS}`);
  const propose = roles
    .command("propose-authority")
    .description("propose another authority, which must accept; `none` cancels a proposal")
    .argument("<address|none>", "key of the new authority")
    .action(inSession(io, proposeAuthority));
  withExamples(propose, `diem market roles propose-authority ${ADDRESS}`);
  const accept = roles
    .command("accept-authority")
    .description("become the authority, as the proposed key")
    .action(inSession(io, acceptAuthority));
  withExamples(accept, "diem market roles accept-authority --keypair next.json");
}

async function showRoles(session: Session): Promise<void> {
  const { market } = await session.marketContext();
  const { roles, pendingAuthority, creator } = market;
  session.print({
    text: [
      ...roleFacts(roles),
      ["proposed authority", pendingAuthority?.toBase58() ?? "nobody"],
      ["creator", `${creator.toBase58()} (has no power)`],
    ],
    json: { roles, pendingAuthority, creator },
  });
}

type Named = Partial<Record<"guardian" | "arbiter" | "treasury", string>>;

async function setRoles(session: Session, { guardian, arbiter, treasury }: Named): Promise<void> {
  const named = Object.entries({ guardian, arbiter, treasury }).flatMap(([role, text]) =>
    text === undefined ? [] : [[role, parseAddress(text, role)]],
  );
  if (named.length === 0) {
    throw new UsageError({
      name: "NothingToChange",
      message: "no role is named",
      next: "give --guardian, --arbiter or --treasury with an address",
    });
  }
  const { client } = await session.walletContext();
  const plan = await client.plan.setRoles(Object.fromEntries(named) as Record<string, PublicKey>);
  const { before, after } = plan.quote;
  const changes = roleChanges(before, after);
  if (changes.length === 0) return nothingToDo(session, "these keys already hold the roles");
  await submit(session, { plan, summary: changes, json: { before, after }, done: changes });
}

async function proposeAuthority(session: Session, text: string): Promise<void> {
  const taken = text === "none";
  const newAuthority = taken ? PublicKey.default : parseAddress(text, "new authority");
  const { client, market } = await session.walletContext();
  const plan = await client.plan.proposeAuthority({ newAuthority });
  const shown = taken ? "nobody" : text;
  await submit(session, {
    plan,
    summary: [
      ["authority", market.roles.authority.toBase58()],
      ["proposed", shown],
      ...(taken ? [] : ["nothing changes until that key accepts"]),
    ],
    json: { authority: market.roles.authority, pendingAuthority: taken ? null : newAuthority },
    done: [["proposed", shown]],
  });
}

async function acceptAuthority(session: Session): Promise<void> {
  const { client, market, owner } = await session.walletContext();
  const { roles } = market;
  const change = `${roles.authority.toBase58()} -> ${owner.toBase58()}`;
  await submit(session, {
    plan: await client.plan.acceptAuthority(),
    summary: [["authority", change]],
    json: { before: roles.authority, after: owner },
    done: [["authority", owner.toBase58()]],
  });
}
