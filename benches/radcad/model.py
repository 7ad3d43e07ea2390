"""The market of `model.ts` for radCAD: pip install radcad==0.14.0. Prints CPU seconds a path and the last state as JSON."""

import json
import math
import sys
import time

from radcad import Engine, Experiment, Model, Simulation
from radcad.engine import Backend

BEGINNING = json.loads(sys.argv[1])
DAYS = int(sys.argv[2])
RUNS = int(sys.argv[3])


def within(value, least, most):
    return max(least, min(most, value))


def day(params, substep, history, s):
    used = min(s["offered"], s["supply"]) * 0.7
    wanted = max(0, 20_000 * s["creditPrice"] ** -0.8 - used * 0.5)
    free = max(s["capacity"] - used, 1)
    sold = min(wanted, free)
    paid = sold * s["creditPrice"] / s["diemPrice"]
    rewardable = min(used, sold * 0.2)
    payout = min(s["pool"], rewardable * 0.75 * s["reference"])
    overflow = (s["pool"] - payout) / 30
    rate = 90 * math.exp(2 * (s["supply"] / s["target"]) ** 3)
    worthwhile = 0.2 * s["diemPrice"] / (0.08 * 3)
    minted = within(
        0.05 * s["supply"] * (worthwhile - rate) / rate, -0.01 * s["supply"], 0.01 * s["supply"]
    )
    worth = 365 * 0.7 * s["creditPrice"] / 0.3
    lack = (s["offered"] + 0.1 * s["target"] * (worth / s["diemPrice"]) ** 2) / s["supply"] - 1
    coverage = 0.75 if rewardable == 0 else payout / (rewardable * s["reference"])
    goal = sold * 0.2 / 0.7 if coverage * s["reference"] * s["diemPrice"] > 0.25 else 0
    served = s["served"] + (sold + min(used, sold) - s["served"]) * 0.02
    stream = s["stream"] + overflow + paid * 0.1 - s["stream"] / 21
    return {
        "served": served,
        "target": within(served * 0.4, s["target"] * 0.995, s["target"] * 1.005),
        "reference": within(paid / max(sold, 1), s["reference"] * 0.95, s["reference"] * 1.05),
        "pool": s["pool"] - payout - overflow + paid * 0.1,
        "stream": stream,
        "staked": s["staked"] * (1 + within(stream / 21 / s["staked"] - 1e-6, -0.001, 0.001)),
        "locked": s["locked"] + minted * (rate if minted > 0 else s["locked"] / s["supply"]),
        "supply": s["supply"] + minted,
        "diemPrice": s["diemPrice"] * math.exp(within(0.1 * lack, -0.05, 0.05)),
        "creditPrice": within(
            s["creditPrice"] * math.exp(0.1 * within(wanted / free - 0.8, -0.5, 1)), 0.55, 10
        ),
        "capacity": s["capacity"] * (1.015 if (sold + used) / s["capacity"] > 0.8 else 0.995),
        "offered": within(goal, s["offered"] * 0.9, s["offered"] * 1.25),
    }


def taking(name):
    return lambda params, substep, history, state, signals: (name, signals[name])


blocks = [{"policies": {"day": day}, "variables": {name: taking(name) for name in BEGINNING}}]
model = Model(initial_state=BEGINNING, state_update_blocks=blocks, params={})
experiment = Experiment(Simulation(model=model, timesteps=DAYS, runs=RUNS))
experiment.engine = Engine(backend=Backend.SINGLE_PROCESS, deepcopy=False)
began = time.process_time()
results = experiment.run()
seconds = (time.process_time() - began) / RUNS
last = {name: results[-1][name] for name in BEGINNING}
print(json.dumps({"secondsPerPath": seconds, "last": last}))
