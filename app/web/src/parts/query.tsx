import type { ReactNode } from "react";
import { ErrorNote } from "./error-note";
import { Loading } from "./loading";

/** Shows what a query read: that it is being read, that it failed, or what it is. Old data stay, with a note. */
export function Query<Data>({
  query,
  what,
  children,
}: {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  /** What is read, such as `the market`. */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error } = query;
  const retry = () => void query.refetch();
  if (data === undefined) {
    return error === null ? <Loading what={what} /> : <ErrorNote error={error} onRetry={retry} />;
  }
  return (
    <>
      {error !== null && (
        <div className="note warn" role="status">
          <p>The figures below are old: {error.message}</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </div>
      )}
      {children(data)}
    </>
  );
}
