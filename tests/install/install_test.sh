#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Goal: what is installed is enough for somebody else's project.
# Method: install the release tree (else this one) into an empty folder, then configure, build and
# run tests/install/consumer with nothing but find_package(throughgate).
set -euo pipefail

tree="$TG_SOURCE_DIR/build/release"
[ -f "$tree/throughgate" ] && [ -f "$tree/CMakeCache.txt" ] || tree="$TG_BUILD_DIR"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
options=(-D CMAKE_BUILD_TYPE=Release)
if grep -q '^TG_SANITIZE:STRING=.' "$tree/CMakeCache.txt"; then
    sanitizers="$(sed -n 's/^TG_SANITIZE:STRING=//p' "$tree/CMakeCache.txt")"
    options+=(-D "CMAKE_CXX_FLAGS=-fsanitize=$sanitizers")
fi

echo "installing $tree"
cmake --install "$tree" --prefix "$folder/prefix" >"$folder/install.log"

echo "what must be there"
for path in bin/throughgate libexec/throughgate/throughgate-plugin-host \
    include/throughgate/engine.hpp include/throughgate/plugin.h include/throughgate/version.hpp \
    share/throughgate/workflows share/throughgate/plugin-template/CMakeLists.txt; do
    [ -e "$folder/prefix/$path" ] || { echo "missing: $path"; exit 1; }
done
find "$folder/prefix" -name email-smtp.so | grep -q . || { echo "missing: email-smtp.so"; exit 1; }

echo "what must not"
if grep -rqE '#include "(base|model|core|store)/' "$folder/prefix/include"; then
    echo "an installed header includes the engine's insides"
    exit 1
fi

echo "building the consumer"
cmake -S "$TG_SOURCE_DIR/tests/install/consumer" -B "$folder/build" -G Ninja \
    -D CMAKE_PREFIX_PATH="$folder/prefix" "${options[@]}" >"$folder/configure.log" ||
    { cat "$folder/configure.log"; exit 1; }
cmake --build "$folder/build"

echo "a plug-in's own project, from the template"
cp -r "$folder/prefix/share/throughgate/plugin-template" "$folder/wall-display"
PATH="$folder/prefix/bin:$PATH" cmake -S "$folder/wall-display" -B "$folder/wall-build" -G Ninja \
    -D CMAKE_PREFIX_PATH="$folder/prefix" "${options[@]}" >"$folder/wall.log" ||
    { cat "$folder/wall.log"; exit 1; }
cmake --build "$folder/wall-build"
ctest --test-dir "$folder/wall-build" --output-on-failure --no-tests=error
diff - "$folder/wall-build/wall.txt" <<'LINES'
action TG-000007: TG-000007: acknowledge by Tue 3 Mar
critical TG-000009: TG-000009: nobody has it
LINES
"$folder/prefix/bin/throughgate" plugins "$folder/wall-build/wall-display.so" |
    grep "only (one of all critical action info): class to show \[all\]"
"$folder/prefix/bin/throughgate" plugins | grep "^webhook: "

echo "running it"
"$folder/build/consumer" "$folder/consumer.db" | grep -x "version 0.1.0, cases 0"
"$folder/build/asio_consumer" "$folder/asio.db" | grep -x "stopped"
"$folder/prefix/bin/throughgate" version | grep -q "0.1.0"
