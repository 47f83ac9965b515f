#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A device from end to end, with the author's command and a CoAP client that is not ours: each order, each
# refusal with its number and nothing changed, a version that fails, a restart after a kill.
#
#   device_test.sh THIMBLE THIMBLED RELAY FOLDER      Exit code 77: something is not installed.

here=$(realpath "$(dirname "$0")")
# shellcheck source=test/thimbled/lib.sh
source "$here/lib.sh"

request='const struct thimble_context_request *request, uint32_t size'
timer='const struct thimble_context_timer *timer, uint32_t size'
for key in owner owner2 acme bolt mallory; do "$thimble" keygen -o "$key" >none; done
container hello 1.0 request "int64_t run($request) { thimble_reply_text(\"one\"); return 69; }"
container hello 2.0 request "int64_t run($request) { thimble_reply_text(\"two\"); return 69; }"
container hello 3.0 request "int64_t run($request) { return *(volatile int *)0; }"
container beat 1.0 tick "int64_t run($timer) { return 1; }" log
container beat 2.0 tick "int64_t run($timer) { return *(volatile int *)0; }" log
container other 1.0 request "int64_t run($request) { thimble_reply_text(\"bolt\"); return 69; }"
container secret 1.0 request "int64_t run($request) { int32_t n; thimble_random(&n, sizeof n); return n; }" random
container timed 1.0 timer "int64_t run($timer) { return 1; }" log

policy() {
  printf '%s = %s\n' tenant "$1" keys "$2" grants 'log, reply' hooks "$3" containers 4 failures 0 "${@:4}" \
    >"$1.policy"
}
policy acme acme.pub.pem 'request tick'
policy bolt bolt.pub.pem '*' memory 1024
printf 'keys = owner2.pub.pem\n' >new-owner.policy

# The command line, and a flash that another one has.
exits() {
  local wanted=$1 got=0
  shift
  timeout 10 "$thimbled" "$@" >output 2>&1 || got=$?
  [[ $got -eq $wanted ]] || fail "thimbled $*: exit code $got instead of $wanted"
}
complains() {
  [[ $(<output) == "thimbled: $1" ]] || fail "not the message $1 but $(<output)"
}
exits 0 --help
exits 0 --version
exits 2
exits 2 --flash=x --vendor=example.com
exits 2 --nonsense
complains '--nonsense is not an option that can be used here; see thimbled --help'
exits 2 --port
complains 'an argument must follow --port; see thimbled --help'
exits 2 --port=99999
complains '--port 99999 is not a whole number from 0 to 65535; see thimbled --help'
exits 2 --flash=x extra
complains 'extra is too much; see thimbled --help'
exits 1 --flash=nowhere/x --vendor=example.com --class=test
exits 1 --flash=x --vendor=example.com --class=test --owner-key=nowhere.pem
complains 'nowhere.pem: cannot be opened: No such file or directory'
exits 2 --flash=x --vendor=example.com --class=test --address=127.0.0.1
complains '--address 127.0.0.1 is no IPv6 address of numbers, such as ::1 or fe80::1%eth0; see thimbled --help'
timeout 5 "$thimbled" --flash=unowned --vendor=example.com --class=test --address=::1 --port=0 >output 2>&1 || true
grep -qx 'thimbled: the flash has no owner, so every order will be refused; say --owner-key' output ||
  fail 'no word of the missing owner'

start_device --owner-key=owner.pub.pem
exits 1 --flash=flash --vendor=example.com --class=test --port=0
complains 'flash is in use by another process'
exits 1 --flash=x --vendor=example.com --class=test --port="$port"
complains "cannot listen at port $port of this computer: Address already in use"
get device
is device '.["4"] == 1 and .["5"] == [1, 2] and (.["6"] | index("request")) != null'
[[ $(coap -m get "coap://[::1]:$port/.well-known/core?rt=thimble.suit") == *'</suit>;rt="thimble.suit"'* ]] ||
  fail 'discovery'

# Tenants, and the first containers.
sign -k acme.pem -t acme -o early.suit hello-1.0
push early.suit 4.01 10
for tenant in acme bolt; do
  sign -k owner.pem --policy "$tenant.policy" -o "$tenant.suit"
  push "$tenant.suit" 2.04 0
done
sign -k acme.pem -t acme -o hello-1.suit hello-1.0
push hello-1.suit 2.04 0
sign -k bolt.pem -t bolt --severed -o other.suit other-1.0
push other.suit 2.04 0
sign -k owner.pem -t acme -o beat-1.suit beat-1.0
push beat-1.suit 2.04 0
asks() {
  local wanted=$1
  shift
  answer=$(coap -m get "coap://[::1]:$target/app/$1" | tail -n 1)
  [[ $answer == "$wanted" ]] || fail "$1 answers '$answer' instead of '$wanted'"
}
asks one acme
asks bolt bolt/anything
[[ $(coap -m get "coap://[::1]:$port/app/nobody") == 4.04* ]] || fail 'a tenant that is none'

