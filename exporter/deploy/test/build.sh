# A release, which is what all other steps test. No registry is asked: its images are built on bases made
# of this machine's files.

bases() {
  # The C libraries, and what every Debian has; with the folders, which docker would make for root alone.
  mkdir -p "$work/base"
  for package in base-files libc6 libgcc-s1 libstdc++6 zlib1g; do
    dpkg-query --listfiles $package
  done | grep -v -e ^/usr/share/ -e /gconv/ | while read -r file; do
    [ -d "$file" ] || echo "${file#/}"
  done | tar -c -C / --files-from=- | tar -x -C "$work/base"
  tar -c -C "$work/base" . | docker --host="$builder" import - memfleet-test/base > /dev/null

  # A JDK with the few programs that the Dockerfiles call.
  programs=$(for name in cat cp find ln mkdir mv rm sed touch uname; do command -v $name; done)
  # shellcheck disable=SC2086
  files "$work/tools" /bin/sh $programs "$jdk"/lib/{libjli,libjimage,server/libjvm}.so
  rm -r "$work/tools$jdk" # it comes as a whole
  mkdir "$work"/tools/{tmp,opt,proc}
  # shellcheck disable=SC2086
  tar -c --exclude=src.zip --exclude=man -C "$work/tools" . -C / $jdk_files |
    docker --host="$builder" import --change "ENV PATH=$jdk/bin:/usr/bin:/bin" - memfleet-test/jdk > /dev/null
}

if [ -n "$docker" ]; then
  bases
  release "$top" exporter/deploy/release
else
  release "$top" exporter/deploy/release files
fi
