# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154 # lib.sh and the caller set the variables
# private-apt.sh: apt for what this system's own lists do not hold: source packages, and packages of a
# newer release. Sourced after lib.sh, never run.
#
# The caller sets `work`, an absolute path, for apt's state, and `suite`. Packages come from the mirror
# that this system uses already; apt checks their signatures against Debian's keyring.

release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)

# apt with a state of its own, so that neither the system's lists nor its rights are needed.
private_apt() {
  apt-get -qq -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o Dir::State::status="$work/status" -o Dir::Etc::SourceList="$work/sources.list" \
    -o Dir::Etc::SourceParts=- -o APT::Sandbox::User= "$@"
}

# mirrors [APT-OPTION]...: the addresses that this system has the main part of its release from.
mirrors() {
  # shellcheck disable=SC2016 # apt expands these
  apt-get "$@" indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    sed -n "s/^$release main //p" | sort -u
}

# apt knows its mirrors only once it has fetched their lists.
find_mirrors() {
  local own_lists=(-o Dir::State::Lists="$work/system-lists" -o Dir::Cache="$work/cache"
    -o APT::Sandbox::User=)
  mirrors
  if [[ -z $(mirrors) ]]; then
    mkdir -p "$work/system-lists/partial"
    apt-get -qq "${own_lists[@]}" update >&2 || true # a foreign list must not stop us
    mirrors "${own_lists[@]}"
  fi
}

# start_private_apt KIND: KIND is deb or deb-src.
start_private_apt() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg option='' mirror
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/download"
  : >"$work/status"
  if [[ -f $keyring ]]; then option="[signed-by=$(realpath $keyring)] "; fi
  while read -r mirror; do
    say "$1 $option$mirror $suite main"
  done < <(find_mirrors) >"$work/sources.list"
  [[ -s $work/sources.list ]] || fail "apt knows no mirror of $release; run apt-get update, then again"
  private_apt update >&2 || fail "apt could not fetch the list of $suite"
}
