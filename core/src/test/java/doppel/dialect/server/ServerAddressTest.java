package doppel.dialect.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a URL says, and what of it is shown. */
final class ServerAddressTest {

    private static final String EXAMPLE = "scheme://user@host/database";

    private static ServerAddress parse(String url) {
        return ServerAddress.parse(url, EXAMPLE);
    }

    @Test
    void readsAllParts() {
        ServerAddress address = parse("postgresql://ann:s3cret@db.example.org:5433/library?sslmode=require&x=%26");

        assertThat(address.scheme()).isEqualTo("postgresql");
        assertThat(address.user()).contains("ann");
        assertThat(address.password()).contains("s3cret");
        assertThat(address.hosts()).containsExactly(new ServerHost("db.example.org", 5433));
        assertThat(address.database()).isEqualTo("library");
        assertThat(address.options()).containsEntry("sslmode", "require").containsEntry("x", "&");
    }

    @Test
    void readsWhatIsLeftOutAsAbsent() {
        ServerAddress address = parse("mysql://localhost");

        assertThat(address.user()).isEmpty();
        assertThat(address.password()).isEmpty();
        assertThat(address.hosts()).containsExactly(new ServerHost("localhost", 0));
        assertThat(address.database()).isEmpty();
        assertThat(parse("postgresql:///db").hosts()).isEmpty();
        assertThat(parse("mysql://u:@h/db").password()).contains("");
    }

    @Test
    void readsAddressesOfIpv6() {
        assertThat(parse("mysql://u@[::1]:3307/db").hosts()).containsExactly(new ServerHost("::1", 3307));
        assertThat(parse("mysql://[fe80::1%eth0]/db").hosts()).containsExactly(new ServerHost("fe80::1%eth0", 0));
        assertThat(parse("mysql://u@[::1]:3307/db").driverUrl("mysql")).isEqualTo("jdbc:mysql://[::1]:3307/db");
    }

    @Test
    void readsSeveralHosts() {
        ServerAddress address = parse("jdbc:postgresql://a:1,b,[::1]:2/db?targetServerType=primary");

        assertThat(address.hosts())
                .containsExactly(new ServerHost("a", 1), new ServerHost("b", 0), new ServerHost("::1", 2));
        assertThat(address.driverUrl("postgresql")).isEqualTo("jdbc:postgresql://a:1,b,[::1]:2/db");
    }

    @Test
    void readsLoginAndHostFromOptions() {
        ServerAddress address = parse("jdbc:postgresql://h:1/db?USER=ann&password=p%26w+x&ssl=true");

        assertThat(address.user()).contains("ann");
        assertThat(address.password()).contains("p&w x");
        assertThat(address.options()).containsOnlyKeys("ssl");
        assertThat(parse("postgresql:///db?host=/var/run/postgresql&port=5433").hosts())
                .containsExactly(new ServerHost("/var/run/postgresql", 5433));
        assertThat(parse("postgresql://%2Ftmp:5433/db").hosts()).containsExactly(new ServerHost("/tmp", 5433));
    }

    @Test
    void readsTheShortestFormsOfJdbc() {
        assertThat(parse("jdbc:postgresql:library").database()).isEqualTo("library");
        assertThat(parse("JDBC:PostgreSQL://h/?user=u").user()).contains("u");
    }

    @Test
    void readsAnUnescapedAtInAPassword() {
        assertThat(parse("mysql://u:p@ss@h/db").password()).contains("p@ss");
        assertThat(parse("mysql://u%40corp:p%40ss%3A%2F@h/db").user()).contains("u@corp");
        assertThat(parse("mysql://u%40corp:p%40ss%3A%2F@h/db").password()).contains("p@ss:/");
    }

    @Test
    void namesAnotherDatabaseOfTheSameServer() {
        assertThat(parse("postgresql://ann:p%40@h:1/a?sslmode=require")
                        .withDatabase("ü b")
                        .url())
                .isEqualTo("postgresql://ann:p%40@h:1/%C3%BC%20b?sslmode=require");
    }

