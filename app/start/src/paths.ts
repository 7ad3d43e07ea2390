import { StartError } from "./errors";

/** A path that an option gave. */
export interface GivenPath {
  readonly option: "--dir" | "--state";
  /** As an error names it, with the path. */
  readonly what: string;
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "the folder above it does not exist, or cannot be written to",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "it is not a folder",
  EACCES: "it may not be written",
  EPERM: "it may not be written",
  EROFS: "it may not be written",
  ENOSPC: "there is no space left on the disk",
};

/**
 * Does something with a path that an option gave.
 *
 * @throws StartError `PathUnusable`, with the path and the option, where the system refuses it
 */
export async function withPath<Result>(
  { option, what }: GivenPath,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof StartError || code === undefined) throw error;
    throw new StartError(
      "PathUnusable",
      `${what} cannot be used, because ${FAULTS[code] ?? code}: choose another one with ${option}`,
      { cause: error },
    );
  }
}
