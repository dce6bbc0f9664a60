"""Every benchmark after the other: serving, then the audit.

    python benchmarks/run.py
"""
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    for name in ("serving.py", "auditing.py"):
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).parent / name)], check=True)
