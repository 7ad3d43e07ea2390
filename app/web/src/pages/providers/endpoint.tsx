import { safeText, safeUrl } from "../../format/text";

/** Where a provider says that its API is: a link only where a browser may follow it. */
export function Endpoint({ of, most = 48 }: { readonly of: string; readonly most?: number }) {
  const href = safeUrl(of);
  const text = safeText(of, most);
  if (href === null) return <span className="wrong">{text === "" ? "none" : text}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer" title={safeText(of, 200)}>
      {text}
    </a>
  );
}
