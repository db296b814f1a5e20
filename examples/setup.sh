# Sourced by examples/run.sh and tests/run.sh: `need PACKAGE...` installs what is missing on Debian.
# Says what to do where it cannot.

need() {
  missing=
  for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    case $status in
    "install ok installed") ;;
    *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "lastref needs these packages, and there is no apt-get to install them:$missing" >&2
    echo "Install them (or their equivalents) by hand and run this again." >&2
    exit 1
  fi
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1; then
      as_root=sudo
    else
      echo "lastref needs these packages:$missing" >&2
      echo "Run as root, or ask for:  apt-get install$missing" >&2
      exit 1
    fi
  fi
  echo "Installing:$missing"
  # shellcheck disable=SC2086
  if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends $missing >/dev/null 2>&1; then
    $as_root apt-get update -q || {
      echo "apt-get update failed: is the network there, and /etc/apt/sources.list right?" >&2
      exit 1
    }
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends $missing || {
      echo "These packages could not be installed:$missing" >&2
      exit 1
    }
  fi
}

build_packages="gcc libc6-dev cmake ninja-build pkg-config libncurses-dev libedit-dev libgmp-dev libutf8proc-dev libxxhash-dev libcjson-dev"
test_packages="libcmocka-dev libvterm-dev python3 clang clang-format libclang-rt-14-dev"
