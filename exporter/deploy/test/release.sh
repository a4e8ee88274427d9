# A release made twice from one commit, each time from the sources, has the same bytes.
release() {
  make -C "$top" release JDK_IMAGE=memfleet-test/jdk BASE_IMAGE=memfleet-test/base PATH="/usr/bin:$PATH" \
    > "$work/release.log" 2>&1 || { tail -n 30 "$work/release.log" >&2; fail "make release"; }
  cp "$top/target/release/SHA256SUMS" "$work/$1"
}

release first
rm -rf "$top"/{exporter,server}/target
release second
diff "$work/first" "$work/second" >&2 || fail "two releases of one commit differ"
if grep -rlq SNAPSHOT "$top"/target/release/*.json "$top/target/release/NOTES.txt" 2> /dev/null; then
  fail "a release that says SNAPSHOT"
fi
