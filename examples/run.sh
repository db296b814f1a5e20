#!/bin/sh
# Builds lastref (installing what is missing) and opens it on the tour; prints the tour as text where there is no terminal.
set -eu
cd "$(dirname "$0")/.."
. examples/setup.sh
need $build_packages
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build build
file=${1:-examples/tour.py}
[ $# -gt 0 ] && shift
if [ -t 0 ] && [ -t 1 ]; then
  exec build/lastref "$file" "$@"
fi
exec build/lastref trace "$file" "$@"
