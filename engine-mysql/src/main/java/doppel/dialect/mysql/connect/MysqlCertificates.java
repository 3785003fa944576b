package doppel.dialect.mysql.connect;

import doppel.ErrorCode;
import doppel.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts certificates from the PEM files of the native clients to the Java key stores of Connector/J, in temporary
 * files that are deleted with the virtual machine.
 */
final class MysqlCertificates {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private MysqlCertificates() {}

    /** The driver's options that trust the authorities in this file, and no others. */
    static Map<String, String> trusting(Path authorities) {
        try {
            KeyStore store = empty();
            for (Certificate certificate : certificates(authorities)) {
                store.setCertificateEntry("authority" + store.size(), certificate);
            }
            return Map.of(
                    "trustCertificateKeyStoreUrl", written(store, ""),
                    "trustCertificateKeyStoreType", "PKCS12",
                    "trustCertificateKeyStorePassword", "",
                    "fallbackToSystemTrustStore", "false");
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(authorities, "certificates in PEM form", e);
        }
    }

    /** The driver's options that show this certificate to the server. */
    static Map<String, String> showing(Path certificate, Path key) {
        String secret = UUID.randomUUID().toString();
        try {
            KeyStore store = empty();
            store.setKeyEntry(
                    "client",
                    privateKey(key),
                    secret.toCharArray(),
                    certificates(certificate).toArray(Certificate[]::new));
            return Map.of(
                    "clientCertificateKeyStoreUrl",
                    written(store, secret),
                    "clientCertificateKeyStoreType",
                    "PKCS12",
                    "clientCertificateKeyStorePassword",
                    secret);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(key, "a key in PEM form, PKCS#8 and without a password, that fits " + certificate, e);
        }
    }

    private static UsageException unusable(Path file, String wanted, Exception e) {
        UsageException failure = new UsageException(
                ErrorCode.USAGE,
                file + " does not hold " + wanted + ": " + e + ".",
                "Correct the option; `openssl pkcs8 -topk8 -nocrypt` and `openssl x509` write these forms.");
        failure.addSuppressed(e);
        return failure;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("it holds none");
            }
            return certificates;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new GeneralSecurityException("it holds no PRIVATE KEY");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        GeneralSecurityException failure = null;
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                failure = e; // a key of another kind
            }
        }
        throw new GeneralSecurityException("the key is neither RSA nor EC", failure);
    }

    private static String written(KeyStore store, String secret) throws IOException, GeneralSecurityException {
        Path file = Files.createTempFile("doppel", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, secret.toCharArray());
        }
        return file.toUri().toURL().toString();
    }
}
