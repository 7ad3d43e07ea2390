import { paths } from "@diem/sim";
import { useId } from "react";

/** A slider of a shock: how it is moved, and what it says. */
interface Slider {
  readonly knob: paths.Knob;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Of the slider's place, and back. */
  readonly valueOf: (place: number) => number;
  readonly placeOf: (value: number) => number;
  readonly shown: (value: number) => string;
}

/** Factors are moved by their logarithm: a fifth is as far from one as five. */
const factor = (knob: paths.Knob, label: string, least: number, most: number): Slider => ({
  knob,
  label,
  least: Math.log10(least),
  most: Math.log10(most),
  step: 0.001,
  valueOf: (place) => Number((10 ** place).toPrecision(2)),
  placeOf: (value) => Math.log10(value),
  shown: (value) => `× ${value}`,
});

const part = (knob: paths.Knob, label: string, most: number): Slider => ({
  knob,
  label,
  least: 0,
  most,
  step: 0.01,
  valueOf: (place) => place,
  placeOf: (value) => value,
  shown: (value) => `${Math.round(value * 100)} %`,
});

const SLIDERS: readonly Slider[] = [
  factor("demand", "Demand", 0.05, 20),
  factor("vvvPrice", "VVV price", 0.05, 20),
  part("providersLeave", "Capacity that leaves", 1),
  part("whaleMint", "Whale mints, of the target", 1),
  part("run", "Debts paid, stake withdrawn", 0.99),
];

/** What each shock is called. */
export const SHOCK_LABELS = Object.fromEntries(SLIDERS.map(({ knob, label }) => [knob, label])) as {
  readonly [Name in paths.Knob]: string;
};

const OWN = "own";

/** What happens to the market: a scenario, or sliders. */
export function ShockFields({
  shock,
  onChange,
}: {
  readonly shock: paths.Shock;
  readonly onChange: (shock: paths.Shock) => void;
}) {
  const id = useId();
  const known = [paths.CALM, ...paths.SCENARIOS];
  const names = Object.keys(paths.NO_SHOCK) as (keyof paths.Shock)[];
  const chosen = known.find((each) => names.every((name) => each.shock[name] === shock[name]));
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-scenario`}>Scenario</label>
        <select
          id={`${id}-scenario`}
          value={chosen?.name ?? OWN}
          onChange={({ target }) => {
            const next = known.find(({ name }) => name === target.value);
            if (next !== undefined) onChange(next.shock);
          }}
        >
          {known.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
          {chosen === undefined && <option value={OWN}>Custom: as set below</option>}
        </select>
      </div>
      {SLIDERS.map((slider) => {
        const { knob, label, least, most, step, valueOf, placeOf, shown } = slider;
        return (
          <div key={knob} className="field">
            <label className="lab-slider" htmlFor={`${id}-${knob}`}>
              {label} <output>{shown(shock[knob])}</output>
            </label>
            <input
              id={`${id}-${knob}`}
              type="range"
              min={least}
              max={most}
              step={step}
              value={placeOf(shock[knob])}
              aria-valuetext={shown(shock[knob])}
              onChange={({ target }) =>
                onChange({ ...shock, [knob]: valueOf(Number(target.value)) })
              }
            />
          </div>
        );
      })}
      <label className="lab-check">
        <input
          type="checkbox"
          checked={shock.fundingEnds}
          onChange={({ target }) => onChange({ ...shock, fundingEnds: target.checked })}
        />
        No more funded rewards
      </label>
    </>
  );
}
