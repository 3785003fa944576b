package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.server.Credentials;
import doppel.testing.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for another name. */
class PostgresqlOtherNameTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void isRefusedAsAMatterOfEncryptionAndSaidOnce() throws Exception {
        Path certificate = certify();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", folder.resolve("key.pem").toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .start()) {
            String url = "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres?sslrootcert=" + certificate
                    + "&sslmode=";
            connector(url + "verify-ca").open().close();

            PrintStream usual = System.err;
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
            try {
                assertThatThrownBy(() -> connector(url + "verify-full").open())
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ENCRYPTED))
                        .hasMessageContaining("is for another name");
            } finally {
                System.setErr(usual);
            }
            assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    private static PostgresqlConnector connector(String url) {
        return PostgresqlConnector.ofUrl(url, Credentials.none());
    }

    /** Makes a key and a certificate for {@code db.example.org}. */
    private Path certify() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "db",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=db.example.org",
                        "-validity",
                        "36500",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Key key = keys.getKey("db", PASSWORD);
        Path keyFile = write("key.pem", "PRIVATE KEY", key.getEncoded());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return write("certificate.pem", "CERTIFICATE", keys.getCertificate("db").getEncoded());
    }

    private Path write(String name, String kind, byte[] contents) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(contents);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
