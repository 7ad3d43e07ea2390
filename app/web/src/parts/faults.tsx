import { Component, type ReactNode } from "react";
import { ErrorNote } from "./error-note";

/** Shows a fault of its content; the rest of the page stays. */
export class Faults extends Component<
  { readonly children: ReactNode },
  { readonly error: unknown }
> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <ErrorNote error={error} onRetry={() => this.setState({ error: null })} />;
  }
}
