/**
 * The parts of the SDK for Node only: a durable store of files, and the lock that keeps it to one process.
 *
 * @module
 */
export { type FileStore, type FileStoreInput, openFileStore, withFileStore } from "./file-store";
export { type Lock, lock, type LockInput } from "./lock";
export { writeDurably } from "./durable";
export { makeFolder } from "./folder";
