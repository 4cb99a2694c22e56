#!/usr/bin/env bash
# Makes what QEMU boots out of Debian's own kernel package: vmlinux, its modules, an initramfs.
# usage: prepare.sh CACHE INIT    fetches the package into CACHE unless it is there; the last line names the version
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
cache=$1 init=$2
mkdir -p "$cache"
cd "$cache"

newest() { find . -maxdepth 1 -name 'linux-image-*.deb' -printf '%f\n' | sort -V | tail -1; }

package=$(newest)
if [ -z "$package" ]; then
  name=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/ { print $2; exit }')
  [ -n "$name" ] || { echo "apt knows no linux-image-amd64: run apt-get update" >&2; exit 1; }
  apt-get download -qq -o APT::Sandbox::User=root "$name"
  package=$(newest)
fi

tree=$cache/${package%.deb}
if [ ! -e "$tree/ready" ]; then
  rm -rf "$tree"
  mkdir "$tree"
  dpkg -x "$package" "$tree/kernel"
  depmod -b "$tree/kernel" "$(ls "$tree/kernel/lib/modules")"
  # Unpacked here it starts some seconds sooner than by the emulated processor; where that fails, vmlinuz will do.
  image=$(ls "$tree"/kernel/boot/vmlinuz-*)
  cp "$image" "$tree/vmlinux"
  for at in $(grep -abo $'\xFD7zXZ' "$image" | cut -d: -f1); do
    if tail -c +$((at + 1)) "$image" | xz -dc >"$tree/unpacked" 2>/dev/null || [ -s "$tree/unpacked" ]; then
      if [ "$(head -c 4 "$tree/unpacked" | tail -c 3)" = ELF ]; then
        mv "$tree/unpacked" "$tree/vmlinux"
        break
      fi
    fi
  done
  rm -f "$tree/unpacked"
  touch "$tree/ready"
fi

version=$(ls "$tree/kernel/lib/modules")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,modules,proc,sys,dev,host,over,new}
cp "$(command -v busybox)" "$work/bin/busybox"
install -m 755 "$init" "$work/init"
for module in virtio_pci virtio_console virtio_net virtio_rng 9pnet_virtio 9p overlay; do
  modprobe -d "$tree/kernel" -S "$version" --show-depends "$module"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r file; do
  cp "$file" "$work/modules/"
  basename "$file" >>"$work/modules/order"
done
(cd "$work" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >"$tree/initramfs.new"
mv "$tree/initramfs.new" "$tree/initramfs"
echo "$tree"
