# SPDX-License-Identifier: Apache-2.0
# thimble.bash: completes verbs, options, their values and files of the command `thimble` in bash.
# Installed to share/bash-completion/completions; without that, source it.
# shellcheck shell=bash

_thimble_verbs='new build run inspect disasm bindings keygen sign verify push stop start rm rollback ps stats'
_thimble_verbs+=' logs events discover'

# _thimble_words WORDS: those of them that begin with what is typed.
_thimble_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$typed")
}

# _thimble_files PATTERN...: folders, and files that match one of the patterns.
_thimble_files() {
  local pattern
  mapfile -t COMPREPLY < <(
    compgen -d -- "$typed"
    for pattern in "$@"; do compgen -f -X "!$pattern" -- "$typed"; done
  )
  compopt -o filenames 2>/dev/null # fails, and matters, only while a line is being completed
}

# _thimble_list WORDS: the same behind the last comma of a list.
_thimble_list() {
  local before=''
  [[ $typed != *,* ]] || before=${typed%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${typed##*,}")
}

# The options of a verb.
_thimble_options() {
  case $1 in
  new) echo '-l --language -h --help' ;;
  build) echo '-o --output --engine --cpu --strip -O -v --verbose -h --help' ;;
  run)
    echo '-n --times -p --period -c --context --hook -s --sensor -f --fuel -a --allow --engine --seed' \
      '--save-images --json -q --quiet -h --help'
    ;;
  inspect) echo '--engine --json -h --help' ;;
  disasm) echo '--engine -h --help' ;;
  bindings) echo '--json --markdown -h --help' ;;
  keygen) echo '-o --output --force --show --raw --hex --json -h --help' ;;
  sign)
    echo '--stop --start --rollback --remove --policy --owner -t --tenant --vendor --class --device' \
      '--project -k --key -o --output --alg --sequence --uri --severed --text --json -h --help'
    ;;
  verify) echo '-k --key --vendor --class --device --json -h --help' ;;
  push)
    echo '-d --timeout -q --quiet --json -k --key -t --tenant --vendor --class --device --project' \
      '--sequence --text --policy --owner -h --help'
    ;;
  stop | start | rm | rollback)
    echo '-d --timeout -q --quiet --json -k --key -t --tenant --vendor --class --device --project' \
      '--sequence -h --help'
    ;;
  ps | stats) echo '-d --timeout --json -h --help' ;;
  logs | events) echo '-d -f --follow --timeout --json -h --help' ;;
  discover) echo '-i --interface --port --timeout --json -h --help' ;;
  esac
}

# The devices of the file that thimble-push(1) describes.
_thimble_devices() {
  local file=${XDG_CONFIG_HOME:-$HOME/.config}/thimble/devices
  [[ ! -r $file ]] || _thimble_words "$(sed -n 's/^[[:space:]]*\[\([a-z0-9._-]*\)\].*/\1/p' "$file")"
}

# _thimble_value OPTION: what may follow the option. Fails when it wants nothing.
_thimble_value() {
  case $1 in
  -l | --language) _thimble_words 'c rust' ;;
  --engine) _thimble_words 'ebpf wasm' ;;
  -d) _thimble_devices ;;
  -i | --interface) _thimble_words "$(cd /sys/class/net 2>/dev/null && echo *)" ;;
  -o | --output) _thimble_files '*.thimble' '*.suit' ;;
  --cpu) _thimble_words 'v3 v4' ;;
  -O) _thimble_words '0 1 2 3 s z' ;;
  --save-images | --project) _thimble_files ;;
  -k | --key | --show) _thimble_files '*.pem' ;;
  --policy | --owner) _thimble_files '*' ;;
  --alg) _thimble_words 'esp256 es256' ;;
  --hook) _thimble_words 'timer packet message sample request' ;;
  -s | --sensor)
    _thimble_words 'temperature= humidity= pressure= light= heart-rate='
    compopt -o nospace 2>/dev/null
    ;;
  -a | --allow)
    _thimble_list 'all none log clock sensor random timer actuator value-read value-write reply message'
    ;;
  -c | --context)
    [[ $typed != @* ]] || mapfile -t COMPREPLY < <(compgen -P @ -f -- "${typed#@}")
    ;;
  -n | --times | -p | --period | -f | --fuel | --seed) ;;
  --stop | --start | --rollback | --remove) ;;
  -t | --tenant | --vendor | --class | --device | --sequence | --uri | --text | --timeout | --port) ;;
  *) return 1 ;;
  esac
  return 0
}

# _thimble_argument VERB: what the verb works on.
_thimble_argument() {
  case $1 in
  new) _thimble_files ;;
  build) _thimble_files '*.c' '*.rs' '*.wasm' ;;
  run) _thimble_files '*.c' '*.rs' '*.wasm' '*.thimble' '*.scenario' ;;
  verify) _thimble_files '*.suit' ;;
  push) _thimble_files '*.suit' '*.c' '*.rs' '*.wasm' '*.thimble' ;;
  inspect | disasm | sign) _thimble_files '*.c' '*.rs' '*.wasm' '*.thimble' ;;
  help) _thimble_words "$_thimble_verbs" ;;
  esac
}

_thimble() {
  local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _thimble_words "$_thimble_verbs help --help --version"
    return
  fi
  # Readline makes three words of --option=value.
  if [[ $typed == '=' ]]; then
    typed=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if _thimble_value "$before"; then
    return
  fi
  if [[ $typed == -* ]]; then
    _thimble_words "$(_thimble_options "$verb")"
  else
    _thimble_argument "$verb"
  fi
}

complete -F _thimble thimble
