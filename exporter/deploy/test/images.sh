# The images of the release: loaded, small enough, and labelled.
for module in exporter server; do
  docker load --quiet --input "$top/target/release/memfleet-$module-$version.image.tar.gz" > /dev/null
  bytes=$(docker image inspect --format '{{.Size}}' memfleet-$module:"$version")
  echo "deploy-test: memfleet-$module is $((bytes / 1000000)) MB"
  [ "$bytes" -le 90000000 ] || fail "the image of memfleet-$module is $bytes bytes, above 90 MB"
  revision=$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' \
    memfleet-$module:"$version")
  [ "$revision" = "$(git -C "$top" rev-parse HEAD)" ] || fail "the label says revision $revision"
done
