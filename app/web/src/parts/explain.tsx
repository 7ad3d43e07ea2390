import { type ReactNode, useRef } from "react";

/** A question mark that opens what a figure means and where it comes from. */
export function Explain({
  what,
  children,
}: {
  /** What is explained, for screen readers. */
  readonly what: string;
  readonly children: ReactNode;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  return (
    <details ref={details} className="explain" name="explain">
      <summary
        aria-label={`What is ${what}?`}
        onKeyDown={({ key }) => key === "Escape" && close()}
        onBlur={({ relatedTarget }) => {
          if (!details.current?.contains(relatedTarget)) close();
        }}
      >
        ?
      </summary>
      <div className="explain-text">{children}</div>
    </details>
  );
}
