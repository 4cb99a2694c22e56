# Run by QEMU for each connection of the guest to 10.0.2.100:3240: carries it to the port that stands in the file $1.
exec socat - "TCP:127.0.0.1:$(cat "$1")"
