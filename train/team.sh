#!/bin/sh
# Trains the student with N processes of one thread each.  usage: team.sh N LOG ARGUMENTS-OF-STUDENT...
set -eu
n=$1 log=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
meet=$here/out/meet.$$
rm -f "$meet"
export WORLD_SIZE="$n" MEET="file://$meet" OMP_NUM_THREADS=1
i=0
while [ "$i" -lt "$n" ]; do
    RANK=$i nice -n 5 "$here/.venv/bin/python" "$here/student.py" train "$@" >>"$log" 2>&1 &
    i=$((i + 1))
done
wait
