#!/usr/bin/env bash
# Measures the devices of this machine and prints one JSON object: what a step of an MLP and of LeNet-5 costs and the loss's share of it, and
# trainings per second of whole searches with 1, 2, 4 and 8 lanes on each card and, to compare, on the CPU; with nvidia-smi also how busy the
# card was. Runs in a checkout and in the folder of a bundle. Usage: bench/gpu.sh [births of an island] [lanes …]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
births=${1:-40}
lanes=("${@:2}")
[[ ${#lanes[@]} -gt 0 ]] || lanes=(1 2 4 8)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 8,000 random images in MNIST's format: their labels cannot be learned, but a step costs what it costs.
{ printf '\0\0\x08\x03\0\0\x1f\x40\0\0\0\x1c\0\0\0\x1c'; head -c $((8000 * 784)) /dev/urandom; } > "$work/images"
{ printf '\0\0\x08\x01\0\0\x1f\x40'; printf '\0\1\2\3\4\5\6\7\10\11%.0s' {1..800}; } > "$work/labels"
common='include "reference.conf"
islands { count = 4, population = 32, window = 16, topology = ring, migration { every = 20, elites = 2 } }
evaluation.proof { finalists = 1, selection-draws = 1, draws = 2, rates = [0.01] }
evaluation { optimiser { kind = sgd, lr = 0.01, momentum = 0.9 }, repeats = 1 }
devices.audit-every = 0
log { file = null, level = warning }
'
printf '%srun { name = mlp, births = %s }\nevaluation { dataset { kind = clusters, label-noise = 0.4 }, network { kind = mlp, hidden = [100] }, batch = 64, steps = 1000 }\n' \
    "$common" "$births" > "$work/mlp.conf"
printf '%srun { name = lenet5, births = %s }\nevaluation { dataset { kind = idx, images = "%s", labels = "%s" }, network { kind = lenet5 }, batch = 128, steps = 100 }\n' \
    "$common" "$births" "$work/images" "$work/labels" > "$work/lenet5.conf"

number() { sed -nE "s/^ *\"$1\": ([0-9.eE+-]+),?\$/\1/p" "$2" | head -1; }

# One search on one device; prints a JSON object.
search() {
    local recipe=$1 device=$2 count=$3 set busy=null watch=
    if [[ $device == cpu ]]; then
        set=(--set devices.cuda.cards=none --set "devices.cpu.lanes=$count")
    else
        set=(--set "devices.cuda.cards=[${device#cuda:}]" --set "devices.cuda.lanes=$count" --set devices.cpu.lanes=0)
        if command -v nvidia-smi > /dev/null; then
            nvidia-smi -i "${device#cuda:}" --query-gpu=utilization.gpu --format=csv,noheader,nounits -l 1 > "$work/busy" &
            watch=$!
        fi
    fi
    if ! "$root/lossactors" run "$work/$recipe.conf" --journal memory: --plain --summary "$work/summary" "${set[@]}" > "$work/log" 2>&1; then
        cat "$work/log" >&2
        exit 1
    fi
    if [[ -n $watch ]]; then
        kill "$watch"
        busy=$(awk '{ s += $1; n++ } END { if (n) printf "%.2f", s / n / 100; else print "null" }' "$work/busy")
    fi
    awk -v r="$recipe" -v d="$device" -v l="$count" -v b="$busy" -v n="$(number trained "$work/summary")" -v w="$(number wall "$work/summary")" \
        -v t="$(number training "$work/summary")" 'BEGIN {
            printf "{\"recipe\": \"%s\", \"device\": \"%s\", \"lanes\": %d, \"trainings\": %d, \"seconds\": %.1f, ", r, d, l, n, w
            printf "\"trainings_per_second\": %.2f, \"lanes_busy\": %.2f, \"card_busy\": %s}", n / w, t / w / l, b }'
}

step() {
    "$root/lossactors" devices "$work/$1.conf" > "$work/step.$1"
    sed 's/^/    /' "$work/step.$1"
}

mlp=$(step mlp)
lenet5=$(step lenet5)
mapfile -t devices < <(sed -nE 's/^ *"device": "([^"]+)",$/\1/p' "$work/step.mlp")
cards=()
for device in "${devices[@]}"; do [[ $device == cpu ]] || cards+=("\"$device\""); done
comma=
printf '{\n  "cards": [%s],\n  "cores": %d,\n  "mlp":\n%s,\n  "lenet5":\n%s,\n  "searches": [' "$(IFS=,; echo "${cards[*]-}")" "$(nproc)" "$mlp" "$lenet5"
for recipe in mlp lenet5; do
    for device in "${devices[@]}"; do
        for count in "${lanes[@]}"; do
            # More lanes than cores tell nothing new of a CPU.
            [[ $device == cpu && $count -gt $(nproc) ]] && continue
            result=$(search "$recipe" "$device" "$count")
            printf '%s\n    %s' "$comma" "$result"
            comma=,
        done
    done
done
printf '\n  ]\n}\n'