# Refused, and nothing changes.
remember
refused() {
  push "$@"
  keeps "$1"
}
refused hello-1.suit 4.09 28
cp acme.pem low.pem
sign -k low.pem -t acme -o low.suit hello-2.0
refused low.suit 4.09 28
sign -k mallory.pem -t acme -o unknown.suit hello-2.0
refused unknown.suit 4.01 10
sign -k bolt.pem -t acme -o rights.suit hello-2.0
refused rights.suit 4.03 27
sign -k acme.pem --policy acme.policy -o rights-policy.suit
refused rights-policy.suit 4.03 27
sign -k owner.pem -t nobody -o nobody.suit hello-2.0
refused nobody.suit 4.22 26
"$thimble" sign -k acme.pem -t acme --vendor example.org --class test -o vendor.suit hello-2.0 >none
refused vendor.suit 4.03 53
"$thimble" sign -k acme.pem -t acme --vendor example.com --class other -o class.suit hello-2.0 >none
refused class.suit 4.03 54
sign -k acme.pem -t acme --device 43 -o device.suit hello-2.0
refused device.suit 4.03 55
sign -k acme.pem -t acme -o hook.suit timed-1.0
refused hook.suit 4.03 87
sign -k acme.pem -t acme -o grant.suit secret-1.0
refused grant.suit 4.22 85
get suit
is 'the report of the host' '.["6"] == 3 and .["7"] > 0 and .["11"] != null'

# Forged: in the signature, the manifest, the payload; cut off.
sign -k acme.pem -t acme -o good.suit hello-2.0
size=$(stat -c %s good.suit)
flip() {
  cp good.suit "$1"
  printf '\xa5' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>none
  if cmp -s good.suit "$1"; then printf '\x5a' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>none; fi
}
flip forged-signature.suit 100
refused forged-signature.suit 4.01 11
flip forged-manifest.suit 200
refused forged-manifest.suit 4.01 6
flip forged-payload.suit $((size - 1))
refused forged-payload.suit 4.22 82
head -c $((size - 1)) good.suit >short.suit
refused short.suit 4.00 1
head -c 70000 /dev/urandom >noise
refused noise 4.00 1

# The same envelope, whole, replaces; one for this one device too.
push good.suit 2.04 0
asks two acme
sign -k acme.pem -t acme --stop hello -o stop.suit
push stop.suit 2.04 0
[[ $(coap -m get "coap://[::1]:$port/app/acme") == 4.04* ]] || fail 'a stopped container answers'
remember

# kill -9: all is as it was; also the keys and the sequence numbers.
stop_device KILL
start_device
keeps 'after kill -9'
refused stop.suit 4.09 28
sign -k acme.pem -t acme --start hello -o start.suit
push start.suit 2.04 0
asks two acme
sign -k acme.pem -t acme --rollback hello -o back.suit
push back.suit 2.04 0
asks one acme
sign -k acme.pem -t acme --rollback hello -o back-2.suit
remember
refused back-2.suit 4.22 91

# A version that fails is rolled back by itself, and says so.
sign -k acme.pem -t acme --device 42 -o beat-2.suit beat-2.0
push beat-2.suit 2.04 0
for ((tries = 0; tries < 50; tries++)); do
  get events
  if jq -e '.["2"] | any(.[2] == 7 and .[4] == "beat")' output >none; then break; fi
  sleep 0.1
done
is 'rolled back by itself' '.["2"] | any(.[2] == 7 and .[4] == "beat")'
get containers
is 'the version before' 'any(.["2"] == "beat" and .["3"] == "1.0" and .["16"] == false)'
stop_device KILL
start_device
get containers
is 'the version before, after a restart' 'any(.["2"] == "beat" and .["3"] == "1.0")'

# Removed; its numbers stay.
sign -k acme.pem -t acme --remove hello -o remove.suit
push remove.suit 2.04 0
get containers
is removed 'all(.["2"] != "hello")'
remember
refused good.suit 4.09 28
refused remove.suit 4.09 28
sign -k acme.pem -t acme --stop hello -o stop-gone.suit
refused stop-gone.suit 4.22 91