    @Test
    void saysAgainWhatItRead() {
        for (String url : List.of(
                "postgresql://ann:p%40%3A%2F%3F%23%26@h:1,[::1]:2/d%2Fb?a=b%26c&d=%25",
                "mysql://h", "postgresql:///db", "jdbc:mysql://u@h/db?x=%2B")) {
            assertThat(parse(url).url()).isEqualTo(url);
            assertThat(parse(parse(url).url())).isEqualTo(parse(url));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:/h/db",
                "postgresql://h:port/db",
                "postgresql://h:0/db",
                "postgresql://h:65536/db",
                "postgresql://h:99999999999/db",
                "postgresql://h/a/b",
                "postgresql://h/a@b",
                "postgresql://h/db?x",
                "postgresql://h/db?=x",
                "postgresql://h/db?a=b@c",
                "postgresql://%zz/db",
                "postgresql://u%0@h/db",
                "postgresql://%ff@h/db",
                "postgresql://u%00@h/db",
                "postgresql://[::1/db",
                "postgresql://[::1]5/db",
                "postgresql://[host]/db",
                "postgresql://a b/db",
                "jdbc:mysql://address=(host=h)(password=s3cret)/db",
                "jdbc:mysql://(host=h,password=s3cret)/db",
                "postgresql://a,b/db?host=c"
            })
    void refusesWhatItCannotReadAndShowsTheRightForm(String url) {
        assertThatThrownBy(() -> parse(url)).isInstanceOfSatisfying(UsageException.class, e -> {
            assertThat(e.code()).hasToString("DOPPEL-002");
            assertThat(e.nextStep()).contains(EXAMPLE);
            assertThat(e.getMessage()).doesNotContain("s3cret");
        });
    }

    private static Stream<String> hostilePasswords() {
        return Stream.of(
                "@",
                ":",
                "/",
                "&",
                ";",
                "#",
                "?",
                "%",
                "+",
                " ",
                "=",
                "\\",
                "\"",
                "'",
                "@:/&;#",
                "//",
                "://",
                "@h/",
                ":1/",
                ":1?x=",
                "&password=",
                "=&",
                "\n",
                "ü",
                "\u2028",
                "]",
                "[",
                "(",
                ")",
                ",",
                "@@",
                "a@b:1/c?d=e&f#g");
    }

    @ParameterizedTest
    @MethodSource("hostilePasswords")
    void neverShowsAHostilePassword(String hostile) {
        for (String password :
                List.of("s3cret" + hostile, hostile + "s3cret", "s3c" + hostile + "r3t", "12" + hostile + "s3cret")) {
            String escaped = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
            for (String written : List.of(password, escaped)) {
                for (String url : List.of(
                        "postgresql://admin:" + written + "@host/db",
                        "postgresql://admin:" + written + "@host:5432/db?sslmode=require",
                        "mysql://ad%40min:" + written + "@host/db",
                        "mysql://ad@min:" + written + "@host/db",
                        "oracle://admin:" + written + "@host/db",
                        "postgresql:/admin:" + written + "@host/db",
                        "jdbc:mysql://admin:" + written + "@host/db",
                        "jdbc:postgresql://host/db?user=admin&password=" + written,
                        "jdbc:mysql://host/db?PassWord=" + written + "&useSSL=false",
                        "jdbc:mysql://host/db?password1=" + written,
                        "jdbc:mysql://host/db?trustCertificateKeyStorePassword=" + written,
                        "jdbc:mysql://(host=h,user=u,password=" + written + ")/db",
                        "postgresql:///db?password=" + written)) {
                    assertThat(ServerAddress.withoutPassword(url)).doesNotContain("s3c", "cret", "r3t");
                    try {
                        assertThat(parse(url).toString()).doesNotContain("s3c", "cret", "r3t");
                    } catch (UsageException e) {
                        assertThat(e.getMessage() + e.nextStep()).doesNotContain("s3c", "cret", "r3t");
                    }
                }
                assertThat(parse("postgresql://admin:" + escaped + "@host/db").password())
                        .contains(password);
                assertThat(parse("jdbc:postgresql://h/db?user=u&password=" + escaped)
                                .password())
                        .contains(password);
            }
        }
    }

    @Test
    void showsWhatIsNoPassword() {
        assertThat(ServerAddress.withoutPassword("/srv/a:b@c?password.db")).isEqualTo("/srv/a:b@c?password.db");
        assertThat(ServerAddress.withoutPassword("C:\\data\\library.db")).isEqualTo("C:\\data\\library.db");
        assertThat(ServerAddress.withoutPassword("jdbc:sqlite:/srv/library.db"))
                .isEqualTo("jdbc:sqlite:/srv/library.db");
        assertThat(ServerAddress.withoutPassword("postgresql://ann:x@h:1/db?sslmode=require"))
                .isEqualTo("postgresql://ann:***@h:1/db?sslmode=require");
        assertThat(ServerAddress.withoutPassword("jdbc:postgresql://h/db?user=ann&password=x&ssl=true"))
                .isEqualTo("jdbc:postgresql://ann:***@h/db?***");
    }
}
