# What other people's programs do with the key at $1, one check a call: clients.sh NODE CHECK. Nothing is asked of a person:
# the key's user agrees, and PINs come from standard input, which these programs read where they have no terminal.
set -euo pipefail
node=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "$*" >&2; exit 1; }
expect() { grep -q -e "$1" "$2" || { cat "$2" >&2; fail "not said: $1"; }; }
challenge() { head -c 32 /dev/urandom | base64 -w0; }

# credential ALGORITHM RP FLAG...: makes one, verifies its attestation, keeps id and public key in ./id and ./pem
credential() {
  local algorithm=$1 rp=$2
  shift 2
  { challenge; echo; echo "$rp"; echo hanako; echo aGFuYWtv; } >create
  printf '%s\n' "${pin:-}" | fido2-cred -M "$@" -i create -o made "$node" "$algorithm"
  fido2-cred -V "${verify[@]}" -i made -o verified "$algorithm"
  head -1 verified >id
  tail -n +2 verified >pem
}

# assertion ALGORITHM RP FLAG...: signs with ./id and verifies with ./pem
assertion() {
  local algorithm=$1 rp=$2
  shift 2
  { challenge; echo; echo "$rp"; cat id; } >ask
  printf '%s\n' "${pin:-}" | fido2-assert -G "$@" -i ask -o signed "$node"
  fido2-assert -V "${verify[@]}" -i signed pem "$algorithm"
}

verify=()

case $2 in
list)
  fido2-token -L >listed
  expect "^$node: vendor=0x1209, product=0x0001" listed
  fido2-token -I "$node" >info
  expect '^proto: 0x02' info
  expect 'FIDO_2_1' info
  expect '^aaguid: 61696b6167694b658000000000000001' info
  ;;
set-pin)
  printf '4711\n4711\n' | fido2-token -S "$node"
  fido2-token -I "$node" >info
  expect '[, ]clientPin' info
  ;;
change-pin)
  printf '4711\n081500\n081500\n' | fido2-token -C "$node"
  if printf '4711\n' | fido2-token -L -r "$node" >old 2>&1; then fail 'the old PIN still works'; fi
  expect 'FIDO_ERR_PIN_INVALID' old
  printf '081500\n' | fido2-token -I -c "$node"
  ;;
ecdsa | eddsa | rsa)
  algorithm=${2/ecdsa/es256}
  algorithm=${algorithm/rsa/rs256}
  credential "$algorithm" example.com
  assertion "$algorithm" example.com -p
  verify=(-p)
  assertion "$algorithm" example.com -p
  ;;
forged)
  # Shows that the judge can fail: a signature of another credential.
  credential es256 example.com
  cp pem other
  credential es256 example.com
  cp other pem
  if assertion es256 example.com -p 2>forged; then fail 'a signature of another credential was accepted'; fi
  ;;
u2f)
  credential es256 example.com -u
  assertion es256 example.com -u
  verify=(-p)
  assertion es256 example.com -u -p
  # What U2F registered is CTAP2's too.
  assertion es256 example.com -p
  ;;
uv)
  pin=$3
  verify=(-v)
  credential es256 example.com -v
  assertion es256 example.com -v
  ;;
hmac-secret)
  verify=(-h)
  credential es256 example.com -h
  { challenge; echo; echo example.com; cat id; head -c 64 /dev/zero | base64 -w0; echo; } >ask
  fido2-assert -G -h -i ask -o first "$node"
  fido2-assert -G -h -i ask -o second "$node"
  tail -1 first >one
  tail -1 second >two
  cmp one two || fail 'the same salt gives another secret'
  [ "$(base64 -d <one | wc -c)" = 64 ] || fail 'not two secrets of 32 bytes'
  ;;
cred-protect)
  verify=(-c 3)
  pin=$3
  credential es256 example.com -c 3 -v
  { challenge; echo; echo example.com; cat id; } >ask
  if fido2-assert -G -i ask -o signed "$node" 2>refused; then fail 'used without its user'; fi
  expect 'FIDO_ERR_NO_CREDENTIALS' refused
  verify=(-v)
  assertion es256 example.com -v
  ;;
resident)
  pin=$3
  credential es256 resident.example -r -v
  printf '%s\n' "$3" | fido2-token -L -r "$node" >rps
  expect 'resident.example' rps
  printf '%s\n' "$3" | fido2-token -L -k resident.example "$node" >creds
  expect "$(cat id)" creds
  expect 'aGFuYWtv' creds
  { challenge; echo; echo resident.example; } >ask
  printf '%s\n' "$3" | fido2-assert -G -r -v -i ask -o signed "$node"
  fido2-assert -V -v -i signed pem es256
  printf '%s\n' "$3" | fido2-token -D -i "$(cat id)" "$node"
  # A key without any discoverable credential says so by an error.
  printf '%s\n' "$3" | fido2-token -L -r "$node" >rps 2>&1 || expect 'FIDO_ERR_NO_CREDENTIALS' rps
  if grep resident.example rps; then fail 'it is still there'; fi
  ;;
large-blob)
  pin=$3
  credential es256 blob.example -r -b -v
  head -c 600 /dev/urandom | base64 >blob
  printf '%s\n%s\n' "$3" "$3" | fido2-token -S -b -n blob.example -i "$(cat id)" blob "$node"
  printf '%s\n%s\n' "$3" "$3" | fido2-token -G -b -n blob.example -i "$(cat id)" back "$node"
  cmp blob back
  printf '%s\n%s\n' "$3" "$3" | fido2-token -D -b -n blob.example -i "$(cat id)" "$node"
  printf '%s\n' "$3" | fido2-token -D -i "$(cat id)" "$node"
  ;;
ssh-ecdsa-sk | ssh-ed25519-sk)
  ssh-keygen -q -t "${2#ssh-}" -N '' -C aikagi -f key
  echo "hanako $(cat key.pub)" >signers
  echo 'to be signed' >text
  ssh-keygen -q -Y sign -f key -n file text
  ssh-keygen -Y verify -f signers -I hanako -n file -s text.sig <text >said
  expect 'Good "file" signature' said
  if ssh-keygen -Y verify -f signers -I hanako -n file -s text.sig <signers; then fail 'another text was accepted'; fi
  ;;
ssh-resident)
  export SSH_ASKPASS_REQUIRE=force SSH_ASKPASS=$work/ask
  printf '#!/bin/sh\necho %s\n' "$3" >ask
  chmod +x ask
  ssh-keygen -q -t ecdsa-sk -O resident -O application=ssh:aikagi -N '' -f key
  mkdir loaded
  (cd loaded && ssh-keygen -q -K -N '')
  cat loaded/*.pub >pub
  expect "$(cut -d' ' -f2 key.pub)" pub
  ;;
reset)
  fido2-token -R "$node"
  fido2-token -I "$node" >info
  expect 'noclientPin' info
  ;;
late-reset)
  if fido2-token -R "$node" 2>late; then fail 'reset long after it was plugged in'; fi
  expect 'FIDO_ERR_NOT_ALLOWED' late
  ;;
*) fail "no check $2" ;;
esac
