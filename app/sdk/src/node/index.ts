/**
 * The parts of the SDK for Node only: a durable store of files, the lock that keeps it to one process, keypairs that Node itself
 * makes and checks, and the end of a connection.
 *
 * @module
 */
export { type FileStore, type FileStoreInput, openFileStore, withFileStore } from "./file-store";
export { type Lock, lock, type LockInput } from "./lock";
export { generateKeypair, keypairFromSecretKey } from "./keypair";
export { writeDurably } from "./durable";
export { makeFolder } from "./folder";
export { letSocketEnd } from "./sockets";
