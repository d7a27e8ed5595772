#!/usr/bin/env bash
# Compares a training step of two builds of the program, in turns on one machine: processor time of the lane's thread, through the
# evaluator's own loop. Usage: bench/torchsharp.sh OLD NEW [turns], each a built bench/Training.Bench (a folder with
# LossActors.Training.Bench.dll). Prints for each network the medians over the turns and the median of the ratios of neighbours. NEW
# starts with the launcher's settings of glibc's allocator; OLD once as its own launcher started it, and once with the same settings.
set -euo pipefail
old=$1/LossActors.Training.Bench.dll new=$2/LossActors.Training.Bench.dll turns=${3:-7}
allocator=(env MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=2147483648 MALLOC_TOP_PAD_=67108864)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$folder" << 'PY'
import os, sys
for name, count in (("data_batch_1.bin", 10000), ("test_batch.bin", 100)):
    images = bytearray(os.urandom(count * 3073))
    images[::3073] = bytes(i % 10 for i in range(count))
    open(os.path.join(sys.argv[1], name), "wb").write(images)
PY

# Median ms of a step.
step() { "$@" | awk '{ print $3 }'; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

echo "| step | old, ms | old with the allocator's settings, ms | new, ms | new ÷ old | new ÷ old with the settings |"
echo "|---|---|---|---|---|---|"
for what in "mlp 20000" "lenet5 150" "resnet20 20"; do
    read -r network steps <<< "$what"
    arguments=(steps "$network" "$steps" "$folder")
    for ((i = 0; i < turns; i++)); do
        a=$(step dotnet "$old" "${arguments[@]}")
        c=$(step "${allocator[@]}" dotnet "$new" "${arguments[@]}")
        b=$(step "${allocator[@]}" dotnet "$old" "${arguments[@]}")
        echo "$a $b $c"
    done > "$folder/$network"
    column() { awk "{ print $1 }" "$folder/$network" | median; }
    printf '| %s | %.4f | %.4f | %.4f | %.2f | %.2f |\n' "$network" "$(column '$1')" "$(column '$2')" "$(column '$3')" \
        "$(column '$3 / $1')" "$(column '$3 / $2')"
done
