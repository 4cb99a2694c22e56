package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Map;

/** Names of algorithms, curves and key types (IANA COSE), and of the makers behind well-known AAGUIDs. */
final class CoseNames {
    private static final Map<Integer, String> ALGORITHMS = Map.ofEntries(
            Map.entry(-7, "ES256"),
            Map.entry(-8, "EdDSA"),
            Map.entry(-9, "ESP256"),
            Map.entry(-19, "Ed25519"),
            Map.entry(-25, "ECDH-ES+HKDF-256"),
            Map.entry(-35, "ES384"),
            Map.entry(-36, "ES512"),
            Map.entry(-37, "PS256"),
            Map.entry(-38, "PS384"),
            Map.entry(-39, "PS512"),
            Map.entry(-47, "ES256K"),
            Map.entry(-48, "ML-DSA-44"),
            Map.entry(-49, "ML-DSA-65"),
            Map.entry(-50, "ML-DSA-87"),
            Map.entry(-51, "ESP384"),
            Map.entry(-52, "ESP512"),
            Map.entry(-53, "Ed448"),
            Map.entry(-257, "RS256"),
            Map.entry(-258, "RS384"),
            Map.entry(-259, "RS512"),
            Map.entry(-65535, "RS1"));
    private static final Map<Integer, String> KEY_TYPES =
            Map.of(1, "OKP", 2, "EC2", 3, "RSA", 4, "Symmetric", 7, "AKP");
    private static final Map<Integer, String> CURVES = Map.of(
            1, "P-256", 2, "P-384", 3, "P-521", 4, "X25519", 5, "X448", 6, "Ed25519", 7, "Ed448", 8, "secp256k1");
    private static final Map<String, String> AAGUIDS = Map.ofEntries(
            Map.entry("00000000-0000-0000-0000-000000000000", "none given"),
            Map.entry("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", "Google Password Manager"),
            Map.entry("fbfc3007-154e-4ecc-8c0b-6e020557d7bd", "iCloud Keychain"),
            Map.entry("dd4ec289-e01d-41c9-bb89-70fa845d4bf2", "iCloud Keychain (managed)"),
            Map.entry("adce0002-35bc-c60a-648b-0b25f1f05503", "Chrome on macOS"),
            Map.entry("08987058-cadc-4b81-b6e1-30de50dcbe96", "Windows Hello (hardware)"),
            Map.entry("9ddd1817-af5a-4672-a2b9-3e3dd95000a9", "Windows Hello (VBS)"),
            Map.entry("6028b017-b1d4-4c02-b4b3-afcdafc96bb2", "Windows Hello (software)"),
            Map.entry("53414d53-554e-4700-0000-000000000000", "Samsung Pass"),
            Map.entry("bada5566-a7aa-401f-bd96-45619a55120d", "1Password"),
            Map.entry("d548826e-79b4-40a6-a3d8-11116f7e8349", "Bitwarden"),
            Map.entry("531126d6-e717-415c-9320-3d9aa6981239", "Dashlane"),
            Map.entry("cb69481e-8ff7-4039-93ec-0a2729a154a8", "YubiKey 5"),
            Map.entry("ee882879-721c-4913-9775-3dfcce97072a", "YubiKey 5"),
            Map.entry("fa2b99dc-9e39-4257-8f92-4a30d23c4118", "YubiKey 5 NFC"),
            Map.entry("2fc0579f-8113-47ea-b116-bb5a8db9202a", "YubiKey 5 NFC"));

    private CoseNames() {}

    static String algorithm(int number) {
        return named(number, ALGORITHMS);
    }

    static String keyType(int number) {
        return named(number, KEY_TYPES);
    }

    static String curve(int number) {
        return named(number, CURVES);
    }

    /** E.g. {@code fbfc3007-154e-4ecc-8c0b-6e020557d7bd (iCloud Keychain)}. */
    static String aaguid(Bytes octets) {
        String id = octets.hex().replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
        return AAGUIDS.containsKey(id) ? id + " (" + AAGUIDS.get(id) + ")" : id;
    }

    private static String named(int number, Map<Integer, String> names) {
        return number + " (" + names.getOrDefault(number, "unknown") + ")";
    }
}
