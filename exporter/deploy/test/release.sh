# A release made again, from the sources alone and in another folder, has the same bytes. Images take most
# of the time, and of their class data archives this is seen nearly always: with IMAGES=twice they are made
# again, too, and a difference is printed.
clone=$work/clone
rm -rf "$clone"
git clone -q "$top" "$clone"
(cd "$top" && git ls-files -z | tar -c --null --files-from=-) | tar -x -C "$clone"
cp "$top/target/release/SHA256SUMS" "$work/first"
if [ "${IMAGES:-}" = twice ]; then
  release "$clone" make release
  diff <(grep image "$work/first") <(grep image "$clone/target/release/SHA256SUMS") \
    || echo "deploy-test: images of two releases differ"
else
  release "$clone" make release PARTS=files
fi
diff <(grep -v image "$work/first") <(grep -v image "$clone/target/release/SHA256SUMS") >&2 \
  || fail "two releases of one commit differ"
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
