import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { PublicKey } from "@solana/web3.js";
import type { Io } from "../core";
import { userPath } from "../core/settings/paths";

/** What a store is for. */
export interface StoreOwner {
  /** First four bytes of the cluster's genesis hash. */
  readonly clusterTag: Uint8Array;
  readonly side: "consumer" | "provider" | "keeper";
  /** The consumer, the provider, whose ledger takes all of a store for its own, or the keeper's wallet. */
  readonly address: PublicKey;
}

/** The folder for permanent data: `DIEM_HOME`, or the XDG data folder's `diem`. */
export function dataFolder(io: Pick<Io, "env" | "home" | "cwd">): string {
  const { DIEM_HOME: own = "", XDG_DATA_HOME: data = "" } = io.env;
  if (own !== "") return userPath(own, io);
  return data === "" ? userPath("~/.local/share/diem", io) : join(userPath(data, io), "diem");
}

/** The folder of one owner's vouchers on one cluster. */
export function storeFolder(base: string, { clusterTag, side, address }: StoreOwner): string {
  return join(base, Buffer.from(clusterTag).toString("hex"), side, address.toBase58());
}
