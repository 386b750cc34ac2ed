#!/usr/bin/env bash
# Installs what `make run` or `make test` needs and is not there yet: dealdesk/install.sh run|test
# System packages by apt, Python packages from the lock file with their hashes. Two at the same time take turns.
set -euo pipefail
cd "$(dirname "$0")/.."
goal=${1:?run or test}
case $goal in run) lock=requirements.lock ;; test) lock=requirements-dev.lock ;; *) exit 2 ;; esac

fail() {
  echo "$*" >&2
  exit 1
}

# --- system packages ---------------------------------------------------------------------------------------------

wanted=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-noto-color-emoji)
[ "$goal" = run ] || wanted+=(poppler-utils)

installed() { dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^.i'; }

system() { # the packages named, by apt, if we may
  command -v apt-get >/dev/null || fail "Install these with the system's package manager, then try again: $*"
  local as=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; } ||
      fail "These packages are missing; ask an administrator for: apt-get install $*"
    as=(sudo)
  fi
  echo "Installing $* …"
  local apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
  "${apt[@]}" update >/dev/null 9>&- || true # what the lists already name may still be had
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null 9>&- || fail "apt-get could not install: $*"
}

system_packages() {
  local missing=()
  if command -v dpkg-query >/dev/null; then
    for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
  elif ! ldconfig -p | grep -q 'libpangoft2-1\.0\.so'; then
    missing=("${wanted[@]}")
  fi
  [ ${#missing[@]} = 0 ] || system "${missing[@]}"
}

browser() { # one without windows takes a third less of the processor than a whole one, which will do
  local each
  for each in chromium-headless-shell chromium; do
    if command -v $each >/dev/null || (system $each); then return; fi
  done
  fail "The tests need a browser: chromium-headless-shell or chromium."
}

# --- Python and uv -----------------------------------------------------------------------------------------------

fits() { "$1" -c 'import sys, venv, ctypes, ssl; sys.exit(not (3, 13) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; }

python_that_fits() {
  local candidate
  for candidate in python3.14 python3.13 python3 python "${HOME:-}"/.pyenv/versions/3.1[34]*/bin/python3; do
    candidate=$(command -v "$candidate" 2>/dev/null) || continue
    if fits "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

python_with_pip() { # any Python that can make an environment with pip in it
  local candidate
  for candidate in "$(python_that_fits)" python3 "${HOME:-}"/.pyenv/versions/3.*/bin/python3 /usr/bin/python3; do
    if [ -n "$candidate" ] && "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

find_uv() {
  local candidate
  for candidate in uv "${HOME:-}/.local/bin/uv" .tools/uv/bin/uv; do
    if "$candidate" --version >/dev/null 2>&1; then
      uv=$candidate
      return
    fi
  done
  return 1
}

# uv does not read pip's configuration; a machine whose registry is set for pip alone should still work.
as_pip_is_configured() {
  local said
  said=$("$1" -m pip config list 2>/dev/null) || return 0
  setting() { sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" <<<"$said" | tail -n 1; }
  local index more certificate
  index=${PIP_INDEX_URL:-$(setting 'index.url' | grep -v '^$' || true)}
  more=$(setting 'extra.index.url')
  certificate=${PIP_CERT:-$(setting 'cert')}
  if [ -z "${UV_DEFAULT_INDEX:-}" ] && [ -n "$index" ]; then export UV_DEFAULT_INDEX=$index; fi
  if [ -z "${UV_INDEX:-}" ] && [ -n "$more" ]; then
    # The hashes say what is trusted, whichever registry has it.
    export UV_INDEX=$more UV_INDEX_STRATEGY=unsafe-best-match
  fi
  if [ -z "${SSL_CERT_FILE:-}" ] && [ -f "$certificate" ]; then export SSL_CERT_FILE=$certificate; fi
}

bring_uv() {
  local python
  python=$(python_with_pip) || system python3 python3-venv
  python=${python:-/usr/bin/python3}
  echo "Installing uv …"
  rm -rf .tools/uv
  "$python" -m venv .tools/uv
  # uv's own line of the lock file, with its hashes
  sed -n '/^uv==/,/[^\\]$/p' requirements-dev.lock >.tools/uv.lock
  .tools/uv/bin/python -m pip install -q --require-hashes -r .tools/uv.lock || fail "uv could not be installed with pip."
  uv=.tools/uv/bin/uv
}

bring_python() {
  python=$(python_that_fits) || python=$("$uv" python find --no-project '>=3.13,<3.15' 2>/dev/null) || {
    echo "Installing Python 3.13 …"
    "$uv" python install -q 3.13 && python=$("$uv" python find --no-project 3.13)
  } || fail "Python 3.13 or 3.14 is needed and could not be fetched: install it, then try again."
}

# --- the environment ---------------------------------------------------------------------------------------------

stamp() { sha256sum <"$1"; }
stamped() { [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$(stamp "$2")" ]; }
# Scripts in an environment name the folder that it was made in.
moved() { [ -e .venv/.made-in ] && [ "$(cat .venv/.made-in)" != "$PWD" ]; }

python_packages() {
  if stamped "$goal" "$lock" && ! moved && fits .venv/bin/python; then return; fi
  if [ ! -w "${HOME:-/}" ]; then export UV_CACHE_DIR=$PWD/.tools/cache; fi
  find_uv || bring_uv
  if moved || ! fits .venv/bin/python; then
    bring_python
    rm -rf .venv
    "$uv" venv -q --no-project --python "$python" .venv
    echo "$PWD" >.venv/.made-in
  fi
  as_pip_is_configured "$(python_with_pip || echo python3)"
  echo "Installing the Python packages of $lock …"
  # For a run nothing is taken away: the tests' packages may be there, and in use.
  if [ "$goal" = test ]; then
    "$uv" pip sync -q --python .venv/bin/python --require-hashes "$lock" || fail "The Python packages could not be installed."
    stamp "$lock" >.venv/.installed-test
  else
    "$uv" pip install -q --python .venv/bin/python --require-hashes -r "$lock" || fail "The Python packages could not be installed."
  fi
  stamp requirements.lock >.venv/.installed-run
}

mkdir -p .tools
exec 9>.tools/lock
flock 9
system_packages
[ "$goal" = run ] || browser
python_packages
