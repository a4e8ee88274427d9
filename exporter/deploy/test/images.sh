# Builds the images on bases made here, as no registry is asked: a runtime base of the C libraries,
# and a Debian with this machine's JDK to build on.

# unpack FOLDER PACKAGE...: files of Debian packages, without documentation.
unpack() {
  local root=$1 package
  shift
  mkdir -p "$root" "$work/archives"
  (cd "$work/archives" && apt-get download -qq "$@" 2> /dev/null)
  for package; do
    dpkg-deb --fsys-tarfile "$work/archives/${package}"_*.deb |
      tar -x -C "$root" --exclude='./usr/share/doc/*' --exclude='*/gconv/*'
  done
}

unpack "$work/base" base-files libc6 libgcc-s1 libstdc++6 zlib1g
tar -c -C "$work/base" . | $docker import - memfleet-test/base > /dev/null

[ -s "$work/debian.tar" ] || SOURCE_DATE_EPOCH=0 mmdebstrap --quiet --variant=minbase --include=adduser,python3-pymemcache \
  --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$work/debian.tar" \
  || fail "mmdebstrap cannot make a Debian"
$docker import "$work/debian.tar" memfleet-test/debian > /dev/null

mkdir -p "$work/links/usr/local/bin"
for tool in java jar jdeps jlink jpackage; do
  ln -sf "$jdk/bin/$tool" "$work/links/usr/local/bin/$tool"
done
cp "$work/debian.tar" "$work/jdk.tar"
# shellcheck disable=SC2086
tar -r -f "$work/jdk.tar" -C / $jdk_files -C "$work/links" $(cd "$work/links" && echo usr/local/bin/*)
$docker import "$work/jdk.tar" memfleet-test/jdk > /dev/null
rm "$work/jdk.tar"

for module in exporter server; do
  $docker build --quiet --tag memfleet-$module:"$version" \
    --build-arg JDK=memfleet-test/jdk --build-arg BASE=memfleet-test/base \
    --build-arg VERSION="$version" --build-arg REVISION="$(git -C "$top" rev-parse HEAD)" \
    --file "$top/$module/deploy/Dockerfile" "$top/$module" > /dev/null
  bytes=$($docker image inspect --format '{{.Size}}' memfleet-$module:"$version")
  echo "deploy-test: memfleet-$module is $((bytes / 1000000)) MB"
  [ "$bytes" -le 90000000 ] || fail "the image of memfleet-$module is $bytes bytes, above 90 MB"
done