# A policy that takes the hook away: what runs there goes; one that gives it back: it may start.
policy acme acme.pub.pem request
sign -k owner.pem --policy acme.policy -o narrow.suit
push narrow.suit 2.04 0
get containers
is 'a policy without the hook' 'any(.["2"] == "beat" and .["4"] == 0)'
policy acme acme.pub.pem '*'
sign -k owner.pem --policy acme.policy -o wide.suit
push wide.suit 2.04 0
get containers
is 'a policy with the hook' 'any(.["2"] == "beat" and .["4"] == 1)'

# A tenant's key is revoked; the owner's is rotated.
policy acme '' '*'
sed -i '/^keys/d' acme.policy
sign -k owner.pem --policy acme.policy -o revoke.suit
push revoke.suit 2.04 0
sign -k acme.pem -t acme -o revoked.suit hello-2.0
remember
refused revoked.suit 4.01 10
sign -k owner.pem --owner new-owner.policy -o rotate.suit
push rotate.suit 2.04 0
sign -k owner.pem -t acme -o old-owner.suit hello-2.0
refused old-owner.suit 4.01 10
sign -k owner2.pem -t acme -o new-owner.suit hello-2.0
push new-owner.suit 2.04 0
asks two acme

# A key on the command line counts no more than the record.
stop_device TERM
[[ $code -eq 0 ]] || fail "SIGTERM: exit code $code"
start_device --owner-key=owner.pub.pem
remember
refused old-owner.suit 4.01 10

# The body of a request reaches containers of both engines; one replaces the other.
policy echo acme.pub.pem request
sign -k owner2.pem --policy echo.policy -o echo.suit
push echo.suit 2.04 0
body='char body[64]; int32_t length = thimble_lent_read(0, 2, body, sizeof body);'
container echo 1.0 request "int64_t run($request) { $body thimble_reply_bytes(body, length); return 69; }"
container echo 2.0 request "int64_t run($request) { $body thimble_reply_bytes(body, length); return 68; }"
echo 'engine = wasm' >>echo-2.0/thimble.ini
for version in 1.0 2.0; do
  sign -k owner2.pem -t echo -o "echo-$version.suit" "echo-$version"
  push "echo-$version.suit" 2.04 0
  answer=$(coap -m post -e 'a body of both engines' "coap://[::1]:$port/app/echo" | tail -n 1)
  [[ $answer == 'body of both engines' ]] || fail "echo $version answers '$answer'"
done

# Pulled: the device fetches the image itself.
"$thimble" build hello-1.0 -o pulled.thimble >none
coap-server-notls -d 4 -A ::1 -p 5699 >coap-server.output 2>&1 &
children+=($!)
sleep 0.3
coap -m put -t 42 -f pulled.thimble 'coap://[::1]:5699/image' >none
sign -k owner2.pem -t acme --uri 'coap://[::1]:5699/image' -o pull.suit pulled.thimble
push pull.suit 2.04 0
asks one acme
remember
sign -k owner2.pem -t acme --uri 'coap://[::1]:5699/nothing' -o missing.suit pulled.thimble
refused missing.suit 4.22 80

# While a fetch goes on, another order waits, and does not take the verdict on the first one for its own.
sign -k owner2.pem -t acme --uri 'coap://[::1]:5698/image' -o slow.suit pulled.thimble
sign -k mallory.pem -t acme -o waiting.suit hello-2.0
"$thimble" push -q -d "[::1]:$port" slow.suit >none 2>slow.errors &
slow=$!
sleep 0.5
"$thimble" push -d "[::1]:$port" waiting.suit >waiting.output 2>&1 &
waiting=$!
sleep 0.5
mkfifo relay.input
sleep 100 >relay.input &
children+=($!)
"$relay" 5699 1 0 0 1 5698 <relay.input >none 2>&1 &
children+=($!)
wait "$slow" || fail "an order whose payload is fetched late: $(<slow.errors)"
if wait "$waiting"; then fail "a forged order that waited: $(<waiting.output)"; fi
[[ $(<waiting.output) == *'refused (4.01): the signature names a key that this device does not know' ]] ||
  fail "the verdict on an order that waited: $(<waiting.output)"

# Whoever does not wait for a fetch is told that it goes on.
sign -k owner2.pem -t acme --uri 'coap://[::1]:5697/image' -o endless.suit pulled.thimble
if "$thimble" push --timeout 2 -d "[::1]:$port" endless.suit >output 2>&1; then fail 'a fetch from nobody'; fi
[[ $(<output) == *': given up after 2 seconds; the device has it all and is still at work, '* ]] ||
  fail "the end of a push while the device fetches: $(<output)"
stop_device INT
[[ $code -eq 0 ]] || fail "SIGINT: exit code $code"
[[ $failures -eq 0 ]] || exit 1
