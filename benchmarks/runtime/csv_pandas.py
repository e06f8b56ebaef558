"""Compares csv_source with pandas.read_csv on one file, in turn, in one run.

usage: csv_pandas.py path/to/benchmark_csv [rounds]

Both must read the same sums first. Processor time is compared, not time by the clock, so that a busy
machine disturbs less; only ratios count.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import pandas

LOADS = 5  # of pandas a round


def ours(program, kind, seconds, files):
    """The fields of one benchmark: processor time in ms, and what was read."""
    environment = dict(os.environ, RETRAIN_BENCHMARK_CSV=files)
    output = subprocess.run(
        [program, f"--benchmark_filter=load/{kind}$", f"--benchmark_min_time={seconds}",
         "--benchmark_format=json"],
        env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(output)["benchmarks"][0]


def features_of(frame):
    columns = [name for name in frame.columns if name.startswith("f") or name == "above"]
    return frame[columns].to_numpy(dtype=numpy.float64).astype(numpy.float32)


def check(program, kind, path, files):
    read = ours(program, kind, 0.01, files)
    peer = features_of(pandas.read_csv(path, float_precision="round_trip"))
    missing = int(numpy.isnan(peer).sum())
    total = float(numpy.nansum(peer.astype(numpy.float64)))
    if int(read["rows"]) != len(peer) or int(read["missing"]) != missing:
        sys.exit(f"{kind}: rows or missing cells differ")
    if abs(read["sum"] - total) > 1e-9 * abs(total):
        sys.exit(f"{kind}: sums differ: {read['sum']} and {total}")


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as folder:
        files = os.path.join(folder, "training")
        for kind in ("decimals", "doubles"):
            path = f"{files}-{kind}.csv"
            check(program, kind, path, files)
            megabytes = os.path.getsize(path) / 1e6
            peer, own = [], []
            for _ in range(rounds):
                start = time.process_time()
                for _ in range(LOADS):
                    pandas.read_csv(path)
                peer.append((time.process_time() - start) * 1e3 / LOADS)
                own.append(ours(program, kind, 0.2, files)["cpu_time"])
            ratios = [a / b for a, b in zip(peer, own)]
            print(f"{kind}: {megabytes:.1f} MB; pandas {statistics.median(peer):.1f} ms "
                  f"({megabytes * 1e3 / statistics.median(peer):.0f} MB/s), "
                  f"csv_source {statistics.median(own):.2f} ms "
                  f"({megabytes * 1e3 / statistics.median(own):.0f} MB/s), "
                  f"ratio {statistics.median(ratios):.1f} "
                  f"({min(ratios):.1f} to {max(ratios):.1f})")


if __name__ == "__main__":
    main()
