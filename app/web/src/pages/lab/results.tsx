import { markets, paths } from "@diem/sim";
import { useState } from "react";
import { useNetwork } from "../../network/network";
import { commandOf } from "./command";
import { FanChart } from "./fan-chart";
import type { Form } from "./form";
import { HeatChart } from "./heat-chart";
import { PhaseChart } from "./phase-chart";
import { PreviewTables } from "./preview-tables";
import { SweepChart } from "./sweep-chart";
import { TornadoChart } from "./tornado-chart";
import type { Found } from "./use-lab";

/** The name under which the page saves the market. */
const FILE = "diem-market.json";

/** What the lab found, what makes it repeatable, and the command that finds the same. */
export function Results({
  found: { market, question, report, ms },
  asked,
  form,
}: {
  readonly found: Found;
  /** The fields as they were when it was asked, and as they are now. */
  readonly asked: Form;
  readonly form: Form;
}) {
  const { config } = useNetwork();
  const source = { rpcUrl: config.rpcUrl, market: config.market, form: asked };
  return (
    <section aria-label="Answer" data-study={report.study} data-ms={Math.round(ms)}>
      <h2>{paths.titleOf(report.shock)}</h2>
      {report.study === "fan" && <FanChart report={report} figure={form.figure} />}
      {report.study === "heat-map" && <HeatChart report={report} />}
      {report.study === "phase" && <PhaseChart report={report} />}
      {report.study === "tornado" && <TornadoChart report={report} />}
      {report.study === "sweep" && <SweepChart report={report} figure={form.figure} />}
      {report.study === "preview" && <PreviewTables report={report} />}
      <p className="quiet">
        Answered in {Math.round(ms)} ms by {report.paths} paths of {report.days} days. Seed{" "}
        {report.seed}, configuration <code>{report.configuration.slice(0, 16)}</code>, lab{" "}
        {report.version}.
      </p>
      <h3>The same as this command</h3>
      <Command line={commandOf(question, { file: FILE }, asked)} />
      <div className="row">
        <Save name={FILE} text={() => markets.format(market)}>
          Save {FILE}
        </Save>
        <Save name="diem-answer.json" text={() => `${JSON.stringify(report, null, 2)}\n`}>
          Save the answer as JSON
        </Save>
      </div>
      <p className="quiet">
        With the saved market the figures are the same to the last digit. From the live market, as
        it is then:
      </p>
      <Command line={commandOf(question, source, asked)} />
    </section>
  );
}

function Command({ line }: { readonly line: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(line).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="lab-command">
      <code>{line}</code>
      <button type="button" onClick={copy} aria-live="polite">
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}

function Save({
  name,
  text,
  children,
}: {
  readonly name: string;
  readonly text: () => string;
  readonly children: React.ReactNode;
}) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text()], { type: "application/json" }));
    const link = document.createElement("a");
    Object.assign(link, { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" onClick={save}>
      {children}
    </button>
  );
}
