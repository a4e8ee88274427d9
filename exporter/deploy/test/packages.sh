# The Debian packages: lintian, then installed, started, upgraded, removed and purged in a container.
rm -rf "$work/debs"
mkdir -p "$work/debs"
cp "$top"/target/release/memfleet-*.deb "$work/debs"

for deb in "$work"/debs/memfleet-*.deb; do
  lintian --allow-root --fail-on error,warning "$deb" > "$work/lintian" 2>&1 \
    || { cat "$work/lintian" >&2; fail "lintian: $deb"; }
  dpkg-deb --fsys-tarfile "$deb" | tar -xO --wildcards '*/changelog.gz' | zgrep -q "$(git -C "$top" rev-parse HEAD)" \
    || fail "the changelog of $deb does not name the commit"
  # The same again with a later version, for the upgrade.
  dpkg-deb -R "$deb" "$work/later"
  sed -i "s/^Version: .*/Version: $version+later/" "$work/later/DEBIAN/control"
  dpkg-deb -Znone --build "$work/later" "$work/debs/later-$(basename "$deb")" > /dev/null
  rm -rf "$work/later"
done

[ -n "$docker" ] || return 0

# This machine's Java as a package, so that nothing is downloaded.
mkdir -p "$work/java/DEBIAN" "$work/java/usr/bin"
# shellcheck disable=SC2086
tar -c -C / $jdk_files | tar -x -C "$work/java"
ln -s "$jdk/bin/java" "$work/java/usr/bin/java"
printf '%s\n' 'Package: host-java' 'Version: 1' 'Architecture: all' \
  'Provides: java17-runtime-headless' 'Maintainer: Test <test@example.com>' 'Description: java' \
  > "$work/java/DEBIAN/control"
dpkg-deb -Znone --build "$work/java" "$work/debs/host-java.deb" > /dev/null
rm -rf "$work/java"

docker run --rm --cap-add=SYS_PTRACE --volume "$work/debs:/debs:ro" --volume "$here/in-container:/in-container:ro" \
  memfleet-test/debian bash /in-container > "$work/packages.log" 2>&1 \
  || { cat "$work/packages.log" >&2; fail "the packages in a container"; }
