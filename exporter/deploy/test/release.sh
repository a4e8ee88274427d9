# A release made again, from the sources alone and in another folder, has the same bytes, but for images:
# of their class data archives that is seen often, not always.
clone=$work/clone
rm -rf "$clone"
git clone -q "$top" "$clone"
(cd "$top" && git ls-files -z | tar -c --null --files-from=-) | tar -x -C "$clone"
cp "$top/target/release/SHA256SUMS" "$work/first"
release "$clone" make release
diff <(grep -v image "$work/first") <(grep -v image "$clone/target/release/SHA256SUMS") >&2 \
  || fail "two releases of one commit differ"
diff -q "$work/first" "$clone/target/release/SHA256SUMS" > /dev/null || echo "deploy-test: images differ"
(cd "$clone/target/release" && sha256sum --check --quiet SHA256SUMS)

# No file of it says SNAPSHOT, packed or not.
for file in "$clone"/target/release/*; do
  case $file in
    *.image.tar.gz) continue ;; # its jar is the tarball's
    *.deb) text() { dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards '*.jar' '*.gz' '*/etc/*'; } ;;
    *.gz | *.tgz) text() { tar -xzOf "$1"; } ;;
    *) text() { cat "$1"; } ;;
  esac
  ! text "$file" | grep -aq SNAPSHOT || fail "$file says SNAPSHOT"
done
rm -rf "$clone"
