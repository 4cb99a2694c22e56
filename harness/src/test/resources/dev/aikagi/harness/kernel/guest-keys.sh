# Read by scripts in the guest: waits for keys to come and go, as libfido2 and udev see them.
nodes() { fido2-token -L | sed -n 's|^\(/dev/hidraw[0-9]*\):.*|\1|p'; }

# await_keys N [SECONDS]: until there are so many; prints their nodes
await_keys() {
  local end=$((SECONDS + ${2:-60}))
  while [ "$(nodes | wc -l)" != "$1" ]; do
    [ $SECONDS -lt $end ] || { echo "not $1 keys but: $(fido2-token -L)" >&2; return 1; }
    sleep 0.3
  done
  nodes
}

# reset_after COMMAND...: plugs the one key in by COMMAND and resets it. That is allowed for ten seconds, which pass before on
# a machine that is busy: then once more.
reset_after() {
  local attempt
  for attempt in 1 2 3 4; do
    "$@"
    bash /share/clients.sh "$(await_keys 1)" reset && return
  done
  return 1
}

# The host's USB/IP server, which QEMU reaches for us.
attach() { usbip attach -r 10.0.2.100 -b "${1:-1-1}"; }
detach() { usbip detach -p "${1:-0}"; }
reattach() {
  detach
  await_keys 0
  attach
}
