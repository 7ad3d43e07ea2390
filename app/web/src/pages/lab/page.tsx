import type { MarketAccount } from "@diem/sdk";
import { markets, paths } from "@diem/sim";
import { type FormEvent, useState } from "react";
import { useStanding } from "../../data/market";
import { usePrice } from "../../data/price";
import { duration } from "../../format/times";
import { useNetwork } from "../../network/network";
import { ErrorNote } from "../../parts/error-note";
import { Query } from "../../parts/query";
import { TextField } from "../../parts/text-field";
import { ParameterFields, QuestionFields } from "./fields";
import { beliefsOf, firstPrices, type Form, priceOf, questionOf, SIZES, VALUES } from "./form";
import { Results } from "./results";
import { ShockFields } from "./shock-fields";
import { type Run, useLab } from "./use-lab";
import "./lab.css";

const DAY_SECS = 86_400n;

/** The risk lab: the market simulated from where it stands. */
export default function LabPage() {
  const standing = useStanding();
  return (
    <>
      <h1>Risk lab</h1>
      <p>
        Simulates this market from its current state, with people who act by stated beliefs. Read
        the signs and orders of magnitude: they are not forecasts.
      </p>
      <Query query={standing} what="the market">
        {({ market }) => (
          <>
            {market.epochSecs !== DAY_SECS && (
              <p className="note">
                An epoch of this market lasts {duration(market.epochSecs)}. The lab counts each as a
                day.
              </p>
            )}
            <Lab market={market} />
          </>
        )}
      </Query>
    </>
  );
}

function Lab({ market }: { readonly market: MarketAccount }) {
  const { client } = useNetwork();
  const { vvvPerDiem } = usePrice();
  const [form, setForm] = useState<Form>(() => ({
    study: "fan",
    shock: paths.NO_SHOCK,
    figure: "diemPrice",
    knob: "demand",
    values: VALUES.demand,
    ...firstPrices(market, vvvPerDiem),
    demand: "",
    ...SIZES.fan,
    seed: "1",
    params: {},
  }));
  const [asked, setAsked] = useState(form);
  const { run, ask, cancel } = useLab();
  const busy = run.stage === "reading" || run.stage === "running";

  const make = async () => {
    const [diemPrice, vvvPrice] = [priceOf(form.diemPrice, "DIEM"), priceOf(form.vvvPrice, "VVV")];
    const [account, positions, providers, records, supply, now] = await Promise.all([
      client.read.market(),
      client.read.positions(),
      client.read.providers(),
      client.read.epochRecords(),
      client.read.supply(),
      client.read.now(),
    ]);
    const accounts = { market: account, positions, providers, records, supply, now };
    const made = markets.live({ ...accounts, beliefs: beliefsOf(form), diemPrice, vvvPrice });
    return { market: made, question: questionOf(form, made) };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(form);
    void ask(make);
  };

  return (
    <div className="lab">
      <form className="card stack" onSubmit={submit} aria-label="Question to the lab">
        <QuestionFields form={form} onChange={setForm} />
        <h2>Shocks</h2>
        <ShockFields shock={form.shock} onChange={(shock) => setForm({ ...form, shock })} />
        <h2>Prices and demand</h2>
        <TextField
          numeric
          label="Price of a DIEM, USD"
          value={form.diemPrice}
          onChange={(diemPrice) => setForm({ ...form, diemPrice })}
          hint="By default, a credit at the reference price costs one dollar."
        />
        <TextField
          numeric
          label="Price of a VVV, USD"
          value={form.vvvPrice}
          onChange={(vvvPrice) => setForm({ ...form, vvvPrice })}
        />
        <TextField
          numeric
          label="Demand, credits a day"
          value={form.demand}
          hint="Empty: the current use."
          onChange={(demand) => setForm({ ...form, demand })}
        />
        {form.study === "preview" && (
          <>
            <h2>Other parameters</h2>
            <p className="quiet">Enter new values, written as in a market file.</p>
            <ParameterFields
              texts={markets.textsOf(market)}
              params={form.params}
              onChange={(params) => setForm({ ...form, params })}
            />
          </>
        )}
        <div className="row">
          <button type="submit" className="primary">
            Run
          </button>
          {busy && (
            <button type="button" onClick={cancel}>
              Cancel
            </button>
          )}
        </div>
        <Progress run={run} />
      </form>
      <div className="lab-answer">
        {run.stage === "failed" && <ErrorNote error={run.error} />}
        {run.stage === "answered" && <Results found={run.found} asked={asked} form={form} />}
        {run.stage === "idle" && (
          <p className="quiet">Choose a shock and press Run. The result appears here.</p>
        )}
      </div>
    </div>
  );
}

function Progress({ run }: { readonly run: Run }) {
  if (run.stage === "reading") return <p role="status">Reading the market…</p>;
  if (run.stage !== "running") return null;
  return (
    <p role="status">
      <progress max={run.of} value={run.done} aria-label="Paths done" /> {run.done} of {run.of}{" "}
      paths
    </p>
  );
}
